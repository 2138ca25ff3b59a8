import pytest

from elo_platform.accounts.models import User
from elo_platform.embedded import prepare


@pytest.mark.django_db
def test_a_database_that_people_use_is_no_place_for_the_demo():
    assert prepare._is_somebodys() is False

    User.objects.create(email="alva.strand@centre.example")
    assert prepare._is_somebodys() is True

    User.objects.create(email="coordinator@elo.example")
    assert prepare._is_somebodys() is False


def test_a_changed_or_added_source_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(prepare, "PROJECT", tmp_path)
    folder = tmp_path / "groups" / "migrations"
    folder.mkdir(parents=True)
    digests = [prepare._fingerprint(prepare.SOURCES)]

    (folder / "0001_initial.py").write_text("one")
    digests.append(prepare._fingerprint(prepare.SOURCES))
    (folder / "0001_initial.py").write_text("two")
    digests.append(prepare._fingerprint(prepare.SOURCES))

    assert len(set(digests)) == 3
