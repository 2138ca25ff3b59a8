"""Outcomes: a group's list, one with its answers, recording, opening and reminding."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import done, form_page, made
from elo_platform.lib.decisions import require
from elo_platform.lib.http import with_query
from elo_platform.lib.text import day, language_used, whole_number
from groups.forms.outcomes import CHOSEN, OutcomeForm, OutcomeVisibilityForm, RemindForm
from groups.kinds import NodeKind, OutcomeKind
from groups.models import Body, Echo, Meeting, Outcome, Statement
from groups.page import group_crumbs, group_tabs
from groups.panels.chain import outcome_node
from groups.panels.outcomes import (
    bars,
    echo_rows,
    kind_status,
    list_row,
    progress,
    recorded_words,
    reminding,
    sectors,
    trials,
    weight,
    who_sees,
)
from groups.panels.statements import COLUMNS as STATEMENT_COLUMNS
from groups.panels.statements import statement_rows
from groups.permissions import BodyPermission, GroupPermission
from groups.policies.outcomes import can_complete, can_open, can_record, can_remind
from groups.policies.statements import can_keep_statements
from groups.querysets.answerers import own_organisations
from groups.querysets.chain import Ref, chain_of
from groups.querysets.permitted import rights_in, rights_in_body
from groups.services.echo_reminders import remind_now
from groups.services.outcomes import open_outcome, record_outcome
from groups.states import EchoAnswer
from groups.views.frame import language_names, reminded_words, seen_group, selects, today

PER_PAGE = 25
# So long the organisations have to answer where nobody says otherwise.
ANSWER_DAYS = 30
# On paper there is no next page to open.
PRINTED = 1000
COLUMNS = (
    "pk", "kind", "year", "number", "title_sv", "title_fi", "decided_on", "asked", "answered",
    "body__name_sv", "body__name_fi", "body__name_en",
    "decided_by__name_sv", "decided_by__name_fi",
)  # fmt: skip


class Counted(Paginator):
    """Pages whose rows have been counted already."""

    count: int = 0  # type: ignore[assignment]


@public("an outcome may be open to everyone; visible_to decides")
def group_outcomes(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    rights = rights_in(request.user, pk)
    outcomes = Outcome.objects.visible_to(request.user).filter(body__group=group)
    bodies = Body.objects.visible_to(request.user).filter(group=group).in_order()
    facets = list(outcomes.order_by().values("body", "kind", "year").annotate(number=Count("pk")))
    filters = _filters(request, facets, [(body.pk, body.name) for body in bodies])
    found = outcomes.filter(**_chosen(filters)).with_progress().latest_first()
    page = _page(request, found, sum(row["number"] for row in facets if _fits(row, filters)))
    shows = GroupPermission.VIEW_PEOPLE in rights
    context = {
        "group": group,
        "crumbs": group_crumbs(group),
        "tabs": group_tabs(group, rights, "group_outcomes"),
        "rows": [list_row(row, shows_progress=shows) for row in page.object_list],
        "page_obj": page,
        "filters": filters,
        "is_filtered": any(each["chosen"] for each in filters),
        "choice": ", ".join(_choice(filters)),
        "is_paper": "print" in request.GET,
        "print_url": with_query(request, print="1", page=None),
    }
    return render(request, "groups/outcome_list.html", context)


@public("an outcome may be open to everyone; visible_to decides")
def outcome_detail(request: HttpRequest, pk: int) -> HttpResponse:
    outcome = _outcome(request, pk)
    group_id = outcome.body.group_id
    rights = rights_in_body(request.user, outcome.body)
    decider = outcome.decided_by.name if outcome.decided_by else ""
    context = {
        "outcome": outcome,
        "crumbs": outcome_crumbs(outcome),
        "kind": kind_status(outcome.kind, decider),
        "chain": chain_of(Ref(NodeKind.OUTCOME, pk), request.user, outcome_node(outcome)),
        "wordings": _wordings(outcome),
        "lacks": _lacks(outcome),
        "may_complete": can_complete(request.user, outcome, rights),
        "correct_url": _correct_url(request, outcome, rights),
        **_corrections(request, outcome),
        "weight": weight(outcome),
        "who_sees": who_sees(outcome),
        "may_open": can_open(request.user, outcome, rights),
        "is_inside": BodyPermission.VIEW_MEETINGS in rights,
        "answer_by": day(outcome.answer_by) if outcome.answer_by else "",
        "decided_on": day(outcome.decided_on),
        **_statements(request, outcome),
        **_echoes(request, outcome, own_organisations(request.user, group_id)),
    }
    return render(request, "groups/outcome_detail.html", context)


@members_only
@once
def outcome_new(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Meeting.objects.visible_to(request.user).select_related("body__group")
    meeting = get_object_or_404(rows.prefetch_related("items"), pk=pk)
    request.elo_group_id = meeting.body.group_id
    require(can_record(request.user, meeting, timezone.now()))
    corrected = _corrected(request, meeting)
    initial = _values_of(corrected) if corrected else _initial(request, meeting)
    form = OutcomeForm(request.POST or None, meeting=meeting, initial=initial)
    if form.is_valid():
        given = {"meeting_id": pk, "item_id": form.item_id, "values": form.values()}
        if outcome := made(form, record_outcome, **given, by=request.user, now=timezone.now()):
            messages.success(request, recorded_words(outcome.echoes.count()))
            _warn_of_missing(request, outcome)
            return redirect("groups:outcome_detail", pk=outcome.pk)
    crumbs = [*group_crumbs(meeting.body.group), _meeting_crumb(meeting)]
    context = {"meeting": meeting, "crumbs": crumbs, "corrected": corrected}
    return form_page(request, "groups/outcome_new.html", form, **context)


@members_only
@once
def outcome_open(request: HttpRequest, pk: int) -> HttpResponse:
    outcome = _outcome(request, pk)
    require(can_open(request.user, outcome))
    form = OutcomeVisibilityForm(request.POST or None, initial={"visibility": outcome.visibility})
    if form.is_valid():
        given = {"by": request.user, "now": timezone.now(), **form.given()}
        if done(form, open_outcome, outcome_id=pk, **given):
            messages.success(request, gettext("The change of who may see is saved."))
            return redirect("groups:outcome_detail", pk=pk)
    crumbs = outcome_crumbs(outcome, with_page=True)
    return form_page(request, "groups/outcome_open.html", form, outcome=outcome, crumbs=crumbs)


@members_only
@once
def outcome_remind(request: HttpRequest, pk: int) -> HttpResponse:
    outcome = _outcome(request, pk)
    require(can_remind(request.user, outcome))
    form = RemindForm(request.POST or None)
    if form.is_valid():
        try:
            given = {"by": request.user, "now": timezone.now(), **form.given()}
            messages.success(request, _reminded(remind_now(outcome_id=pk, **given)))
        except ValidationError as refusal:
            messages.info(request, " ".join(refusal.messages))
        return redirect("groups:outcome_detail", pk=pk)
    crumbs = outcome_crumbs(outcome, with_page=True)
    return form_page(request, "groups/outcome_remind.html", form, outcome=outcome, crumbs=crumbs)


def outcome_crumbs(outcome: Outcome, *, with_page: bool = False) -> list[dict[str, str]]:
    """Return the way to an outcome, and to the pages under it with `with_page`."""
    group = outcome.body.group
    url = reverse("groups:group_outcomes", args=[group.pk])
    crumbs = [*group_crumbs(group), {"url": url, "label": gettext("Outcomes")}]
    if with_page:
        url = reverse("groups:outcome_detail", args=[outcome.pk])
        crumbs.append({"url": url, "label": outcome.title})
    return crumbs


def _outcome(request: HttpRequest, pk: int) -> Outcome:
    rows = Outcome.objects.visible_to(request.user)
    rows = rows.select_related(
        "body__group", "meeting", "item", "decided_by", "recorded_by", "correction"
    )
    outcome = get_object_or_404(rows, pk=pk)
    request.elo_group_id = outcome.body.group_id
    return outcome


def _page(request: HttpRequest, found: QuerySet, number: int) -> Page:
    pages = Counted(found.values(*COLUMNS), PRINTED if "print" in request.GET else PER_PAGE)
    pages.count = number
    return pages.get_page(request.GET.get("page"))


def _filters(
    request: HttpRequest, facets: list[dict[str, Any]], bodies: list[tuple[int, str]]
) -> list[dict[str, Any]]:
    """Return the selects over the list: name, label, choices and what is chosen."""
    years = sorted({facet["year"] for facet in facets}, reverse=True)
    kinds = [(kind.value, kind_status(kind)["text"]) for kind in OutcomeKind]
    rows = [
        ("body", gettext("Body"), gettext("All bodies"), bodies),
        ("kind", gettext("Type"), gettext("All types"), kinds),
        ("year", gettext("Year"), gettext("All years"), [(year, year) for year in years]),
    ]
    return selects(request, rows)


def _chosen(filters: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the filters as conditions; a value that is none of the choices leaves nothing."""
    chosen: dict[str, Any] = {each["name"]: each["chosen"] for each in filters if each["chosen"]}
    for name in {"body", "year"} & set(chosen):
        chosen[name] = whole_number(chosen[name]) or 0
    if chosen.get("kind", OutcomeKind.NOTED) not in OutcomeKind.values:
        chosen["kind"] = ""
    return chosen


