"""The command that appoints the first administrator and the first coordinators."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.models import Owed
from elo_platform.notifications.tasks import post_due
from groups.models import EloGroup, RoleGrant
from groups.permissions import GroupPermission, Role
from tests.factories import make_group, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "alva.strand@elo.example"


def appoint(*words, **options):
    call_command("appoint", *words, **options)


def everything():
    return (User.objects.count(), RoleGrant.objects.count(), Owed.objects.count())


def test_a_coordinator_gets_account_rights_and_a_mail(client, capsys):
    group = make_group()

    appoint(ADDRESS.upper(), "coordinator", group=group.pk, language="sv")

    user = User.objects.get()
    assert (user.email, user.name, user.language) == (ADDRESS, "Alva Strand", "sv")
    managed = EloGroup.objects.permitted(user, GroupPermission.MANAGE_SEATS)
    assert list(managed) == [group]
    assert f"Alva Strand <{ADDRESS}>: coordinator" in capsys.readouterr().out
    assert AuditEvent.objects.get(kind="role_granted").actor_id is None
    post_due()
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert reverse("account_request_login_code") in letter.body


def test_a_national_coordinator_has_no_group():
    appoint(ADDRESS, "national", name="Alva af Strand")

    grant = RoleGrant.objects.get()
    assert (grant.role, grant.group, grant.user.name) == (Role.NATIONAL, None, "Alva af Strand")


def test_an_administrator_may_open_the_admin_and_no_group(client):
    make_group()
    appoint(ADDRESS, "admin")

    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, True, False)
    assert not EloGroup.objects.permitted(user, GroupPermission.VIEW_PEOPLE).exists()
    client.force_login(user)
    assert client.get("/admin/").status_code == 200


def test_an_account_that_exists_keeps_its_name_and_language():
    group = make_group()
    user = make_user(name="Onni Lehtola", language="fi")

    appoint(user.email, "coordinator", group=group.pk, name="Somebody Else", language="sv")

    user.refresh_from_db()
    assert (user.name, user.language) == ("Onni Lehtola", "fi")
    assert RoleGrant.objects.get().user == user


@pytest.mark.parametrize(
    ("words", "options", "says"),
    [
        ((ADDRESS, "coordinator"), {}, "--group ID"),
        ((ADDRESS, "admin"), {"group": 1}, "--group ID"),
        ((ADDRESS, "coordinator"), {"group": 987654}, "no group 987654"),
        (("no address", "admin"), {}, "valid email"),
        ((ADDRESS, "chair"), {}, "invalid choice"),
        (("closed@elo.example", "admin"), {}, "has been closed"),
        (("staff@elo.example", "admin"), {}, "already"),
        (("national@elo.example", "national"), {}, "already"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence_and_changes_nothing(words, options, says):
    make_user(email="closed@elo.example", is_active=False)
    make_user(email="staff@elo.example", is_staff=True)
    national = make_user(email="national@elo.example")
    today = timezone.localdate()
    RoleGrant.objects.create(user=national, role=Role.NATIONAL, starts_on=today)
    before = everything()

    with pytest.raises(CommandError) as refusal:
        appoint(*words, **options)

    assert says in str(refusal.value)
    assert everything() == before
