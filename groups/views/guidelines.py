"""Guidelines: a group's register, one with its comments and answers, editions, all regions'."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.lib.access import members_only, public
from elo_platform.lib.decisions import require
from elo_platform.lib.http import address, table_file
from elo_platform.lib.text import day, period
from elo_platform.ports import entries
from groups.forms.guidelines import CommentForm, RemindSilentForm
from groups.models import (
    Acknowledgement,
    Body,
    EloGroup,
    Guideline,
    GuidelineComment,
    GuidelineEdition,
)
from groups.models.group import BodyKind
from groups.page import group_crumbs, group_tabs
from groups.panels.guidelines import (
    answer_rows,
    comment_rows,
    edition_changes,
    guideline_status,
    reference,
    register_rows,
    register_table,
    state_shown,
    text_shown,
    wordings,
)
from groups.panels.outcomes import progress
from groups.permissions import BodyPermission, GroupPermission, Visibility
from groups.policies.guidelines import (
    Rights,
    can_comment,
    can_open,
    can_remind,
    can_reply,
    can_settle_some,
    can_step,
    can_write,
    rights_for,
)
from groups.querysets.answerers import own_organisations
from groups.querysets.permitted import bodies_with, rights_in
from groups.states import GuidelineAction, GuidelineState
from groups.views.frame import group_with, seen_group, selects, today

PER_PAGE = 25


@public("a guideline may be open to everyone; visible_to decides")
def group_guidelines(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    rights = rights_in(request.user, pk)
    found, filters = _chosen(request, group, rights)
    leading = writable_bodies(request, pk)
    context = {
        "group": group,
        "crumbs": outcome_way(group)[:-1],
        "tabs": group_tabs(group, rights, "group_outcomes"),
        "rows": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "is_empty": not any(each["choices"] for each in filters),
        "filters": filters,
        "is_filtered": any(each["chosen"] for each in filters),
        "may_draft": bool(leading),
        "may_settle": bool(can_settle_some(request.user, pk)),
    }
    return render(request, "groups/guideline_register.html", context)


@public("a guideline may be open to everyone; visible_to decides")
def guidelines_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group = seen_group(request, pk)
    found, _filters_shown = _chosen(request, group, rights_in(request.user, pk))
    return table_file(register_table(found), ending)


@public("guidelines that are open to everyone; visible_to decides")
def guideline_list(request: HttpRequest) -> HttpResponse:
    rows = _register(request, Guideline.objects.visible_to(request.user).open_beyond(), frozenset())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "groups/guideline_list.html", {"rows": page})


@public("a guideline may be open to everyone; visible_to decides")
def guideline_detail(request: HttpRequest, pk: int) -> HttpResponse:
    guideline = seen_guideline(request, pk)
    said = said_by(request, guideline)
    rights = rights_for(request.user, guideline.body)
    context = {
        "guideline": guideline,
        "said": said,
        "status": guideline_status(state_shown(guideline)),
        "reference": reference(guideline),
        "crumbs": outcome_way(guideline.body.group),
        "wordings": wordings(said),
        "period": period(said.starts_on, said.ends_on) if said.starts_on else "",
        "who_sees": _who_sees(guideline),
        "may_open": can_open(request.user, guideline, rights),
        "moves": moves(request, guideline, rights),
        "editions": _editions(request, guideline),
        **_comments(request, guideline, rights),
        **_answers(request, guideline, rights),
    }
    return render(request, "groups/guideline_detail.html", context)


@public("a guideline may be open to everyone; visible_to decides")
def guideline_edition(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    guideline = seen_guideline(request, pk)
    rows = GuidelineEdition.objects.visible_to(request.user).filter(guideline=guideline)
    edition = get_object_or_404(rows.select_related("outcome"), number=number)
    before = rows.filter(number=number - 1).first()
    context = {
        "guideline": guideline,
        "edition": edition,
        "number": number,
        "reference": reference(guideline),
        "crumbs": guideline_crumbs(request, guideline),
        "approved_on": day(edition.approved_at.date()),
        "period": period(edition.starts_on, edition.ends_on) if edition.starts_on else "",
        "wordings": wordings(edition),
        "before": before,
        "changes": edition_changes(before, edition) if before else [],
    }
    return render(request, "groups/guideline_edition.html", context)


@members_only
def guideline_approvals(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all that waits for the leading group of a group, to who leads it."""
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    require(can_settle_some(request.user, pk))
    waiting = Guideline.objects.visible_to(request.user).awaiting(request.user)
    rows = waiting.filter(group=group).select_related("changed_by").order_by("submitted_at", "pk")
    context = {
        "group": group,
        "crumbs": outcome_way(group)[:-1],
        "tabs": group_tabs(group, rights_in(request.user, pk), "group_outcomes"),
        "rows": rows,
        "others": [
            row for answer in entries("APPROVALS").values() for row in answer(request.user, pk)
        ],
    }
    return render(request, "groups/guideline_approvals.html", context)