def listed_outcomes(request: HttpRequest, outcomes: QuerySet) -> QuerySet:
    """Return all the rows that the list shows page by page, as the request has chosen them."""
    chosen = outcomes.filter(**_chosen(_filters(request, [], [])))
    return chosen.with_progress().latest_first().values(*COLUMNS)


def _choice(filters: list[dict[str, Any]]) -> list[str]:
    """Return in words what is chosen: paper has no filters."""
    return [text for each in filters for value, text in each["choices"] if value == each["chosen"]]


def _fits(facet: dict[str, Any], filters: list[dict[str, Any]]) -> bool:
    return all(facet[name] == value for name, value in _chosen(filters).items())


def _wordings(outcome: Outcome) -> list[dict[str, str]]:
    """Return the wording, first in the reader's language, with what it is written in."""
    first, text = language_used(outcome, "text")
    other = "fi" if first == "sv" else "sv"
    rows = [{"language": first, "text": text}]
    if second := getattr(outcome, f"text_{other}"):
        rows.append({"language": other, "text": second})
    return rows


def _echoes(request: HttpRequest, outcome: Outcome, own: set[int]) -> dict[str, Any]:
    """Return the answers: those that the filter leaves, figures of all, the reader's own."""
    found = Echo.objects.visible_to(request.user).filter(outcome=outcome)
    found = found.select_related("organisation__category", "answered_by", "outcome")
    leads = bool(can_open(request.user, outcome))
    rows = echo_rows(found, own=own, leads=leads, today=today())
    answered = sum(not row["is_silent"] for row in rows)
    answer, sector = request.GET.get("answer", ""), request.GET.get("sector", "")
    shown = [row for row in rows if answer in {"", row["answer"]} and sector in {"", row["sector"]}]
    return {
        "asked": len(rows),
        "silent": len(rows) - answered,
        "percent": 100 * answered // len(rows) if rows else 0,
        "progress": progress(answered, len(rows)),
        "rows": shown,
        "bars": bars(rows),
        "trials": trials(rows),
        "lessons": [row for row in rows if row["lesson"]],
        "own_rows": [row for row in rows if row["is_own"]],
        "answers": EchoAnswer.choices,
        "sectors": sectors(rows),
        "answer": answer,
        "sector": sector,
        **(reminding(rows, today()) if leads and not hasattr(outcome, "correction") else {}),
        "remind_form": RemindForm(),
    }


