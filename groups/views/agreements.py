"""Partnership agreements: a group's list, one with its parties, promises and presence."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.lib.access import members_only
from elo_platform.lib.text import current_language, day, language_used
from groups.forms.agreements import StepForm
from groups.kinds import NodeKind, agreed_period
from groups.models import Agreement, Commitment, Party
from groups.page import group_tabs, working_crumbs
from groups.panels.agreement_presence import presence_of
from groups.panels.agreements import (
    annex_rows,
    is_ending,
    list_row,
    party_rows,
    promise_rows,
    renewal_of,
    share_signed,
    status_of,
    timeline,
)
from groups.permissions import GroupPermission
from groups.policies.agreements import can_draft, can_remind, can_renew, can_step, can_write
from groups.querysets.chain import Ref, named
from groups.querysets.permitted import rights_in
from groups.states import AgreementAction, AgreementState
from groups.views.frame import group_with, today


@members_only
def group_agreements(request: HttpRequest, pk: int) -> HttpResponse:
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    rights = rights_in(request.user, pk)
    rows = Agreement.objects.visible_to(request.user).filter(group=group)
    rows = rows.with_progress().with_renewal().latest_first()
    context = {
        "group": group,
        "rows": [list_row(row, today()) for row in rows],
        "may_draft": can_draft(request.user, pk, rights),
        "crumbs": working_crumbs(group),
        "tabs": group_tabs(group, rights, "group_working"),
    }
    return render(request, "groups/agreement_list.html", context)


@members_only
def agreement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    agreement = agreement_or_404(request, pk)
    rights = rights_in(request.user, agreement.group_id)
    parties = agreement.parties.select_related("organisation__category", "answered_by")
    promises = list(agreement.commitments.all())
    context = {
        "agreement": agreement,
        "period": agreed_period(agreement.starts_on, agreement.ends_on),
        "status": status_of(agreement, today()),
        "share": share_signed(agreement) if agreement.sent_at else None,
        "wordings": _wordings(agreement),
        "answer_by": day(agreement.answer_by) if agreement.answer_by else "",
        "annexes": annex_rows(agreement.annexes.select_related("document")),
        "promises": promise_rows(promises, _goals(request, promises)),
        "timeline": timeline(agreement, today()),
        "crumbs": agreement_crumbs(agreement),
        "remind_form": StepForm(),
        "renew_form": StepForm(),
        **_parties(request, agreement, list(parties), promises, rights),
        **_renewals(request, agreement),
        **_acts(request, agreement, rights),
    }
    return render(request, "groups/agreement_detail.html", context)


def agreement_or_404(request: HttpRequest, pk: int) -> Agreement:
    """Return an agreement that the reader may see, with its progress and what it renews."""
    rows = Agreement.objects.visible_to(request.user).with_progress().with_renewal()
    agreement: Agreement = get_object_or_404(rows, pk=pk)
    request.elo_group_id = agreement.group_id
    return agreement


def agreement_crumbs(agreement: Agreement, *, with_page: bool = False) -> list[dict[str, str]]:
    """Return the way to an agreement, and to the pages under it with `with_page`."""
    url = reverse("groups:group_agreements", args=[agreement.group_id])
    label = gettext("Partnership agreements")
    crumbs = [*working_crumbs(agreement.group), {"url": url, "label": label}]
    if with_page:
        url = reverse("groups:agreement_detail", args=[agreement.pk])
        crumbs.append({"url": url, "label": agreement.title})
    return crumbs


def _wordings(agreement: Agreement) -> list[dict[str, str]]:
    """Return the text, first in the reader's language; the other one unfolds."""
    first, text = language_used(agreement, "text")
    other = "fi" if first == "sv" else "sv"
    rows = [{"language": first, "text": text, "is_other": first != current_language()}]
    if second := getattr(agreement, f"text_{other}"):
        rows.append({"language": other, "text": second, "is_other": True})
    return rows


def _goals(request: HttpRequest, promises: list[Commitment]) -> dict[Any, Any]:
    refs = [Ref(NodeKind(each.goal_kind), each.goal_id) for each in promises if each.goal_id]
    return dict(named(refs, request.user)) if refs else {}


def _parties(
    request: HttpRequest,
    agreement: Agreement,
    parties: list[Party],
    promises: list[Commitment],
    rights: frozenset[GroupPermission],
) -> dict[str, Any]:
    """Return the table of parties and, for the people of the group, promises beside presence."""
    for party in parties:
        party.agreement = agreement
    mine = Party.objects.own(request.user).filter(agreement=agreement)
    own = set(mine.values_list("organisation", flat=True))
    manages = GroupPermission.MANAGE_GROUP in rights
    rows = party_rows(parties, own=own, manages=manages, today=today())
    shows = GroupPermission.VIEW_PEOPLE in rights and bool(agreement.signed)
    presence = presence_of(agreement, parties, promises, now=timezone.now()) if shows else None
    return {
        "parties": rows,
        "own": [row for row in rows if row["is_own"] and row["sign_url"]],
        "presence": presence,
    }


def _renewals(request: HttpRequest, agreement: Agreement) -> dict[str, Any]:
    """Return what the agreement renews and what renews it; a draft shows to who writes it."""
    before, after = agreement.renews, renewal_of(agreement)
    if after and after.sent_at:
        after = Agreement.objects.visible_to(request.user).with_progress().get(pk=after.pk)
    return {
        "renews": before,
        "renews_period": agreed_period(before.starts_on, before.ends_on) if before else "",
        "renewal": after,
        "renewal_period": agreed_period(after.starts_on, after.ends_on) if after else "",
        "renewal_share": share_signed(after) if after and after.sent_at else None,
        "is_ending": is_ending(agreement, today()),
    }


def _acts(
    request: HttpRequest, agreement: Agreement, rights: frozenset[GroupPermission]
) -> dict[str, Any]:
    """Return what the reader may do with the agreement now."""
    given = (request.user, agreement)
    steps = {
        f"may_{action.value}": bool(can_step(*given, action, rights)) for action in AgreementAction
    }
    waits = agreement.asked > agreement.signed + agreement.declined
    return {
        **steps,
        "may_write": can_write(*given, rights),
        "may_renew": can_renew(*given, rights),
        "may_remind": waits and bool(can_remind(*given, rights)),
        "is_draft": agreement.state == AgreementState.DRAFT,
        "silent": agreement.asked - agreement.signed - agreement.declined,
    }
