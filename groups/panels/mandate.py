"""What the page of a mandate shows: on what it rests, time, money, how the work feels, wishes."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from elo_platform.lib.http import address
from elo_platform.lib.text import day, language_used, other_language, period
from groups.forms.mandate import PULSE_LABELS
from groups.kinds import TaskKind
from groups.models import Authority, Basis, Body, Clause, Document, Funding, Wish
from groups.querysets.pulse import FEWEST, QUESTIONS, Pulses, closes_on, is_open
from groups.querysets.work_time import Hours, Sheet

SOON = timedelta(days=180)


def basis_rows(bases: Iterable[Basis], on: date, *, may_keep: bool) -> list[dict[str, Any]]:
    """Return what the group may do, each with what it rests on."""
    return [
        {
            "kind": row.get_kind_display(),
            "source": language_used(row, "source"),
            "powers": language_used(row, "powers"),
            "resources": language_used(row, "resources"),
            "period": period(row.starts_on, row.ends_on),
            "begins": _begins(row, on),
            "document": _document(row.document),
            "edit_url": address("groups:basis_edit", row.pk) if may_keep else "",
            "past_url": _past(row, "basis"),
        }
        for row in bases
    ]


def clause_rows(
    clauses: Iterable[Clause], plans: dict[int, list[dict[str, str]]], on: date, *, may_keep: bool
) -> list[dict[str, Any]]:
    """Return the clauses of performance agreements, word for word; `plans` fulfil them, by id.

    What holds stands first, the latest on top; then what begins later, the next first.
    """
    return [
        {
            "id": row.pk,
            "plans": plans.get(row.pk, []),
            "authority": row.authority_name,
            "authority_url": address("groups:authority_detail", row.authority_id),
            "parties": row.parties,
            "text": language_used(row, "text"),
            "period": period(row.starts_on, row.ends_on),
            "begins": _begins(row, on),
            "document": _document(row.document),
            "edit_url": address("groups:clause_edit", row.pk) if may_keep else "",
            "past_url": _past(row, "clause"),
        }
        for row in sorted(clauses, key=lambda row: (row.starts_on > on, abs(row.starts_on - on)))
    ]


def _begins(row: Basis | Clause, on: date) -> str:
    """Return when a row begins that does not hold yet; empty where it does."""
    is_later = row.starts_on > on
    return gettext("Begins on %(day)s") % {"day": day(row.starts_on)} if is_later else ""


def _past(row: Basis | Clause, kind: str) -> str:
    """Return where a row's earlier states are read; empty where it has none."""
    return address("groups:version_list", row.group_id, kind, row.pk) if row.version else ""


def _document(document: Document | None) -> dict[str, str] | None:
    return document and {
        "name": document.name,
        "url": address("groups:document_file", document.pk),
    }


def body_rows(bodies: Iterable[Body]) -> list[dict[str, str]]:
    """Return what each body may come to."""
    return [
        {
            "name": body.name,
            "url": address("groups:body_detail", body.pk),
            "mandate": capfirst(body.get_mandate_display()),
        }
        for body in bodies
    ]


def theme_rows(authorities: Iterable[Authority]) -> list[dict[str, Any]]:
    """Return who leads on what in the whole country."""
    return [
        {
            "name": row.name,
            "url": address("groups:authority_detail", row.pk),
            "theme": row.theme,
            "is_own": row.is_own,
        }
        for row in authorities
    ]


def time_table(sheet: Sheet) -> dict[str, Any] | None:
    """Return a year's hours by kind of task with their sums; None where nobody has said any."""
    if not sheet.hours:
        return None
    rows = [
        {
            "label": capfirst(str(task.label)),
            "cells": [
                _hours(getattr(sheet.hours.get((is_own, task.value), Hours()), what))
                for is_own in (True, False)
                for what in ("agreed", "used")
            ],
        }
        for task in TaskKind
    ]
    return {
        "rows": rows,
        "sums": [
            _hours(sheet.total(what, is_coordinator=is_own))
            for is_own in (True, False)
            for what in ("agreed", "used")
        ],
        "meters": [
            _meter(sheet, label, is_coordinator=is_own)
            for is_own, label in ((True, gettext("Coordinator")), (False, gettext("Members")))
        ],
    }