def _initial(request: HttpRequest, meeting: Meeting) -> dict[str, object]:
    """Begin with the item from whose place on the agenda the reader came."""
    wanted = whole_number(request.GET.get("item", ""))
    item = next((each for each in meeting.items.all() if each.pk == wanted), None)
    titles = {"title_sv": item.title_sv, "title_fi": item.title_fi} if item else {}
    until = today() + timedelta(days=ANSWER_DAYS)
    return {"item": item, "addressed": "nobody", "answer_by": until, **titles}


def _corrected(request: HttpRequest, meeting: Meeting) -> Outcome | None:
    """Return the outcome that the new one corrects, where the reader came from its page."""
    wanted = whole_number(request.GET.get("corrects", ""))
    return Outcome.objects.visible_to(request.user).filter(body=meeting.body, pk=wanted).first()


def _values_of(outcome: Outcome) -> dict[str, object]:
    """Begin with what was recorded: who corrects it changes what is wrong."""
    names = ("item", "kind", "decided_by", "title_sv", "title_fi", "text_sv", "text_fi")
    asked = list(outcome.echoes.values_list("organisation", flat=True))
    return {name: getattr(outcome, name) for name in (*names, "addressee", "answer_by")} | {
        "corrects": outcome.pk,
        "addressed": CHOSEN if asked else "nobody",
        "organisations": asked,
    }