def seen_guideline(request: HttpRequest, pk: int) -> Guideline:
    """Return a guideline that the reader may see, marked with whether as it stands."""
    rows = Guideline.objects.visible_to(request.user).marked_live(request.user)
    rows = rows.select_related("body__group", "outcome", "settled_by")
    guideline = get_object_or_404(rows, pk=pk)
    request.elo_group_id = guideline.group_id
    return guideline


def said_by(request: HttpRequest, guideline: Guideline) -> Guideline | GuidelineEdition:
    """Return what the reader reads of a guideline."""
    return text_shown(guideline, {} if guideline.is_live else _published(request, [guideline]))


def outcome_way(group: EloGroup) -> list[dict[str, str]]:
    """Return the way to a group's guidelines, which stand under its outcomes."""
    outcomes = {"url": address("groups:group_outcomes", group.pk), "label": gettext("Outcomes")}
    here = {"url": address("groups:group_guidelines", group.pk), "label": gettext("Guidelines")}
    return [*group_crumbs(group), outcomes, here]


def guideline_crumbs(request: HttpRequest, guideline: Guideline) -> list[dict[str, str]]:
    """Return the way to the pages under a guideline."""
    url = reverse("groups:guideline_detail", args=[guideline.pk])
    title = said_by(request, guideline).title
    return [*outcome_way(guideline.body.group), {"url": url, "label": title}]


def writable_bodies(request: HttpRequest, group_id: int) -> list[Body]:
    """Return the leading groups of a group of which the reader may draft guidelines."""
    rows = (
        Body.objects.visible_to(request.user)
        .current()
        .filter(group=group_id, kind=BodyKind.LEADING)
    )
    rows = rows.filter(pk__in=bodies_with(request.user, BodyPermission.TAKE_PART_IN_BODY))
    return list(rows.in_order())


def moves(request: HttpRequest, guideline: Guideline, rights: Rights) -> list[dict[str, str]]:
    """Return the steps that the reader may take now, in the order of the way."""
    words = {
        GuidelineAction.APPROVE: (gettext("Approve it"), "circle-check"),
        GuidelineAction.RETURN: (gettext("Return it with guidance"), "undo-2"),
        GuidelineAction.REJECT: (gettext("Reject it"), "circle-slash"),
        GuidelineAction.ASK: (gettext("Ask the network for comments"), "message-square"),
        GuidelineAction.SUBMIT: (gettext("Put it before the leading group"), "send"),
        GuidelineAction.PUBLISH: (gettext("Publish it to the network"), "send"),
        GuidelineAction.REVISE: (gettext("Begin a new edition"), "pencil"),
        GuidelineAction.RETIRE: (gettext("Take it out of force"), "archive"),
    }
    return [
        {"url": address(f"groups:guideline_{action}", guideline.pk), "label": label, "icon": icon}
        for action, (label, icon) in words.items()
        if can_step(request.user, guideline, action, rights)
    ]


def _published(request: HttpRequest, guidelines: list[Guideline]) -> dict[int, GuidelineEdition]:
    """Return the published edition of each guideline, by the guideline's id."""
    rows = GuidelineEdition.objects.visible_to(request.user).published()
    return {each.guideline_id: each for each in rows.filter(guideline__in=guidelines)}


