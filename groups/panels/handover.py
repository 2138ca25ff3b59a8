"""What a coordinator hands over: the pack out of the platform, as a page and as a document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.text import chosen, day
from elo_platform.ports import entries
from groups.models import (
    Agreement,
    Document,
    EloGroup,
    Handover,
    HandoverNote,
    Invitation,
    Meeting,
    Need,
    Responsibility,
    SeatHolder,
)
from groups.states import AgreementState, HolderKind

LAPSING = timedelta(days=180)
YEAR = timedelta(days=365)
MOST_FILES = 100
Row = dict[str, Any]
CODES = ("sv", "fi", "en")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the pack: its lines, the most urgent first, and the page where they live."""

    title: str
    url: str
    lines: list[str]

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def first(self) -> str:
        return self.lines[0] if self.lines else "–"


def pack(user: User, group: EloGroup, *, on: date, now: datetime) -> list[Section]:
    """Return what is open, promised, ending and to come in a group, as far as `user` sees it."""
    pk = group.pk
    agreements, promises = _agreements(user, pk)
    people, ending = _people(user, pk, on)
    dated = _dated(user, pk, now)
    needs = [
        gettext("Need of %(day)s: %(title)s") % {"day": day(raised_on), "title": title}
        for raised_on, title in dated["need"]
    ]
    year = [f"{day(held_on)}: {title}" for held_on, title in dated["meeting"]]
    files = [name for _added_on, name in reversed(dated["file"])][:MOST_FILES]
    open_matters = _waiting(user, pk, now) + needs
    return [
        Section(gettext("Open matters"), address("groups:group_needs", pk), open_matters),
        *(Section(**each(pk, user)) for each in entries("UNDER_WAY").values()),
        Section(gettext("Promises"), address("groups:group_agreements", pk), promises),
        Section(gettext("Mandates that lapse"), address("groups:group_people", pk), ending),
        Section(gettext("The year ahead"), address("groups:group_meetings", pk), year),
        Section(gettext("Agreements"), address("groups:group_agreements", pk), agreements),
        Section(
            gettext("Responsibilities"),
            address("groups:group_responsibilities", pk),
            _areas(user, pk),
        ),
        Section(gettext("People"), address("groups:group_people", pk), people),
        Section(gettext("Files"), "", files),
    ]


def _waiting(user: User, group_id: int, now: datetime) -> list[str]:
    asked = Invitation.objects.visible_to(user).filter(seat__body__group=group_id).waiting(now)
    return [
        gettext("Invitation to %(name)s, answer by %(day)s")
        % {"name": row.name, "day": day(row.answer_by)}
        for row in asked.order_by("expires_at", "pk")
    ]


def _agreements(user: User, group_id: int) -> tuple[list[str], list[str]]:
    """Return the agreements that live, and what is promised in them."""
    rows = (
        Agreement.objects.visible_to(user)
        .filter(group=group_id)
        .exclude(state=AgreementState.ENDED)
        .order_by("ends_on", "pk", "commitments__number")
        .values_list(
            *("pk", "title_sv", "title_fi", "state", "ends_on"),
            *("commitments__text_sv", "commitments__text_fi"),
        )
    )
    agreements: dict[int, str] = {}
    promises = []
    for pk, sv, fi, state, ends_on, text_sv, text_fi in rows:
        until = gettext("until %(day)s") % {"day": day(ends_on)} if ends_on else gettext("open")
        words = (_named(sv, fi), str(AgreementState(state).label).lower(), until)
        agreements[pk] = ", ".join(words)
        if text_sv or text_fi:
            promises.append(f"{_named(sv, fi)}: {_named(text_sv, text_fi)}")
    return list(agreements.values()), promises


