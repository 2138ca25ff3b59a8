"""What waits for a person because of plans: offers to answer, actions to report on."""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, start_of_day
from elo_platform.lib.text import day
from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with
from plans.models import Measure, Offer, Plan, Promoter
from plans.querysets.offers import heard_day, left_without_people, names_of, plans_waiting
from plans.querysets.waiting import SHOWN, measures_waiting, offers_due
from plans.states import OfferState

# A deadline shows in one's own work so long before it.
SOON_DAYS = 30
ONE_DAY = timedelta(days=1)

Row = dict[str, object]


def due_offers(user: User, now: datetime) -> list[Row]:
    """Return the offers that wait for an organisation of `user`, and those back at `user`."""
    is_asked = offers_due(user, helsinki_day(now))
    if not is_asked:
        return []
    rows = Offer.objects.visible_to(user).filter(pk__in=is_asked)
    rows = rows.select_related("measure__plan", "organisation").order_by("answer_by", "pk")
    return [_asked(row) if is_asked[row.pk] else _back(row) for row in rows]


def due_measures(user: User, now: datetime) -> list[Row]:
    """Return the actions that an organisation of `user` must say something of."""
    today = helsinki_day(now)
    rows = measures_waiting(user, today, soon_days=SOON_DAYS)
    return [_measure(row, today) for row in rows]


def due_plans(user: User, now: datetime) -> list[Row]:
    """Return the plans that are on their way to approval, for those who write them."""
    return [_plan(plan) for plan in plans_waiting(user)[:SHOWN]]


def due_promoted(user: User, now: datetime) -> list[Row]:
    """Return the actions that `user` promotes for a leading group and that are still open.

    Where the promoter has left the group, whoever writes its plans is told.
    """
    rows = Promoter.objects.visible_to(user).waiting().with_presence().select_related("user")
    groups = groups_with(user, GroupPermission.EDIT_PLANS)
    left = Q(user__isnull=False, is_there=False, measure__plan__group__in=groups)
    found = rows.filter(Q(user=user, is_there=True) | left).order_by("pk")
    return [_promoted(row) if row.is_there else _unpromoted(row) for row in found[:SHOWN]]


def _promoted(row: Promoter) -> Row:
    return {
        "icon": "sparkles",
        "title": gettext("You promote: %(title)s") % {"title": row.measure.title},
        "why": row.guidance or row.measure.plan.title,
        "url": reverse("plans:measure_detail", args=[row.measure_id]),
        "label": gettext("Open the action"),
    }


def _unpromoted(row: Promoter) -> Row:
    return {
        "icon": "circle-dashed",
        "tone": "hjortron",
        "title": gettext("Nobody promotes: %(title)s") % {"title": row.measure.title},
        "why": gettext("%(name)s has left the group.") % {"name": row.user.name},
        "url": reverse("plans:measure_detail", args=[row.measure_id]),
        "label": gettext("Open the action"),
    }


def due_left(user: User, now: datetime) -> list[Row]:
    """Return the organisations that carry actions and have nobody left to answer for them."""
    rows = list(left_without_people(user).select_related("plan"))
    by_organisation: dict[tuple[int, int], list[Measure]] = {}
    for row in rows:
        by_organisation.setdefault((row.answerer_id, row.plan.group_id), []).append(row)
    names = names_of(pk for pk, _group in by_organisation)
    return [
        _left(names[organisation], group, found)
        for (organisation, group), found in by_organisation.items()
    ]


def _left(organisation: str, group_id: int, found: list[Measure]) -> Row:
    title = ngettext(
        "%(organisation)s carries %(number)s action, and nobody answers for it",
        "%(organisation)s carries %(number)s actions, and nobody answers for them",
        len(found),
    )
    left_on = found[0].left_on
    why = gettext("Invite somebody for its seat, or offer the work to another organisation.")
    if left_on:
        since = gettext("Without an owner since %(day)s.") % {"day": day(left_on + ONE_DAY)}
        why = f"{since} {why}"
    return {
        "icon": "circle-dashed",
        "tone": "hjortron",
        "title": title % {"organisation": organisation, "number": len(found)},
        "why": why,
        "url": reverse("groups:group_people", args=[group_id]),
        "label": gettext("Find somebody"),
    }


def _asked(row: Offer) -> Row:
    return {
        "icon": "hand-heart",
        "title": gettext("Does %(organisation)s take responsibility? %(title)s")
        % {"organisation": row.organisation.name, "title": row.measure.title},
        "why": gettext("%(plan)s, answer by %(day)s")
        % {"plan": row.measure.plan.title, "day": day(row.answer_by)},
        "due_at": _end_of(row.answer_by),
        "url": reverse("plans:offer_detail", args=[row.pk]),
        "label": gettext("Answer the offer"),
    }


def _back(row: Offer) -> Row:
    words = {"organisation": row.organisation.name, "title": row.measure.title}
    title, label = {
        OfferState.NEGOTIATING: (
            gettext("%(organisation)s proposes another date: %(title)s"),
            gettext("Agree, or offer again"),
        ),
        OfferState.DECLINED: (
            gettext("%(organisation)s has declined: %(title)s"),
            gettext("Find somebody else"),
        ),
        OfferState.OFFERED: (
            gettext("%(organisation)s has not answered: %(title)s"),
            gettext("Open the offer"),
        ),
    }[OfferState(row.state)]
    return {
        "icon": "hourglass",
        "title": title % words,
        "why": gettext("An answer was wanted by %(day)s.") % {"day": day(row.answer_by)},
        "due_at": _end_of(row.answer_by),
        "url": reverse("plans:offer_detail", args=[row.pk]),
        "label": label,
    }


def _measure(row: Measure, today: date) -> Row:
    return {
        "icon": "list-checks",
        "title": gettext("How does it stand? %(title)s") % {"title": row.title},
        "why": f"{row.plan.title}, {_when(row, today)}",
        "due_at": _end_of(row.deadline),
        "url": reverse("plans:measure_report", args=[row.pk]),
        "label": gettext("Report"),
    }


def _when(row: Measure, today: date) -> str:
    left = (row.deadline - today).days
    if left < 0:
        late = ngettext("%(days)s day late", "%(days)s days late", -left)
        return late % {"days": -left}
    if left <= SOON_DAYS:
        return gettext("ready by %(day)s") % {"day": day(row.deadline)}
    return gettext("nobody has reported since %(day)s") % {"day": day(heard_day(row))}


def _plan(plan: Plan) -> Row:
    return {
        "icon": "target",
        "title": gettext("%(plan)s waits for its approval") % {"plan": plan.title},
        "why": gettext("Version %(number)s is on an agenda.") % {"number": plan.edition},
        "url": reverse("plans:plan_detail", args=[plan.pk]),
        "label": gettext("Open the plan"),
    }


def _end_of(on: date) -> datetime:
    return start_of_day(on + timedelta(days=1))
