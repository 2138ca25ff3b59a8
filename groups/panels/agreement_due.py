"""What of partnership agreements waits for a person."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, wall_to_utc
from elo_platform.lib.text import day
from groups.models import Agreement, Party
from groups.panels.agreements import WARNED_DAYS
from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with
from groups.querysets.waiting import nothing_waits

_LAST_MINUTE = time(23, 59)


def due_agreements(user: User, now: datetime) -> list[dict[str, object]]:
    """Return what `user` is asked to sign, and which agreements of theirs end unrenewed."""
    return [_to_sign(party) for party in _asked(user, now)] + [
        _to_renew(agreement) for agreement in _ending(user, now)
    ]


def _asked(user: User, now: datetime) -> Iterable[Party]:
    if nothing_waits(user, "agreements", now):
        return ()
    rows = Party.objects.own(user).waiting().in_time().with_agreement()
    return rows.order_by("agreement__answer_by", "pk")


def _ending(user: User, now: datetime) -> Iterable[Agreement]:
    if nothing_waits(user, "ending", now):
        return ()
    if groups_with(user, GroupPermission.MANAGE_GROUP) == []:
        return ()
    today = helsinki_day(now)
    rows = Agreement.objects.editable_by(user).unrenewed().select_related("group")
    soon = today + timedelta(days=WARNED_DAYS)
    return rows.filter(ends_on__gte=today, ends_on__lte=soon).order_by("ends_on", "pk")


def _to_sign(party: Party) -> dict[str, object]:
    agreement = party.agreement
    words = {"organisation": party.organisation.name, "day": day(agreement.answer_by)}
    return {
        "title": gettext("To sign: %(agreement)s") % {"agreement": agreement.title},
        "why": gettext("%(organisation)s is asked to sign it by %(day)s.") % words,
        "due_at": wall_to_utc(day=agreement.answer_by, at=_LAST_MINUTE),
        "url": f"/parties/{party.pk}/sign/",
        "label": gettext("Read and sign"),
    }


def _to_renew(agreement: Agreement) -> dict[str, object]:
    words = {"day": day(agreement.ends_on), "group": agreement.group.name}
    return {
        "title": gettext("Not renewed yet: %(agreement)s") % {"agreement": agreement.title},
        "why": gettext("It ends on %(day)s. %(group)s") % words,
        "due_at": wall_to_utc(day=agreement.ends_on, at=_LAST_MINUTE),
        "url": f"/agreements/{agreement.pk}/",
        "label": gettext("See the agreement"),
    }
