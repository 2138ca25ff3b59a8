"""Needs in words: rows of the list, what happened to one, and what waits for coordinators."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.lib.dates import helsinki_day, start_of_day
from elo_platform.lib.http import address
from elo_platform.lib.tags import foreign_mark
from elo_platform.lib.tags import status as status_tag
from elo_platform.lib.text import (
    current_language,
    day,
    in_language,
    initials,
    language_used,
)
from groups.kinds import NodeKind, Transition
from groups.models import Need, Support
from groups.page import Tab
from groups.permissions import GroupPermission
from groups.querysets.chain import ChainNode
from groups.querysets.needs import linked_since, steps_of
from groups.querysets.permitted import groups_with
from groups.querysets.waiting import nothing_waits
from groups.states import NeedState

# So long a need shows as new, and so long it waits where nobody has said.
NEW_DAYS, USUAL_DAYS = 7, 30
# So many show one by one for a group; of more, one line tells.
DUE_SHOWN, DUE_READ = 3, 200
Row = dict[str, Any]

_DUE_COLUMNS = (
    "pk", "group", "answer_by", "title_sv", "title_fi",
    "group__name_sv", "group__name_fi", "group__name_en",
)  # fmt: skip


def needs_tab(rights: frozenset[GroupPermission]) -> Tab:
    """Return the tab of a group's needs: for who may read them, or has raised one."""
    shown = {GroupPermission.VIEW_NEEDS, GroupPermission.RAISE_NEEDS} & rights
    return Tab("groups:group_needs", gettext("Needs"), "hand-heart", bool(shown))


def source_names() -> dict[str, str]:
    """Return the kinds of things that raise needs, in words; a person is the empty one."""
    return {
        NodeKind.THEME: gettext("Survey"),
        NodeKind.TOPIC: gettext("Discussion"),
        "note": gettext("Note on the spot"),
        "": gettext("A member"),
    }


def need_status(need: Any, today: date) -> tuple[str, str, str]:
    """Return where a need stands, as colour, icon and words: the same ones wherever it shows.

    `need` is a row `with_answers`, or one of the list.
    """
    if need.state == NeedState.MERGED:
        return "neutral", "git-merge", gettext("Merged with another")
    if need.state == NeedState.REFUSED:
        return "neutral", "circle-slash", gettext("Not taken up")
    if need.is_answered:
        return "success", "circle-check", gettext("Answered by an action")
    if need.state == NeedState.LIFTED:
        return "info", "circle-dot", gettext("Lifted to the leading group")
    if need.is_told:
        return "success", "circle-check", gettext("Answered by the group")
    return _waits((today - helsinki_day(need.made_at)).days, need)


def _waits(days: int, need: Any) -> tuple[str, str, str]:
    within = days_given(need.made_at, need.answer_by)
    if days > within:
        text = ngettext("Has waited %(days)s day", "Has waited %(days)s days", days)
        return "danger", "triangle-alert", text % {"days": days}
    if days < NEW_DAYS:
        return "lupin", "circle-plus", gettext("New")
    text = gettext("Waits for an answer, %(days)s of %(within)s days")
    return "hjortron", "hourglass", text % {"days": days, "within": within}


def is_owed(need: Any) -> bool:
    """Tell whether those behind a need `with_answers` wait for a word: as `owed` finds them."""
    return need.state == NeedState.OPEN and not (need.is_answered or need.is_told)


def promise_words(need: Any, today: date) -> str:
    """Return by which day the group has promised an answer, as long as it is owed."""
    if need.answer_by is None or not is_owed(need):
        return ""
    if today > need.answer_by:
        text = gettext("An answer was promised by %(day)s")
    else:
        text = gettext("The group's coordinator answers by %(day)s")
    return text % {"day": day(need.answer_by)}


def days_given(made_at: datetime, answer_by: date | None) -> int:
    """Return how many days a need may wait."""
    return (answer_by - helsinki_day(made_at)).days if answer_by else USUAL_DAYS


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One line of the list; `lang` marks a title in another language than the reader's."""

    number: SafeString
    url: SafeString
    lang: SafeString
    title: SafeString
    transition: SafeString
    source: SafeString
    raised: SafeString
    answers: SafeString
    supporters: SafeString
    graded: SafeString
    weighed: SafeString
    status: SafeString
    importance: float | None
    influence: float | None


