import stat

from elo_platform.embedded.local import configured
from elo_platform.embedded.secret import local_secret


def test_a_machine_keeps_one_key_for_itself(local):
    first = local_secret()

    assert local_secret() == first
    assert len(first) > 50
    assert stat.S_IMODE((local / "secret_key").stat().st_mode) == 0o600


def test_an_address_may_stand_in_the_environment_or_in_a_file_of_its_own(local, monkeypatch):
    assert configured("REDIS_URL") == ""

    monkeypatch.setenv("REDIS_URL_FILE", "/run/secrets/redis")

    assert configured("REDIS_URL") == "/run/secrets/redis"