def _hours(number: int | None) -> str:
    return "–" if number is None else number_format(number, force_grouping=True)


def _meter(sheet: Sheet, label: str, *, is_coordinator: bool) -> dict[str, Any]:
    agreed = sheet.total("agreed", is_coordinator=is_coordinator)
    used = sheet.total("used", is_coordinator=is_coordinator)
    text = gettext("%(used)s of %(agreed)s hours") % {
        "used": _hours(used),
        "agreed": _hours(agreed),
    }
    percent = min(100, 100 * used // agreed) if agreed else 100 * bool(used)
    return {
        "label": label,
        "text": text,
        "percent": percent,
        "tone": "hjortron" if used > agreed else "accent",
    }


def funding_rows(rows: Iterable[Funding], on: date, *, may_keep: bool) -> list[dict[str, Any]]:
    """Return the money that the group has on a day or gets later, what ends soonest first."""
    return [
        {
            "source": row.source,
            "purpose": row.purpose,
            "amount": euros(row.amount),
            "period": period(row.starts_on, row.ends_on),
            "is_ending": bool(row.ends_on and on <= row.ends_on <= on + SOON),
            "edit_url": address("groups:funding_edit", row.pk) if may_keep else "",
        }
        for row in sorted(rows, key=lambda row: (row.ends_on or date.max, row.pk))
        if row.ends_on is None or row.ends_on >= on
    ]


def year_sums(rows: Iterable[Funding]) -> list[tuple[str, str]]:
    """Return the money of each year: an amount is spread evenly over the days of its period."""
    sums: dict[int, Decimal] = {}
    for row in rows:
        last = row.ends_on or date(row.starts_on.year, 12, 31)
        days = (last - row.starts_on).days + 1
        for year in range(row.starts_on.year, last.year + 1):
            first_of, last_of = max(row.starts_on, date(year, 1, 1)), min(last, date(year, 12, 31))
            share = Decimal(row.amount) * ((last_of - first_of).days + 1) / days
            sums[year] = sums.get(year, Decimal(0)) + share
    return [
        (str(year), euros(int(total.quantize(Decimal(1), ROUND_HALF_UP))))
        for year, total in sorted(sums.items(), reverse=True)
    ]


def euros(amount: int) -> str:
    """Return an amount as people write it."""
    return f"{number_format(amount, force_grouping=True)} €"


def pulse_panel(pulses: Pulses, on: date) -> dict[str, Any]:
    """Return how the work feels: the years that show, and why this one does not yet."""
    years = sorted(pulses.averages, reverse=True)
    number = pulses.answered.get(on.year, 0)
    return {
        "years": years,
        "rows": [
            {
                "label": PULSE_LABELS[name],
                "cells": [
                    number_format(pulses.averages[year][name], decimal_pos=1) for year in years
                ],
            }
            for name in QUESTIONS
        ],
        "answered": ngettext(
            "One person has answered this year.",
            "%(number)s people have answered this year.",
            number,
        )
        % {"number": number},
        "is_open": is_open(on),
        "closes_on": day(closes_on(on.year)),
        "fewest": FEWEST,
        "own": pulses.own,
    }


def wish_rows(wishes: Iterable[Wish], *, may_answer: bool) -> list[dict[str, Any]]:
    """Return what was wished and answered, the newest first."""
    return [
        {
            "text": wish.text,
            "language": wish.language,
            "language_name": other_language(wish.language),
            "group": wish.group.name,
            "group_url": address("groups:group_mandate", wish.group_id),
            "sent": gettext("%(name)s, %(day)s")
            % {"name": wish.sent_by.name, "day": day(wish.sent_at.date())},
            "answer": wish.answer,
            "answered": gettext("The national coordinators, %(day)s")
            % {"day": day(wish.answered_at.date())}
            if wish.answered_at
            else "",
            "answer_url": address("groups:wish_answer", wish.pk) if may_answer else "",
        }
        for wish in wishes
    ]
