"""The influence register: a group's list, one statement, entering, changing and opening it."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only, public
from elo_platform.lib.acting import form_page, unsaved
from elo_platform.lib.decisions import require
from elo_platform.lib.http import table_file
from elo_platform.lib.text import language_used, whole_number
from groups.forms.statements import OpenStatementForm, StatementForm
from groups.models import Document, EloGroup, Outcome, Statement
from groups.models.statement import Effect, StatementKind
from groups.page import group_crumbs, group_tabs
from groups.panels.statements import (
    COLUMNS,
    answer_status,
    effect_status,
    share_with_effect,
    statement_facts,
    statement_rows,
    statements_table,
)
from groups.permissions import GroupPermission
from groups.policies.statements import can_keep_statements
from groups.querysets.permitted import rights_in
from groups.querysets.statements import STANDS, StatementQuerySet
from groups.services.statements import keep_statement, open_statement
from groups.views.frame import seen_group, selects, today
from groups.views.outcomes import Counted

PER_PAGE = 25
Filters = list[dict[str, Any]]


@public("a statement may be open to everyone; visible_to decides")
def group_statements(request: HttpRequest, pk: int) -> HttpResponse:
    group = seen_group(request, pk)
    rights = rights_in(request.user, pk)
    rows = Statement.objects.visible_to(request.user).filter(group=group)
    filters = _filters(request, rows)
    page, figures = _page(request, rows, filters)
    context = {
        "group": group,
        "crumbs": _crumbs(group, is_list=True),
        "tabs": group_tabs(group, rights, "group_outcomes"),
        "rows": statement_rows(page.object_list),
        "page_obj": page,
        "figures": share_with_effect(figures),
        "filters": filters,
        "is_filtered": any(each["chosen"] for each in filters),
        "may_keep": GroupPermission.MANAGE_GROUP in rights,
    }
    return render(request, "groups/statement_list.html", context)


@public("what groups have opened to all regions or to everyone; visible_to decides")
def statement_list(request: HttpRequest) -> HttpResponse:
    """What the groups of all regions have stated, where they have opened it."""
    rows = Statement.objects.visible_to(request.user).beyond_the_group()
    filters = _filters(request, rows, names=("kind", "effect", "year"))
    page, figures = _page(request, rows, filters)
    context = {
        "rows": statement_rows(page.object_list),
        "page_obj": page,
        "figures": share_with_effect(figures),
        "filters": filters,
        "is_filtered": any(each["chosen"] for each in filters),
    }
    return render(request, "groups/statement_national.html", context)


@public("a statement may be open to everyone; visible_to decides")
def statement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    statement = _statement(request, pk)
    user = request.user
    outcomes = Outcome.objects.visible_to(user).filter(pk=statement.outcome_id)
    documents = Document.objects.visible_to(user).filter(pk=statement.document_id)
    context = {
        "statement": statement,
        "crumbs": _crumbs(statement.group),
        "title": language_used(statement, "title"),
        "text": language_used(statement, "text"),
        "answer": language_used(statement, "answer"),
        "effect_text": language_used(statement, "effect_text"),
        "facts": statement_facts(statement),
        "answer_status": answer_status(vars(statement)),
        "effect": effect_status(statement.effect),
        "outcome": outcomes.first() if statement.outcome_id else None,
        "document": documents.first() if statement.document_id else None,
        "may_keep": can_keep_statements(user, statement.group_id),
    }
    return render(request, "groups/statement_detail.html", context)


@members_only
@once
def statement_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a statement: on its own, or begun from the outcome that `?outcome=` names."""
    group = seen_group(request, pk)
    require(can_keep_statements(request.user, pk))
    wanted = whole_number(request.GET.get("outcome", ""))
    outcomes = Outcome.objects.visible_to(request.user).filter(body__group=group)
    outcome = outcomes.select_related("body").filter(pk=wanted).first()
    return _kept(request, group, outcome, None)


@members_only
@once
def statement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    statement = _statement(request, pk)
    require(can_keep_statements(request.user, statement.group_id))
    return _kept(request, statement.group, statement, statement)


