"""The list of a group's needs, the page of one, and whether one is one's own too."""

from collections.abc import Callable
from itertools import chain as joined
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.conditions import Condition
from elo_platform.lib.decisions import require
from elo_platform.lib.text import language_used
from elo_platform.ports import entry
from groups.forms.need_words import CommentForm
from groups.forms.needs import ReopenForm, SupportForm, WithdrawForm
from groups.kinds import GuidanceArea, NodeKind, Transition
from groups.models import EloGroup, Need, Organisation, Support
from groups.page import group_crumbs, group_tabs
from groups.panels.chain import need_node
from groups.panels.need_filters import need_filters
from groups.panels.need_words import comment_rows, grades_of, may_take_part
from groups.panels.needs import (
    evidence_rows,
    happened,
    is_owed,
    list_rows,
    need_status,
    promise_words,
    supporter_rows,
)
from groups.panels.priorities import matrix
from groups.permissions import GroupPermission, Visibility
from groups.policies.captures import can_open_spot
from groups.policies.needs import (
    Rights,
    can_add_evidence,
    can_answer,
    can_change,
    can_comment,
    can_move,
    can_open,
    can_raise,
    can_support,
    can_vote,
    can_withdraw,
)
from groups.querysets.captures import written_at
from groups.querysets.chain import Ref, chain_of
from groups.querysets.need_lists import ORDERS, Choice, count_needs, list_needs, needs_seen
from groups.querysets.needs import speaks_for
from groups.querysets.permitted import rights_in
from groups.services.needs import support_need, withdraw_support
from groups.states import NeedAction, NeedState
from groups.views.frame import seen_group, today

PER_PAGE, ALIKE_SHOWN = 25, 3
Mark = dict[str, Any]


LIVE = (NeedState.OPEN.value, NeedState.LIFTED.value)
EVERY: Choice = {}
# A merged need is found under its state alone: elsewhere the other one stands for both.
UNMERGED: Choice = {"state": (*LIVE, NeedState.REFUSED.value)}
SHOWN: dict[str, Choice] = {
    "all": EVERY,
    "mine": {"is_own": (True,)},
    "waiting": {"state": (NeedState.OPEN.value,), "is_answered": (False,), "is_told": (False,)},
    "unanswered": {"state": LIVE, "is_answered": (False,)},
}
STATES: dict[str, Choice] = {
    **{state.value: {"state": (state.value,)} for state in NeedState},
    "answered": {"state": LIVE, "is_answered": (True,)},
}
SOURCES: dict[str, Choice] = {
    "theme": {"source": (NodeKind.THEME.value,)},
    "topic": {"source": (NodeKind.TOPIC.value,)},
    "note": {"source": ("note",)},
    "member": {"source": (None,)},
}
TRANSITIONS: dict[str, Choice] = {value: {"transition": (value,)} for value in Transition.values}
AREAS: dict[str, Choice] = {value: {"area": (value,)} for value in GuidanceArea.values}


@public("a need may be open to everyone; visible_to decides")
def group_needs(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    rights = rights_in(request.user, pk)
    asked = _asked(request)
    seen = needs_seen(request.user, pk)
    counts = _counts(request, seen, asked)
    page = Paginator(range(counts["found"]), PER_PAGE).get_page(request.GET.get("page"))
    after = max(page.start_index() - 1, 0)
    found = list_needs(request.user, seen, **_wanted(asked), most=PER_PAGE, after=after)
    rows = list_rows(found, today(), after + 1)
    context = {
        "group": group,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights, "groups:group_needs"),
        "may_raise": bool(can_raise(request.user, pk, rights=rights)),
        "may_vote": GroupPermission.SUPPORT_NEEDS in rights,
        "may_capture": bool(can_open_spot(request.user, group, rights)),
        "manages": GroupPermission.MANAGE_NEEDS in rights,
        "matrix": matrix(rows),
        "counts": counts,
        "chips": _chips(request, asked, counts),
        "filters": need_filters(asked),
        "asked": asked,
        "page_obj": page,
        "rows": rows,
    }
    return render(request, "groups/group_needs.html", context)


