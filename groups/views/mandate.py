"""What a group may do, and with what: the page, and its bases, clauses and money."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import form_page, unsaved
from elo_platform.lib.decisions import Decision, require
from elo_platform.lib.forms import ConfirmForm
from elo_platform.lib.http import address
from elo_platform.ports import entries
from groups.forms.mandate import BasisForm, ClauseForm, FundingForm, KeptForm
from groups.models import Authority, Basis, Body, Clause, EloGroup, Funding, Wish
from groups.page import group_tabs, working_crumbs
from groups.panels.mandate import (
    basis_rows,
    body_rows,
    clause_rows,
    funding_rows,
    pulse_panel,
    theme_rows,
    time_table,
    wish_rows,
    year_sums,
)
from groups.permissions import GroupPermission
from groups.policies.mandate import (
    can_answer_wishes,
    can_give_pulse,
    can_keep_clause,
    can_keep_mandate,
)
from groups.querysets.permitted import rights_in
from groups.querysets.pulse import read_pulses
from groups.querysets.work_time import read_sheet
from groups.services.mandate import keep_basis, keep_clause, keep_funding
from groups.views.frame import AsOf, as_of, group_with, today

WISHES_SHOWN = 5


@members_only
def group_mandate(request: HttpRequest, pk: int) -> HttpResponse:
    group, shown = mandate_group(request, pk), as_of(request)
    rights = rights_in(request.user, pk)
    may = {
        "keep": bool(can_keep_mandate(request.user, group, rights)),
        "clause": bool(can_keep_clause(request.user, group, rights)),
        "pulse": bool(can_give_pulse(request.user, group, shown.today, rights)),
    }
    context = {
        "group": group,
        "as_of": shown,
        "may": may,
        "crumbs": working_crumbs(group),
        "tabs": group_tabs(group, rights, "group_working"),
        "pulse": pulse_panel(read_pulses(request.user, pk, shown.today), shown.today),
        "year": shown.on.year,
        "time": time_table(read_sheet(request.user, pk, shown.on.year)),
        **_mandate(request, group, shown, may),
        **_money(request, group, shown, may),
        "wishes": _wishes(request, group),
        "ask_form": ConfirmForm() if may["keep"] else None,
    }
    return render(request, "groups/group_mandate.html", context)


def mandate_group(request: HttpRequest, pk: int) -> EloGroup:
    """Return the group, for its people and the national coordinators; hidden is not found."""
    return group_with(request, pk, GroupPermission.VIEW_PEOPLE)


def _mandate(
    request: HttpRequest, group: EloGroup, shown: AsOf, may: dict[str, bool]
) -> dict[str, Any]:
    bases = _shown(Basis.objects.visible_to(request.user).filter(group=group), shown)
    clauses = _shown(Clause.objects.visible_to(request.user).filter(group=group), shown)
    bodies = Body.objects.visible_to(request.user).filter(group=group).on(shown.on)
    leading = Authority.objects.visible_to(request.user).leading_nationally(shown.on, group.pk)
    return {
        "bases": basis_rows(
            bases.select_related("document").order_by("starts_on", "pk"),
            shown.on,
            may_keep=may["keep"],
        ),
        "clauses": clause_rows(
            clauses.with_authority(shown.on),
            _plans(request, group),
            shown.on,
            may_keep=may["clause"],
        ),
        "bodies": body_rows(bodies.in_order()),
        "themes": theme_rows(leading),
    }


def _shown(rows: Any, shown: AsOf) -> Any:
    """Return what holds on the day shown; today also what is agreed for later."""
    return rows.on_or_later(shown.on) if shown.on == shown.today else rows.on(shown.on)


def _plans(request: HttpRequest, group: EloGroup) -> dict[int, list[dict[str, str]]]:
    """Return for each clause the plans that say that they fulfil it (port FULFILLED_BY)."""
    found: dict[int, list[dict[str, str]]] = {}
    for answer in entries("FULFILLED_BY").values():
        for pk, rows in answer(group.pk, request.user).items():
            found.setdefault(pk, []).extend(rows)
    return found


def _money(
    request: HttpRequest, group: EloGroup, shown: AsOf, may: dict[str, bool]
) -> dict[str, Any]:
    rows = list(Funding.objects.visible_to(request.user).filter(group=group))
    return {
        "funding": funding_rows(rows, shown.on, may_keep=may["keep"]),
        "sums": year_sums(rows),
    }


def _wishes(request: HttpRequest, group: EloGroup) -> list[dict[str, Any]]:
    rows = Wish.objects.visible_to(request.user).filter(group=group).newest_first()
    may_answer = bool(can_answer_wishes(request.user))
    return wish_rows(rows[:WISHES_SHOWN], may_answer=may_answer)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of row of the page: its form, who writes it, with what, and what is said then."""

    form: type[KeptForm]
    policy: Callable[..., Decision]
    keep: Callable[..., object]
    template: str
    new: str | Promise
    change: str | Promise
    said: str | Promise


BASIS = Kind(
    BasisForm,
    can_keep_mandate,
    keep_basis,
    "groups/basis_edit.html",
    _("Add a power"),
    _("Change the power"),
    _("The power is saved."),
)
CLAUSE = Kind(
    ClauseForm,
    can_keep_clause,
    keep_clause,
    "groups/clause_edit.html",
    _("Add a clause"),
    _("Change the clause"),
    _("The clause is saved."),
)
FUNDING = Kind(
    FundingForm,
    can_keep_mandate,
    keep_funding,
    "groups/funding_edit.html",
    _("Add money"),
    _("Change the money"),
    _("The money is saved."),
)


@members_only
@once
def basis_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _keep(request, BASIS, mandate_group(request, pk), None)


@members_only
@once
def basis_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, BASIS, Basis.objects.visible_to(request.user), pk)


@members_only
@once
def clause_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _keep(request, CLAUSE, mandate_group(request, pk), None)


@members_only
@once
def clause_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, CLAUSE, Clause.objects.visible_to(request.user), pk)


@members_only
@once
def funding_new(request: HttpRequest, pk: int) -> HttpResponse:
    return _keep(request, FUNDING, mandate_group(request, pk), None)


@members_only
@once
def funding_edit(request: HttpRequest, pk: int) -> HttpResponse:
    return _edit(request, FUNDING, Funding.objects.visible_to(request.user), pk)


def _edit(request: HttpRequest, kind: Kind, rows: Any, pk: int) -> HttpResponse:
    row = get_object_or_404(rows.select_related("group"), pk=pk)
    request.elo_group_id = row.group_id
    return _keep(request, kind, row.group, row)


def _keep(request: HttpRequest, kind: Kind, group: EloGroup, row: Any) -> HttpResponse:
    """Show the form of a row, new where `row` is None, or keep what was sent."""
    require(kind.policy(request.user, group))
    context = keep_context(group, kind.change if row else kind.new) | {"row": row}
    page = partial(form_page, request, kind.template, **context)
    given = {"group_id": group.pk, "pk": row and row.pk, "now": timezone.now()}
    given["made_with"] = {"group": group} | ({"on": today()} if kind is CLAUSE else {})
    if answer := unsaved(request, kind.form, row, page, kind.keep, **given):
        return answer
    messages.success(request, kind.said)
    return redirect("groups:group_mandate", pk=group.pk)


def keep_context(group: EloGroup, heading: str | Promise) -> dict[str, Any]:
    """Return what each form under the mandate's page has around it."""
    url = address("groups:group_mandate", group.pk)
    return {
        "group": group,
        "heading": heading,
        "back_url": url,
        "crumbs": [*working_crumbs(group), {"url": url, "label": _("Mandate and means")}],
    }
