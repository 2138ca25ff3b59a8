"""Outcomes of the demo's past meetings, and what organisations did with them."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from elo_platform.accounts.models import User
from elo_platform.lib.dates import wall_to_utc
from groups.demo.cast import cast
from groups.demo.deep import DeepGroup
from groups.demo.stage import Stage, rows
from groups.models import AgendaItem, Meeting, Need, Outcome
from groups.querysets.answerers import people_answering_for
from groups.services.agenda import ItemValues, place_item
from groups.services.echo import EchoValues, answer_echo
from groups.services.need_steps import lift_need
from groups.services.outcomes import OutcomeValues, record_outcome

TUESDAY = 1
# Needs were put on an agenda so many days before the meeting.
BEFORE = timedelta(days=5)


def record_outcomes(
    stage: Stage, deep: DeepGroup, coordinator: User, needs: dict[str, Need]
) -> None:
    """Record what the demo's file says of a group's past meetings, and let people answer."""
    for row in rows("outcomes.csv"):
        if row["group"] == deep.key:
            outcome = _record(stage, deep, coordinator, row, needs)
            _answer(stage, outcome, row["key"], coordinator)


def _record(
    stage: Stage, deep: DeepGroup, coordinator: User, row: dict[str, str], needs: dict[str, Need]
) -> Outcome:
    day = stage.in_days(int(row["days"]), weekday=TUESDAY)
    meeting = Meeting.objects.get(body=deep.bodies[row["body"]], day=day)
    item = _item(meeting, row, needs, coordinator)
    texts = {name: row[name] for name in ("title_sv", "title_fi", "text_sv", "text_fi")}
    wanted = stage.today + timedelta(days=int(row["answer_days"])) if row["answer_days"] else None
    values = OutcomeValues(
        kind=row["kind"],
        decided_by_id=_decider(deep, row["decider"]),
        answer_by=wanted,
        addressed="body" if wanted else "nobody",
        **texts,
    )
    at = wall_to_utc(day=day, at=time(16))
    return record_outcome(
        meeting_id=meeting.pk, item_id=item.pk, values=values, by=coordinator, now=at
    )


def _item(
    meeting: Meeting, row: dict[str, str], needs: dict[str, Need], coordinator: User
) -> AgendaItem:
    at = meeting.starts_at - BEFORE
    if row["need"]:
        need = needs[row["need"]]
        return lift_need(need_id=need.pk, meeting_id=meeting.pk, by=coordinator, now=at)
    item = ItemValues(title_sv=row["title_sv"], title_fi=row["title_fi"], minutes=30)
    return place_item(meeting_id=meeting.pk, item=item, by=coordinator, now=at)


def _decider(deep: DeepGroup, category: str) -> int | None:
    """Return the group's organisation of a category, where the file names one."""
    if not category:
        return None
    return next(each.pk for key, each in deep.known.items() if key[0] == category)


def _answer(stage: Stage, outcome: Outcome, key: str, coordinator: User) -> None:
    """Let the organisations answer in turn; those of the printed accounts do so by hand."""
    own = {person.email for person in cast()}
    people: dict[int, User] = {}
    for echo in outcome.echoes.order_by("pk"):
        found = people_answering_for(echo.organisation_id, outcome.body.group_id).order_by("pk")
        if person := found.exclude(email__in=own).exclude(pk=coordinator.pk).first():
            people[echo.pk] = person
    listed: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows("echoes.csv"):
        listed[row["key"]].append(row)
    for (echo_id, person), row in zip(people.items(), listed[key], strict=False):
        answer_echo(
            echo_id=echo_id,
            version=0,
            values=_values(stage, row),
            by=coordinator if row["by"] else person,
            now=_at(stage, int(row["days"])),
        )


def _values(stage: Stage, row: dict[str, str]) -> EchoValues:
    began, ended = (
        stage.today - timedelta(days=int(row[name])) if row[name] else None
        for name in ("tried", "ended")
    )
    texts = {name: row[name] for name in ("answer", "text", "lesson", "language", "worked")}
    return EchoValues(**texts, tried_from=began, tried_to=ended)


def _at(stage: Stage, days: int) -> datetime:
    return stage.now - timedelta(days=days)