@public("a need may be open to everyone; visible_to decides")
def need_detail(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    rights = rights_in(request.user, need.group_id)
    sees_people = GroupPermission.VIEW_PEOPLE in rights
    supports = _supports(request, need)
    takes_part = may_take_part(rights)
    chain = chain_of(Ref(NodeKind.NEED, need.pk), request.user, need_node(need))
    merged = need.merged_into_id and Need.objects.visible_to(request.user).filter(
        pk=need.merged_into_id
    )
    context = {
        "need": need,
        "crumbs": need_crumbs(need),
        "status": dict(zip(("tone", "icon", "text"), need_status(need, today()), strict=True)),
        "is_owed": is_owed(need),
        "promise": promise_words(need, today()),
        "agenda": [node.text for node in chain if node.ref.kind == NodeKind.ITEM][-1:],
        "text": language_used(need, "text"),
        "title": language_used(need, "title"),
        "chain": chain,
        "merged_into": merged.first() if merged else None,
        "is_open_wider": need.visibility != Visibility.GROUP,
        "sees_people": sees_people,
        "evidence": evidence_rows(need, opens_studies=takes_part),
        "alike": _alike(request, need, rights),
        "supporters": supporter_rows(need, supports) if sees_people else [],
        "supported_by": len(supports),
        "happened": happened(need, chain, sees_people=sees_people),
        "answer": language_used(need, "answer"),
        "takes_part": takes_part,
        "comments": comment_rows(need, request.user, rights) if takes_part else [],
        "grades": grades_of(need, request.user) if takes_part else None,
        **_acts(request, need, rights, [each.user_id for each in supports]),
    }
    return render(request, "groups/need_detail.html", context)


@require_POST
@members_only
@once
def need_support(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_support(request.user, need))
    own = speaks_for(request.user, need.group_id)
    known = Organisation.objects.visible_to(request.user).filter(pk__in=own).order_by("pk")
    form = SupportForm(request.POST, organisations=known)
    text = gettext("You support the need.")
    answer = stepped(request, need, form, support_need, text, organisation_id="organisation")
    return answer or form_page(request, "groups/need_support.html", form, **page_of(need))


@require_POST
@members_only
@once
def need_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    need = need_or_404(request, pk)
    require(can_withdraw(request.user, need))
    text = gettext("You no longer support the need.")
    answer = stepped(request, need, WithdrawForm(request.POST), withdraw_support, text)
    return answer or redirect("groups:need_detail", pk=pk)


def need_or_404(request: HttpRequest, pk: int) -> Need:
    """Return a need that the reader may see, with what its pages show."""
    rows = Need.objects.visible_to(request.user).select_related(
        *("group", "body", "raised_by", "raised_for", "settled_by", "changed_by", "answered_by")
    )
    rows = rows.with_answers().annotate(noted_at=written_at())
    need = get_object_or_404(rows, pk=pk)
    request.elo_group_id = need.group_id
    return need


def stepped(
    request: HttpRequest,
    need: Need,
    form: Form,
    act: Callable[..., object],
    text: str,
    /,
    **fields: str,
) -> HttpResponse | None:
    """Do `act` to a need with the named `fields` of the form, and lead to the need with `text`.

    Returns None, with the reasons in the form, where it cannot be done.
    """
    if not form.is_valid():
        return None
    given = {name: form.cleaned_data.get(field) for name, field in fields.items()}
    if not done(form, act, need_id=need.pk, **given, by=request.user, now=timezone.now()):
        return None
    messages.success(request, text)
    return redirect("groups:need_detail", pk=need.pk)


def needs_crumbs(group: EloGroup) -> list[dict[str, str]]:
    """Return the way to what stands under a group's list of needs."""
    url = reverse("groups:group_needs", args=[group.pk])
    return [*group_crumbs(group), {"url": url, "label": gettext("Needs")}]


def need_crumbs(need: Need, *, with_page: bool = False) -> list[dict[str, str]]:
    """Return the way to a need, and to the pages under it with `with_page`."""
    crumbs = needs_crumbs(need.group)
    if with_page:
        crumbs.append({"url": reverse("groups:need_detail", args=[need.pk]), "label": need.title})
    return crumbs


def page_of(need: Need) -> dict[str, Any]:
    """Return what every page under a need shows."""
    url = reverse("groups:need_detail", args=[need.pk])
    return {"need": need, "crumbs": need_crumbs(need, with_page=True), "back_url": url}


def _supports(request: HttpRequest, need: Need) -> list[Support]:
    rows = Support.objects.visible_to(request.user).filter(need=need)
    return list(rows.select_related("user", "organisation").order_by("at", "pk"))


def _alike(request: HttpRequest, need: Need, rights: Rights) -> list[Need]:
    """Return needs that may be the same one, for who can merge them."""
    if not can_move(request.user, need, NeedAction.MERGE, rights):
        return []
    return list(Need.objects.visible_to(request.user).alike(need)[:ALIKE_SHOWN])


def _acts(
    request: HttpRequest, need: Need, rights: Rights, supporters: list[int]
) -> dict[str, Any]:
    """Return what the reader may do to a need, each as a decision with its reason."""
    user = request.user
    plans = entry("TABS", "plans")
    tab = plans(rights) if plans and GroupPermission.EDIT_PLANS in rights else None
    return {
        "moves": {
            "edit": can_change(user, need, rights),
            "evidence": can_add_evidence(user, need, rights),
            "open": can_open(user, need, rights),
            "answer": can_answer(user, need, rights),
            "vote": can_vote(user, need, rights),
            **{action.value: can_move(user, need, action, rights) for action in NeedAction},
        },
        "support_form": SupportForm(organisations=[])
        if can_support(user, need, rights, supporters)
        else None,
        "reopen_form": ReopenForm() if can_move(user, need, NeedAction.REOPEN, rights) else None,
        "comment_form": CommentForm() if can_comment(user, need, rights) else None,
        "withdraw_form": WithdrawForm() if can_withdraw(user, need, supporters) else None,
        "plans_url": tab.url(need.group_id) if tab and tab.is_shown else "",
    }


def _asked(request: HttpRequest) -> dict[str, str]:
    """Return what the address asks for; nonsense is the usual."""
    tables: dict[str, dict[str, Any]] = {
        "show": SHOWN,
        "state": STATES,
        "source": SOURCES,
        "transition": TRANSITIONS,
        "area": AREAS,
        "sort": ORDERS,
    }
    asked = {name: request.GET.get(name, "") for name in tables}
    known = {name: value if value in tables[name] else "" for name, value in asked.items()}
    return known | {"show": known["show"] or "all", "sort": known["sort"] or "newest"}


def _wanted(asked: dict[str, str]) -> dict[str, Any]:
    """Return what must hold together for a need to be on the list, and in which order."""
    state = STATES.get(asked["state"], UNMERGED)
    named = ((SOURCES, "source"), (TRANSITIONS, "transition"), (AREAS, "area"))
    chosen = [table.get(asked[name], EVERY) for table, name in named]
    return {"choices": [SHOWN[asked["show"]], state, *chosen], "order": asked["sort"]}


def _counts(request: HttpRequest, seen: Condition, asked: dict[str, str]) -> dict[str, int]:
    """Return how many needs each choice would show, and how many were found: one query."""
    wanted = _wanted(asked)["choices"]
    live, voted = {"state": LIVE}, {"state": LIVE, "is_voted": (True,)}
    names = joined(UNMERGED, voted, *SHOWN.values(), *wanted)
    rows = count_needs(request.user, seen, names)

    def number(*choices: Choice) -> int:
        held = [each for choice in choices for each in choice.items()]
        return sum(
            row.number for row in rows if all(getattr(row, name) in one for name, one in held)
        )

    shown = {name: number(UNMERGED, choice) for name, choice in SHOWN.items()}
    return shown | {"found": number(*wanted), "live": number(live), "voted": number(voted)}


def listed_needs(request: HttpRequest, group_id: int) -> list[Any]:
    """Return all the rows that the list shows page by page, as the request has chosen them."""
    seen = needs_seen(request.user, group_id)
    return list_needs(request.user, seen, **_wanted(_asked(request)))


def _chips(
    request: HttpRequest, asked: dict[str, str], counts: dict[str, int]
) -> list[dict[str, Any]]:
    labels = {
        "all": gettext("All"),
        "waiting": gettext("Waiting"),
        "unanswered": gettext("Without an action"),
    }
    if request.user.is_authenticated:
        labels["mine"] = gettext("Mine")
    return [
        {
            "url": f"{request.path}?show={name}",
            "label": label,
            "count": counts[name],
            "current": asked["show"] == name,
        }
        for name, label in labels.items()
    ]
