"""Accounts, the log and the mails in the Django admin."""

import pytest
from django.test import Client
from django.utils import timezone

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.delivery import post_due
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.models import Mail, Owed
from elo_platform.notifications.outbox import owe_address
from tests.accounts.helpers import make_account
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_client():
    client = Client()
    client.force_login(make_user(name="Admin Person", is_staff=True, is_superuser=True))
    return client


def test_an_administrator_corrects_a_name_and_never_sees_a_password(admin_client):
    user = make_account(name="Alva Strnad")
    path = f"/admin/accounts/user/{user.pk}/change/"

    page = admin_client.get(path).content.decode()
    admin_client.post(path, {"name": "Alva Strand", "title": "", "language": "sv"})

    user.refresh_from_db()
    assert user.name == "Alva Strand"
    assert user.password not in page
    assert "argon2" not in page
    assert AuditEvent.objects.filter(kind=AuditKind.ACCOUNT_CHANGED, target_id=user.pk).exists()


@pytest.mark.parametrize("action", ["deactivate_accounts", "remove_second_factors"])
def test_an_action_never_hits_the_one_who_does_it(admin_client, action):
    own = AuditEvent.objects.count()
    me = admin_client.session["_auth_user_id"]

    admin_client.post("/admin/accounts/user/", {"action": action, "_selected_action": [me]})

    assert admin_client.get("/admin/").status_code == 200
    assert AuditEvent.objects.count() == own


def test_accounts_are_closed_and_opened_by_the_services(admin_client):
    user = make_account()
    for action, active in (("deactivate_accounts", False), ("reactivate_accounts", True)):
        admin_client.post(
            "/admin/accounts/user/", {"action": action, "_selected_action": [user.pk]}
        )
        user.refresh_from_db()
        assert user.is_active is active

    assert AuditEvent.objects.filter(target_id=user.pk).count() == 2


def test_nobody_adds_or_deletes_an_account_there(admin_client):
    user = make_account()

    assert admin_client.get("/admin/accounts/user/add/").status_code == 403
    assert admin_client.post(f"/admin/accounts/user/{user.pk}/delete/").status_code == 403


def test_mails_show_their_states_and_no_secret(admin_client):
    now = timezone.now()
    owe_address(
        kind=NoticeKind.ACCOUNT,
        address="alva@elo.example",
        name="",
        language="sv",
        occasion="x",
        params={"template": "login_code", "code": "SECRET-CODE"},
        now=now,
    )
    owed = Owed.objects.get()
    pages = [
        admin_client.get("/admin/notifications/owed/"),
        admin_client.get(f"/admin/notifications/owed/{owed.pk}/change/"),
    ]
    post_due(now=now)
    mail = Mail.objects.get()
    pages += [
        admin_client.get("/admin/notifications/mail/?state=sent"),
        admin_client.get(f"/admin/notifications/mail/{mail.pk}/change/"),
        admin_client.get("/admin/audit/auditevent/"),
    ]

    assert [page.status_code for page in pages] == [200] * 5
    assert not any("SECRET-CODE" in page.content.decode() for page in pages)
    assert admin_client.post(f"/admin/notifications/mail/{mail.pk}/change/", {}).status_code == 403


@pytest.mark.parametrize("language", ["sv", "fi", "en"])
def test_the_admin_opens_in_each_language(admin_client, language):
    for path in ("/admin/", "/admin/accounts/user/", "/admin/notifications/mail/"):
        assert admin_client.get(f"{path}?lang={language}", follow=True).status_code == 200