@members_only
@once
def statement_open(request: HttpRequest, pk: int) -> HttpResponse:
    statement = _statement(request, pk)
    require(can_keep_statements(request.user, statement.group_id))
    url = reverse("groups:statement_detail", args=[pk])
    context = {"statement": statement, "crumbs": _crumbs(statement.group), "back_url": url}
    page = partial(form_page, request, "groups/statement_open.html", **context)
    given = {"statement_id": pk, "now": timezone.now()}
    if answer := unsaved(request, OpenStatementForm, statement, page, open_statement, **given):
        return answer
    messages.success(request, gettext("The change of who may see is saved."))
    return redirect(url)


@public("the same as the list")
def statements_export(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    group = seen_group(request, pk)
    rows = Statement.objects.visible_to(request.user).filter(group=group)
    chosen = rows.filter(_chosen(_filters(request, rows))).latest_first()
    return table_file(statements_table(chosen.values(*COLUMNS)), ending)


def _kept(
    request: HttpRequest, group: EloGroup, row: Any, statement: Statement | None
) -> HttpResponse:
    """Show the form with what `row` says, or keep what was typed and lead to the statement."""
    back = (
        address_of(statement) if statement else reverse("groups:group_statements", args=[group.pk])
    )
    context = {"group": group, "row": statement, "crumbs": _crumbs(group), "back_url": back}
    page = partial(form_page, request, "groups/statement_form.html", **context)
    made_with = {"group": group, "reader": request.user, "on": today()}
    given = {"group_id": group.pk, "pk": statement and statement.pk, "now": timezone.now()}
    if answer := unsaved(
        request, StatementForm, row, page, keep_statement, made_with=made_with, **given
    ):
        return answer
    said = gettext("The statement is saved.") if statement else gettext("The statement is entered.")
    messages.success(request, said)
    return redirect(back)


def address_of(statement: Statement) -> str:
    """Return the page of a statement."""
    return reverse("groups:statement_detail", args=[statement.pk])


def _statement(request: HttpRequest, pk: int) -> Statement:
    rows = Statement.objects.visible_to(request.user)
    statement = get_object_or_404(rows.select_related("group", "body", "organisation"), pk=pk)
    request.elo_group_id = statement.group_id
    return statement


def _crumbs(group: EloGroup, *, is_list: bool = False) -> list[dict[str, str]]:
    pages = [("group_outcomes", gettext("Outcomes"))]
    pages += [] if is_list else [("group_statements", gettext("Influence"))]
    return group_crumbs(group) + [
        {"url": reverse(f"groups:{name}", args=[group.pk]), "label": label} for name, label in pages
    ]


def _filters(
    request: HttpRequest,
    rows: StatementQuerySet,
    *,
    names: tuple[str, ...] = ("stands", "kind", "effect", "year"),
) -> Filters:
    """Return the selects over the list: name, label, choices and what is chosen."""
    stands = [
        ("waiting", gettext("Wait for an answer")),
        ("settled", gettext("Answered or settled")),
        ("draft", gettext("Not sent yet")),
    ]
    years = [each.year for each in rows.order_by().dates("sent_on", "year", order="DESC") if each]
    choices = [
        ("stands", gettext("How it stands"), gettext("All"), stands),
        ("kind", gettext("Kind"), gettext("All kinds"), list(StatementKind.choices)),
        ("effect", gettext("Effect"), gettext("All"), list(Effect.choices)),
        ("year", gettext("Year"), gettext("All years"), [(year, year) for year in years]),
    ]
    return selects(request, [each for each in choices if each[0] in names])


def _chosen(filters: Filters) -> Q:
    """Return the filters as one condition; a value that is none of the choices leaves nothing."""
    found = Q()
    for each in filters:
        value = each["chosen"]
        if value and value not in dict(each["choices"]):
            return Q(pk__in=[])
        if value and each["name"] == "stands":
            found &= STANDS[value]
        elif value:
            field = "sent_on__year" if each["name"] == "year" else each["name"]
            found &= Q(**{field: value})
    return found


def _page(
    request: HttpRequest, rows: StatementQuerySet, filters: Filters
) -> tuple[Page, dict[str, int]]:
    """Return a page of what is chosen, and the figures over all rows."""
    chosen = _chosen(filters)
    figures = rows.figures(found=Count("pk", filter=chosen))
    pages = Counted(rows.filter(chosen).latest_first().values(*COLUMNS), PER_PAGE)
    pages.count = figures["found"]
    return pages.get_page(request.GET.get("page")), figures