def list_rows(found: Iterable[Any], today: date, first: int = 1) -> list[NeedRow]:
    """Return the rows of the list, numbered from `first` on."""
    language = current_language()
    return [_row(row, number, today, language) for number, row in enumerate(found, first)]


# A list is read again and again: what has not changed since is not put in words again.
@lru_cache(maxsize=2048)
def _row(row: Any, number: int, today: date, language: str) -> NeedRow:
    """Return one row in `language`, which must be the active one."""
    written_in, title = language_used(row, "title", language)
    return NeedRow(
        number=escape(number),
        url=escape(address("groups:need_detail", row.pk)),
        lang=foreign_mark(written_in),
        title=escape(title),
        transition=escape(Transition(row.transition).label if row.transition else "–"),
        source=escape(source_names().get(row.source or "", "")),
        raised=escape(", ".join(filter(None, [row.where, day(row.raised_on)]))),
        answers=escape(answers_text(row.answers, is_few=row.is_few)),
        supporters=escape(row.supporters),
        graded=escape(grade_text(row.importance)),
        weighed=escape(grade_text(row.influence)),
        status=status_tag(*need_status(row, today)),
        importance=row.importance,
        influence=row.influence,
    )


def grade_text(grade: float | None) -> str:
    """Return a mean of votes as people write it; before there are enough votes a dash."""
    return "–" if grade is None else number_format(round(grade, 1))


def answers_text(answers: int | None, *, is_few: bool) -> str:
    """Return how many answers speak for a need; never a number below five."""
    if answers:
        return str(answers)
    return gettext("fewer than 5") if is_few else "–"


def evidence_rows(need: Need, *, opens_studies: bool = False) -> list[Row]:
    """Return what speaks for a need, as it is read beside it; links to studies where wanted."""
    rows = []
    for each in need.evidence.all():
        facts = [str(each.get_kind_display())]
        if each.is_few:
            facts.append(gettext("fewer than five answers"))
        elif each.answers:
            number = ngettext("%(number)s answer", "%(number)s answers", each.answers)
            facts.append(number % {"number": each.answers})
        facts += [", ".join(each.sectors)] if each.sectors else []
        facts += [each.source] if each.source else []
        facts.append(date_format(each.on, "SHORT_DATE_FORMAT"))
        url = each.url
        if opens_studies and each.study_id:
            url = address("groups:study_detail", each.study_id)
        rows.append({"text": each.text, "url": url, "detail": " · ".join(facts)})
    return rows


def supporter_rows(need: Need, supports: Iterable[Support]) -> list[Row]:
    """Return who stands behind a need, by organisation; the one that raised it first."""
    rows: dict[tuple[int | None, int], Row] = {}
    for each in supports:
        name = each.organisation.name if each.organisation else each.user.name
        key = (each.organisation_id, 0 if each.organisation_id else each.user_id)
        row = rows.setdefault(key, {"name": name, "people": [], "raised_on": None})
        row["organisation"] = each.organisation_id is not None
        row["initials"] = initials(name)
        row["people"].append(each.user.name)
        if each.user_id == need.raised_by_id:
            row["raised_on"] = need.raised_on
    return sorted(rows.values(), key=lambda row: (row["raised_on"] is None, row["name"].casefold()))


def happened(need: Any, chain: Iterable[ChainNode], *, sees_people: bool) -> list[Row]:
    """Return what has happened to a need, in words and with days, the latest first.

    Names of people show to those alone who may read the group's people.
    """
    who = need.raised_by.name if sees_people and need.raised_by else ""
    if need.raised_for:
        who = f"{who}, {need.raised_for.name}" if who else need.raised_for.name
    noted: datetime | None = need.noted_at
    is_later = noted is not None or helsinki_day(need.made_at) != need.raised_on
    raised = _raised(who, is_later=is_later)
    rows = [(need.made_at, raised, "")]
    if noted:
        rows.append((noted, gettext("Written down on the spot"), ""))
    for event in steps_of(need):
        words = _words(event, need, sees_days=sees_people)
        name = event.actor_name if sees_people else ""
        # What was merged into it keeps its page, with where it came from.
        url = "" if event.target_id == need.pk else address("groups:need_detail", event.target_id)
        rows.append((event.at, format_html("{} – {}", words, name) if name else words, url))
    rows += _led_to(need, chain)
    rows.sort(key=_at, reverse=True)
    return [{"at": at, "text": text, "url": url} for at, text, url in rows]