def _register(request: HttpRequest, guidelines: Any, rights: Any) -> list[dict[str, Any]]:
    """Return the lines of a register: what is written first, then the latest number."""
    rows = guidelines.marked_live(request.user).with_progress()
    found = list(rows.select_related("group").order_by("-year", "-number", "-pk"))
    kept = [each for each in found if not each.is_live]
    editions = _published(request, kept) if kept else {}
    shows = GroupPermission.VIEW_PEOPLE in rights
    return register_rows(found, editions, shows_progress=shows)


def _chosen(
    request: HttpRequest, group: EloGroup, rights: frozenset[GroupPermission]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the lines of a group's register that the request has chosen, and the selects."""
    seen = Guideline.objects.visible_to(request.user).filter(group=group)
    rows = _register(request, seen, rights)
    filters = _filters(request, rows)
    return [row for row in rows if all(_fits(row, each) for each in filters)], filters


def _filters(request: HttpRequest, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the selects over the register: only what occurs can be chosen."""
    states = {row["state"] for row in rows}
    years = sorted({row["year"] for row in rows}, reverse=True)
    named = [each for each in GuidelineState.choices if each[0] in states]
    choices = [
        ("state", gettext("State"), gettext("All states"), named),
        ("year", gettext("Year"), gettext("All years"), [(each, each) for each in years]),
    ]
    return selects(request, choices)


def _fits(row: dict[str, Any], each: dict[str, Any]) -> bool:
    return each["chosen"] in {"", str(row[each["name"]])}


def _editions(request: HttpRequest, guideline: Guideline) -> list[dict[str, str]]:
    rows = GuidelineEdition.objects.visible_to(request.user).filter(guideline=guideline)
    return [
        {
            "url": address("groups:guideline_edition", guideline.pk, each.number),
            "number": str(each.number),
            "day": day(each.approved_at.date()),
        }
        for each in rows.order_by("-number")
    ]


def _comments(request: HttpRequest, guideline: Guideline, rights: Rights) -> dict[str, Any]:
    rows = GuidelineComment.objects.visible_to(request.user).filter(guideline=guideline)
    rows = rows.select_related("by", "organisation", "replied_by")
    may_reply = bool(can_reply(request.user, guideline, rights))
    may_comment = can_comment(request.user, guideline, today(), rights)
    return {
        "comments": comment_rows(rows, guideline.version, may_reply=may_reply),
        "comments_by": day(guideline.comments_by) if guideline.comments_by else "",
        "comment_form": CommentForm() if may_comment else None,
        "may_write": can_write(request.user, guideline, rights),
    }


def _answers(request: HttpRequest, guideline: Guideline, rights: Rights) -> dict[str, Any]:
    """Return what the organisations say of the published edition, and the reader's own."""
    rows = Acknowledgement.objects.visible_to(request.user).current()
    found = list(rows.filter(guideline=guideline).select_related("organisation", "answered_by"))
    for each in found:
        each.guideline = guideline
    own = own_organisations(request.user, guideline.group_id) if found else set()
    manages = bool(can_remind(request.user, guideline, rights))
    lines = answer_rows(found, own=own, manages=manages, today=today())
    answered = sum(not row["is_silent"] for row in lines)
    return {
        "answers": lines,
        "own_rows": [row for row in lines if row["is_own"]],
        "percent": 100 * answered // len(lines) if lines else 0,
        "progress": progress(answered, len(lines)),
        "answer_by": day(guideline.answer_by) if guideline.answer_by else "",
        "remind_form": RemindSilentForm() if manages and answered < len(lines) else None,
    }


def _who_sees(guideline: Guideline) -> dict[str, str]:
    """Return who may read the published guideline, as icon and sentence."""
    if not guideline.published_edition:
        text = gettext("Until it is published: the leading group, and who is asked to comment.")
        return {"icon": "lock", "text": text}
    icon, text = {
        Visibility.ALL_REGIONS: ("users", gettext("Everybody in the groups of all regions.")),
        Visibility.PUBLIC: (
            "globe",
            gettext("Everyone, also without signing in. The answers show to the group alone."),
        ),
    }.get(
        Visibility(guideline.visibility),
        ("users", gettext("Everybody in the group. Not public.")),
    )
    return {"icon": icon, "text": text}
