"""The demo's mail catcher, and that there is none elsewhere."""

import pytest
from django.test import Client

from elo_platform.notifications.delivery import post_due
from elo_platform.notifications.mailboxes import caught_mails
from tests.factories import NOON, make_user
from tests.notifications.samples import owe_one

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]


@pytest.fixture
def catcher(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "elo_platform.notifications.mailboxes.FileMailbox"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    return settings


def test_a_mail_is_shown_with_its_parts(catcher):
    owe_one(make_user(email="alva@elo.example"), what="rum <b>ÅÄÖ</b>")
    post_due(now=NOON)
    [mail] = caught_mails()
    client = Client()

    listed = client.get("/dev/mail/?to=alva").content.decode()
    page = client.get(f"/dev/mail/{mail.id}/")
    html = client.get(f"/dev/mail/{mail.id}/html/")

    assert "About rum &lt;b&gt;ÅÄÖ&lt;/b&gt;" in listed
    assert "Text of rum" in page.content.decode()
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "http://testserver/act/a/" in mail.links
    assert "<b>ÅÄÖ</b>" not in html.content.decode()
    assert html["Content-Security-Policy"].startswith("sandbox ")
    assert "script-src" not in html["Content-Security-Policy"]
    assert html["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("mail_id", ["1", "../../settings", "1700000000000000-1-1"])
def test_an_unknown_mail_is_not_found(catcher, mail_id):
    assert Client().get(f"/dev/mail/{mail_id}/").status_code == 404


def test_outside_the_demo_there_is_no_such_page(catcher):
    owe_one(make_user())
    post_due(now=NOON)
    [mail] = caught_mails()
    catcher.DEMO = False

    paths = ("", f"{mail.id}/", f"{mail.id}/html/", f"{mail.id}/0/")

    assert {Client().get(f"/dev/mail/{path}").status_code for path in paths} == {404}