def _raised(who: str, *, is_later: bool) -> str:
    """Return who raised a need; what came up before that day was entered later."""
    if not who:
        return gettext("Entered") if is_later else gettext("Raised")
    text = gettext("Entered by %(who)s") if is_later else gettext("Raised by %(who)s")
    return text % {"who": who}


def _at(row: tuple[datetime, str | SafeString, str]) -> datetime:
    return row[0]


def _words(event: Any, need: Need, *, sees_days: bool) -> str:
    if event.target_id != need.pk:
        return gettext("Another need was merged into this one")
    if event.kind == AuditKind.NEED_LIFTED and "item" not in event.data:
        return gettext("Lifted to the leading group")
    if event.meeting_day and sees_days:
        text = gettext("Put on the agenda of the leading group's meeting on %(day)s")
        return text % {"day": day(event.meeting_day)}
    return {
        AuditKind.NEED_CHANGED: gettext("Reworded"),
        AuditKind.NEED_OPENED: gettext("Who may see it was changed"),
        AuditKind.NEED_LIFTED: gettext("Put on the leading group's agenda"),
        AuditKind.NEED_REFUSED: gettext("Not taken up"),
        AuditKind.NEED_REOPENED: gettext("Taken up again"),
        AuditKind.NEED_MERGED: gettext("Merged with another need"),
        AuditKind.NEED_ANSWERED: gettext("Answered by the group"),
        AuditKind.EVIDENCE_ADDED: gettext("Evidence was added"),
    }[AuditKind(event.kind)]


def _led_to(need: Need, chain: Iterable[ChainNode]) -> list[tuple[datetime, str, str]]:
    """Return the actions and outcomes of the chain, each on the day on which it was linked."""
    words = {
        NodeKind.MEASURE: gettext("Answered by an action: %(title)s"),
        NodeKind.OUTCOME: gettext("Settled in an outcome: %(title)s"),
    }
    nodes = {each.ref: each.text for each in chain if each.ref.kind in words}
    if not nodes:
        return []
    return [
        (at, words[ref.kind] % {"title": nodes[ref].title}, nodes[ref].url)
        for ref, at in linked_since(nodes).items()
    ]


def due_needs(user: User, now: datetime) -> list[dict[str, object]]:
    """Return the needs that should have had an answer by now, of the groups where `user` says
    what becomes of them; in one line where a group has many.
    """
    if groups_with(user, GroupPermission.MANAGE_NEEDS) == []:
        return []
    if nothing_waits(user, "late_needs", now):
        return []
    rows = Need.objects.editable_by(user).overdue(helsinki_day(now)).order_by("answer_by", "pk")
    by_group: dict[int, list[Any]] = {}
    for need in rows.values_list(*_DUE_COLUMNS, named=True)[:DUE_READ]:
        by_group.setdefault(need.group, []).append(need)
    found = []
    for needs in by_group.values():
        found += [_due(needs)] if len(needs) > DUE_SHOWN else [_due([need]) for need in needs]
    return found


def _due(needs: list[Any]) -> dict[str, object]:
    first = needs[0]
    base: dict[str, object] = {
        "why": gettext("%(group)s: those behind it wait for an answer that is late.")
        % {"group": in_language(first, "group__name")},
        "due_at": start_of_day(first.answer_by),
    }
    if len(needs) == 1:
        return base | {
            "title": gettext("A need waits: %(title)s") % {"title": in_language(first, "title")},
            "url": reverse("groups:need_detail", args=[first.pk]),
            "label": gettext("Open the need"),
        }
    number = len(needs)
    return base | {
        "title": ngettext("%(number)s need waits", "%(number)s needs wait", number)
        % {"number": number},
        "url": f"{reverse('groups:group_needs', args=[first.group])}?show=waiting",
        "label": gettext("Open the needs"),
    }
