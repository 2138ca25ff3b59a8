"""The lists of a group as they leave: what stands on the page, a column for each fact."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.tables import Cell, Table
from elo_platform.lib.text import from_columns, in_language
from groups.kinds import MayCommit, OutcomeKind, PositionLevel, Transition
from groups.models import Body, Invitation
from groups.panels.needs import need_status
from groups.panels.people import invitation_row
from groups.panels.series import rule_words
from groups.querysets.backlog import BacklogQuerySet
from groups.querysets.sittings import Sitting, TakenSeat
from groups.services.import_words import LABELS
from groups.states import HolderKind, MeetingState

# The columns of the list of people: those that an import reads.
PEOPLE = (
    "body", "organisation", "category", "kind", "name", "address",
    "starts_on", "ends_on", "position", "may_commit",
)  # fmt: skip
MEETINGS = (
    "title_sv", "title_fi", "day", "begins", "ends", "place", "state",
    "body__name_sv", "body__name_fi", "body__name_en",
)  # fmt: skip


def people_table(
    bodies: Iterable[Body], seats: Iterable[TakenSeat], *, on: date, has_contacts: bool
) -> Table:
    """Return the seats with who holds them `on` a day; a vacant one has a row of its own.

    Addresses are for work with the person now, as on the page: only with `has_contacts`.
    """
    names = {body.pk: body.name for body in bodies}
    rows: list[list[Cell]] = []
    for seat in seats:
        sitting = [each for each in seat.sittings if each.holds(on)]
        rows += [
            _person_row(names[seat.body_id], seat, each, has_contacts=has_contacts)
            for each in sitting or (None,)
        ]
    headers = [str(LABELS[name]) for name in PEOPLE]
    return Table("elo-people", gettext("People"), headers, rows)


def _person_row(
    body: str, seat: TakenSeat, sitting: Sitting | None, *, has_contacts: bool
) -> list[Cell]:
    place: list[Cell] = [body, seat.organisation, seat.category]
    if sitting is None:
        return [*place, *[None] * (len(PEOPLE) - len(place))]
    return [
        *place,
        str(HolderKind(sitting.kind).label),
        sitting.name,
        sitting.email if has_contacts and sitting.is_active else None,
        sitting.starts_on,
        sitting.ends_on,
        str(PositionLevel(sitting.position).label) if sitting.position else None,
        str(MayCommit(sitting.may_commit).label) if sitting.may_commit else None,
    ]


def invitations_table(asked: Iterable[Invitation], now: datetime) -> Table:
    """Return who was asked for which seat, and what they said."""
    headers = [
        *(gettext("Name"), gettext("E-mail"), gettext("Body"), gettext("Organisation")),
        *(gettext("Represents"), gettext("As"), gettext("Sent"), gettext("Answer by")),
        *(gettext("State"), gettext("Reason")),
    ]
    rows: list[list[Cell]] = []
    for each in asked:
        row = invitation_row(each, now)
        place = [row["body"], row["organisation"], row["category"]]
        kind = str(each.get_kind_display())
        state = [str(row["status"]["text"]), each.reason]
        rows.append(
            [row["name"], each.address, *place, kind, each.invited_at, each.answer_by, *state]
        )
    return Table("elo-invitations", gettext("Invitations"), headers, rows)


def meetings_table(meetings: QuerySet) -> Table:
    """Return meetings, the latest first."""
    headers = [
        *(gettext("Meeting"), gettext("Body"), gettext("Day"), gettext("Begins")),
        *(gettext("Ends"), gettext("Place"), gettext("State")),
    ]
    rows: list[list[Cell]] = [
        [
            from_columns(row, "title"),
            from_columns(row, "body__name"),
            row["day"],
            f"{row['begins']:%H.%M}",
            f"{row['ends']:%H.%M}",
            row["place"],
            str(MeetingState(row["state"]).label),
        ]
        for row in meetings.order_by("-starts_at", "-pk").values(*MEETINGS)
    ]
    return Table("elo-meetings", gettext("Meetings"), headers, rows)


def backlog_table(matters: BacklogQuerySet) -> Table:
    """Return what waits for a body, in its order."""
    headers = [
        *(gettext("Matter"), gettext("Purpose"), gettext("Minutes"), gettext("Presented by")),
        *(gettext("Suggested by"), gettext("Day")),
    ]
    rows: list[list[Cell]] = [
        [
            matter.title,
            str(matter.get_purpose_display()),
            matter.minutes,
            matter.presenter,
            matter.added_by.name,
            helsinki_day(matter.added_at),
        ]
        for matter in matters.waiting().select_related("added_by")
    ]
    return Table("elo-backlog", gettext("What waits for a meeting"), headers, rows)


def series_table(series: QuerySet) -> Table:
    """Return the series of a body, the latest first."""
    headers = [
        *(gettext("Series"), gettext("Rule"), gettext("Begins"), gettext("Ends")),
        *(gettext("From"), gettext("To"), gettext("Place"), gettext("Looked after by")),
        gettext("Ended"),
    ]
    rows: list[list[Cell]] = [
        [
            row.title,
            rule_words(row),
            f"{row.begins:%H.%M}",
            f"{row.ends:%H.%M}",
            row.first_on,
            row.last_on,
            row.place,
            row.owner.name if row.owner else "",
            helsinki_day(row.ended_at) if row.ended_at else None,
        ]
        for row in series.select_related("owner").order_by("-last_on", "-pk")
    ]
    return Table("elo-series", gettext("Series of meetings"), headers, rows)


def needs_table(rows: Iterable[Any], today: date) -> Table:
    """Return needs out of the columns of the page's list, in its order."""
    headers = [
        *(gettext("Need"), gettext("Where it shows"), gettext("Raised"), gettext("State")),
        *(gettext("Transition"), gettext("Supporters"), gettext("Votes")),
        *(gettext("Importance"), gettext("Possibility to influence"), gettext("Answer owed by")),
    ]
    found: list[list[Cell]] = [
        [
            in_language(row, "title"),
            row.where,
            row.raised_on,
            need_status(row, today)[2],
            str(Transition(row.transition).label) if row.transition else "",
            *(row.supporters, row.voters, _mean(row.importance), _mean(row.influence)),
            row.answer_by,
        ]
        for row in rows
    ]
    return Table("elo-needs", gettext("Needs"), headers, found)


def _mean(grade: float | None) -> float | None:
    return None if grade is None else round(float(grade), 1)


def outcomes_table(rows: Iterable[dict[str, Any]], *, shows_progress: bool) -> Table:
    """Return outcomes out of the columns of the page's list, in its order."""
    headers = [
        *(gettext("Number"), gettext("Outcome"), gettext("Type"), gettext("Body")),
        *(gettext("Decided by"), gettext("Day")),
        *((gettext("Asked"), gettext("Answered")) if shows_progress else ()),
    ]
    found: list[list[Cell]] = [
        [
            f"{row['number']}/{row['year']}",
            from_columns(row, "title"),
            str(OutcomeKind(row["kind"]).label),
            from_columns(row, "body__name"),
            from_columns(row, "decided_by__name"),
            row["decided_on"],
            *((row["asked"], row["answered"]) if shows_progress else ()),
        ]
        for row in rows
    ]
    return Table("elo-outcomes", gettext("Outcomes"), headers, found)