def _corrections(request: HttpRequest, outcome: Outcome) -> dict[str, Outcome | None]:
    """Return the outcome that this one corrects and the one that corrects it, where seen."""
    later = getattr(outcome, "correction", None)
    pks = [pk for pk in (outcome.corrects_id, later and later.pk) if pk]
    seen = Outcome.objects.visible_to(request.user).in_bulk(pks) if pks else {}
    return {
        "corrects": seen.get(outcome.corrects_id),
        "correction": seen.get(later.pk) if later else None,
    }


def _correct_url(request: HttpRequest, outcome: Outcome, rights: frozenset[BodyPermission]) -> str:
    """Return where whoever records outcomes of the meeting corrects this one, once."""
    if hasattr(outcome, "correction"):
        return ""
    may = can_record(request.user, outcome.meeting, timezone.now(), rights)
    url = reverse("groups:outcome_new", args=[outcome.meeting_id])
    return f"{url}?corrects={outcome.pk}" if may else ""


def _lacks(outcome: Outcome) -> str:
    """Return in which languages title or wording is missing."""
    codes = [
        code
        for code in ("sv", "fi")
        if not (getattr(outcome, f"title_{code}") and getattr(outcome, f"text_{code}"))
    ]
    return language_names(" ".join(codes))


def _warn_of_missing(request: HttpRequest, outcome: Outcome) -> None:
    if lacks := _lacks(outcome):
        sentence = gettext(
            "Title or wording is missing: %(lacks)s. Add it here, so that everybody can read it."
        )
        messages.warning(request, sentence % {"lacks": lacks})


def _statements(request: HttpRequest, outcome: Outcome) -> dict[str, Any]:
    """Return what the group turned to others with out of it, and where one more is entered."""
    found = Statement.objects.visible_to(request.user).filter(outcome=outcome).latest_first()
    group_id = outcome.body.group_id
    url = reverse("groups:statement_new", args=[group_id])
    may_keep = can_keep_statements(request.user, group_id)
    return {
        "statements": statement_rows(found.values(*STATEMENT_COLUMNS)),
        "statement_url": f"{url}?outcome={outcome.pk}" if may_keep else "",
    }


def _meeting_crumb(meeting: Meeting) -> dict[str, str]:
    return {"url": reverse("groups:meeting_detail", args=[meeting.pk]), "label": meeting.title}


def _reminded(number: int) -> str:
    if not number:
        return gettext("There is nobody to remind: nobody answers for them.")
    return reminded_words(number)
