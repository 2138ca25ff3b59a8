"""retention.toml speaks of every field, and is carried out."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.utils import timezone

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.audit.services import record
from elo_platform.overview.retention import ERASURES, KINDS, policy
from elo_platform.overview.services.retention import apply_retention
from groups.models import Invitation
from tests.factories import make_invitation

# Django's and allauth's own tables that hold people's data, and all of ours.
LABELS = ("accounts", "audit", "notifications", "groups", "plans", "surveys", "forums")
OTHERS = ("account", "mfa", "usersessions", "sessions")
MODELS = [m for m in apps.get_models() if m._meta.app_label in (*LABELS, *OTHERS)]


def test_every_model_has_its_place_in_the_file():
    assert {rule.model for rule in policy()} == set(MODELS)


@pytest.mark.parametrize("rule", policy(), ids=lambda rule: rule.model._meta.label)
def test_every_field_is_said_to_be_personal_pseudonymous_or_none(rule):
    meta = rule.model._meta
    fields = [field.name for field in (*meta.local_fields, *meta.local_many_to_many)]

    said = [name for kind in KINDS for name in getattr(rule, kind)]

    assert sorted(said) == sorted(fields)
    assert rule.erase in ERASURES
    assert (rule.since == "") == (rule.days is None)
    if rule.since:
        meta.get_field(rule.since)
    if rule.personal or rule.pseudonymous:
        assert rule.ground != "none"


@pytest.mark.django_db
def test_the_audit_log_refuses_change_but_for_retention():
    now = timezone.now()
    old = record(kind=AuditKind.DENIED, target=None, by=None, at=now - timedelta(days=2000))
    new = record(kind=AuditKind.DENIED, target=None, by=None, at=now)
    with pytest.raises(DatabaseError), transaction.atomic():
        old.delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.filter(pk=new.pk).update(kind="role_ended")

    counts = apply_retention(now=now)

    assert counts["audit.AuditEvent"] == 1
    assert list(AuditEvent.objects.all()) == [new]


@pytest.mark.django_db
def test_invitations_go_two_years_after_their_last_day():
    now = timezone.now()
    kept, gone = make_invitation(), make_invitation()
    long_ago = now - timedelta(days=731)
    Invitation.objects.filter(pk=gone.pk).update(
        invited_at=long_ago - timedelta(days=14), expires_at=long_ago
    )

    apply_retention(now=now)

    assert list(Invitation.objects.all()) == [kept]
