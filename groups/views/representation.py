from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from elo_platform.lib.access import members_only
from elo_platform.lib.dates import is_within
from groups.forms.as_of import RepresentationForm
from groups.models import Body, EloGroup, Invitation, Target
from groups.page import group_crumbs, group_tabs
from groups.panels.history import Beside, body_rows, history_rows
from groups.panels.representation import (
    Came,
    candidate_rows,
    counted_text,
    gap_rows,
    key_figures,
    scope_names,
    sector_rows,
)
from groups.panels.targets import TargetLine, target_lines, target_rows, target_texts
from groups.permissions import GroupPermission
from groups.querysets.attended import HeldMeeting, attended, read_held
from groups.querysets.coverage import (
    Coverage,
    Kind,
    Rate,
    SeatLine,
    coverage,
    half_years,
    read_kinds_of,
    read_seats,
    usual_scope,
)
from groups.querysets.permitted import rights_in
from groups.views.frame import pictures, state_of, today

ONE_YEAR = 2  # half-years


@dataclass(frozen=True, slots=True)
class Facts:
    """The representation of a group in one scope on one day, as far as its reader may see it."""

    group: EloGroup
    asked: RepresentationForm
    bodies: list[Body]
    scope: list[Body]
    on: date
    days: list[date]
    kinds: list[Kind]
    earlier: dict[int, str]
    seats: list[SeatLine]
    found: dict[date, Coverage]

    @property
    def own(self) -> list[SeatLine]:
        inside = {body.pk for body in self.scope}
        return [seat for seat in self.seats if seat.body_id in inside]

    @property
    def body_id(self) -> int | None:
        return self.scope[0].pk if len(self.scope) == 1 else None


@members_only
def group_representation(request: HttpRequest, pk: int) -> HttpResponse:
    facts = facts_of(request, pk)
    group, rights = facts.group, rights_in(request.user, pk)
    may_manage = GroupPermission.MANAGE_SEATS in rights
    context = {
        "group": group,
        "on": facts.on,
        "form": _form(facts),
        "scope": scope_names(facts.scope),
        "crumbs": group_crumbs(group),
        "status": state_of(group),
        "tabs": group_tabs(group, rights, "group_representation", is_comparable=True),
        "may_invite": may_manage,
        "national_url": reverse("groups:national_representation"),
        **_tables(request, facts, may_manage),
    }
    return render(request, "groups/group_representation.html", context)


def facts_of(request: HttpRequest, pk: int) -> Facts:
    """Return what the address asks for: a group, its usual scope or another, and a day."""
    group = get_object_or_404(EloGroup.objects.comparable_by(request.user), pk=pk)
    request.elo_group_id = group.pk
    bodies = list(Body.objects.countable_by(request.user).filter(group=group).in_order())
    choices = [(body.pk, body.name) for body in bodies if body.is_visible]
    form = RepresentationForm(request.GET or None, bodies=choices)
    on = form.day(today())
    scope = _scope(form, [body for body in bodies if _exists(body, on)], bodies)
    days = half_years(on)
    first, kinds = read_kinds_of([days[0], on])
    seats = read_seats([body.pk for body in bodies], timezone.now())
    inside = {body.pk for body in scope}
    own = [seat for seat in seats if seat.body_id in inside]
    found = {
        each: coverage(kinds=kinds, seats=own, on=each, asked=each >= today()) for each in days
    }
    earlier = {kind.id: kind.name for kind in first}
    return Facts(group, form, bodies, scope, on, days, kinds, earlier, seats, found)


def _form(facts: Facts) -> RepresentationForm:
    """Return the form as it was answered, or as it was typed with what is wrong in it."""
    if facts.asked.errors:
        return facts.asked
    choices = [(body.pk, body.name) for body in facts.bodies if body.is_visible]
    return RepresentationForm({"on": facts.on, "body": facts.body_id or 0}, bodies=choices)


def _exists(body: Body, on: date) -> bool:
    return is_within(on, body.starts_on, body.ends_on)


def _scope(form: RepresentationForm, current: list[Body], bodies: list[Body]) -> list[Body]:
    """Return the bodies asked for: one, all, or those that usually stand for the group."""
    if "body" in form.errors:
        raise Http404
    chosen = form.cleaned_data.get("body") if form.is_bound else None
    if chosen == 0:
        return current
    return [body for body in bodies if body.pk == chosen] if chosen else usual_scope(current)


def _tables(request: HttpRequest, facts: Facts, may_manage: bool) -> dict[str, object]:
    now, found = facts.found[facts.on], facts.found
    held = read_held([body.pk for body in facts.scope], on=facts.on, now=timezone.now())
    came = _came(facts, held)
    targets = _targets(request, facts)
    lines = [line for line in targets if line.has_begun]
    ask = {"group_id": facts.group.pk, "body_id": facts.body_id, "may_invite": may_manage}
    beside = Beside(facts.earlier, target_texts(lines), came)
    shown = [body for body in facts.bodies if body.is_visible and _exists(body, facts.on)]
    reached = Rate(sum(line.is_reached for line in lines), len(lines))
    listed = {"group_id": facts.group.pk, "may_manage": may_manage}
    return {
        "figures": key_figures(now, found[facts.days[-1 - ONE_YEAR]], came, reached),
        "gaps": gap_rows(now.gaps, **ask),
        "days": [half_of(each) for each in facts.days],
        "history": history_rows(found, facts.days, facts.scope, beside, ask),
        "by_body": body_rows(facts.kinds, facts.seats, shown, facts.days),
        "sectors": sector_rows(now, came),
        "counted": counted_text(held),
        "targets": target_rows(targets, facts.scope, **listed),
        "pictures": pictures(request, "groups:representation_picture", facts.group.pk),
        **(_to_do(request, facts) if may_manage else {}),
    }


def _came(facts: Facts, held: list[HeldMeeting]) -> Came:
    rates = {kind.id: attended(kind, facts.own, held) for kind in facts.kinds}
    return {pk: rate for pk, rate in rates.items() if rate}


def _targets(request: HttpRequest, facts: Facts) -> list[TargetLine]:
    """Return the targets of the scope, those too that begin after the day."""
    rows = Target.objects.visible_to(request.user).filter(body__in=facts.scope)
    targets = rows.on_or_later(facts.on)
    return target_lines(targets.order_by("pk"), facts.kinds, facts.own, facts.on)


def _to_do(request: HttpRequest, facts: Facts) -> dict[str, object]:
    """Return whom to ask next, and what waits for an answer."""
    asked = Invitation.objects.visible_to(request.user).filter(seat__body__in=facts.scope)
    open_ones = asked.unsettled(timezone.now()).select_related("seat__organisation")
    found = facts.found[facts.on]
    return {
        "candidates": candidate_rows(request.user, facts.group, facts.scope, found, facts.body_id),
        "waiting": [_waiting(each) for each in open_ones.order_by("expires_at", "pk")],
    }


def _waiting(asked: Invitation) -> dict[str, object]:
    until = date_format(asked.answer_by, "SHORT_DATE_FORMAT")
    return {
        "what": asked.seat.organisation.name,
        "sub": gettext("Names somebody else")
        if asked.suggested_address
        else gettext("Invited, answer by %(day)s") % {"day": until},
        "icon": "repeat" if asked.suggested_address else "hourglass",
        "url": reverse("groups:invitation_detail", args=[asked.pk]),
    }


def half_of(on: date) -> str:
    """Return a day's half-year as the tables head it, such as 2/26."""
    return f"{1 if on.month <= 6 else 2}/{on:%y}"