def _people(user: User, group_id: int, on: date) -> tuple[list[str], list[str]]:
    """Return who sits where, and whose mandate lapses within half a year, the first first."""
    rows = (
        SeatHolder.objects.visible_to(user)
        .on(on)
        .filter(seat__body__group=group_id)
        .order_by("seat__body", "seat__category__order", "-kind", "pk")
        .values(
            *("kind", "ends_on", "user__name", "user__email"),
            *(f"seat__body__name_{code}" for code in CODES),
            *("seat__organisation__name_sv", "seat__organisation__name_fi"),
        )
    )
    people, ending = [], []
    for row in rows:
        names = {code: row[f"seat__body__name_{code}"] for code in CODES}
        where = _named(row["seat__organisation__name_sv"], row["seat__organisation__name_fi"])
        kind = str(HolderKind(row["kind"]).label).lower()
        who = f"{row['user__name']} ({where}), {kind}"
        people.append(f"{chosen(names)}: {who}, {row['user__email']}")
        if row["ends_on"] and row["ends_on"] <= on + LAPSING:
            ending.append((row["ends_on"], f"{day(row['ends_on'])}: {who}, {chosen(names)}"))
    return people, [text for _day, text in sorted(ending)]


def _areas(user: User, group_id: int) -> list[str]:
    rows = Responsibility.objects.visible_to(user).filter(group=group_id).not_over()
    values = rows.order_by("user", "pk").values_list("area_sv", "area_fi", "user__name")
    found = [(name or "", _named(sv, fi)) for sv, fi, name in values]
    nobody = gettext("nobody")
    # What nobody answers for comes first.
    return [f"{area}: {name or nobody}" for name, area in sorted(found)]


def _dated(user: User, group_id: int, now: datetime) -> dict[str, list[tuple[date, str]]]:
    """Return needs, meetings to come and files with their days, by kind: one read of all."""
    needs = Need.objects.visible_to(user).filter(group=group_id).live().without_measure()
    meetings = Meeting.objects.visible_to(user).filter(body__group=group_id).to_come(now)
    files = Document.objects.visible_to(user).filter(group=group_id)
    rows = (
        needs.values_list(Value("need"), "raised_on", "title_sv", "title_fi")
        .order_by()
        .union(
            meetings.filter(starts_at__lte=now + YEAR)
            .values_list(Value("meeting"), "day", "title_sv", "title_fi")
            .order_by(),
            files.values_list(Value("file"), TruncDate("added_at"), "name", Value("")).order_by(),
            all=True,
        )
    )
    found: dict[str, list[tuple[date, str]]] = {"need": [], "meeting": [], "file": []}
    for kind, on, sv, fi in rows:
        found[kind].append((on, _named(sv, fi)))
    return {kind: sorted(lines) for kind, lines in found.items()}


def _named(sv: str, fi: str) -> str:
    return chosen({"sv": sv, "fi": fi})


def note_parts(note: HandoverNote | None) -> list[Row]:
    """Return the three headings of the notes, with what stands under each."""
    parts = (
        (gettext("People and relations"), "people"),
        (gettext("Promises that are not written down"), "promises"),
        (gettext("What I would do differently"), "differently"),
    )
    return [{"title": title, "text": getattr(note, name) if note else ""} for title, name in parts]


def steps(planned: Iterable[Handover], on: date) -> list[Row]:
    """Return what happens on which day, for each handover that has been planned."""
    rows = []
    for each in planned:
        names = {"leaving": each.leaving.name, "successor": each.successor.name}
        last_day = each.day - timedelta(days=1)
        rows += [
            {"day": day(last_day), "text": gettext("%(leaving)s's last day") % names,
             "is_done": last_day < on},
            {"day": day(each.day), "text": gettext("%(successor)s takes over") % names,
             "is_done": each.day <= on,
             "withdraw": address("groups:handover_withdraw", each.pk) if each.day > on else ""},
        ]  # fmt: skip
    return rows


def document_of(
    group: EloGroup, sections: Iterable[Section], note: HandoverNote | None, on: date
) -> dict[str, Any]:
    """Return the pack as the printed document takes it."""
    notes: list[Row] = []
    for part in note_parts(note):
        notes += [
            {"kind": "heading", "text": part["title"]},
            {"kind": "text", "text": part["text"] or gettext("Nothing has been written.")},
        ]
    parts: list[Row] = [{"title": gettext("Notes"), "blocks": notes}]
    for section in sections:
        lines = {"kind": "list", "items": section.lines}
        none = {"kind": "text", "text": gettext("Nothing.")}
        blocks = [lines if section.lines else none]
        parts.append({"title": section.title, "blocks": blocks})
    return {
        "title": gettext("Handover: %(group)s") % {"group": group.name},
        "lead": gettext("The state on %(day)s.") % {"day": day(on)},
        "foot": group.name,
        "sections": parts,
    }
