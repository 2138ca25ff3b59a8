"""Outcomes of the load set: two of each past meeting, every fourth with answers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import cycle, islice

from groups.kinds import OUTCOMES_ALLOWED, Mandate, OutcomeKind
from groups.models import Meeting, Organisation
from groups.services.load_outcomes import NewEcho, NewOutcome
from groups.states import EchoAnswer

# What names a decider, somebody to act or parties.
NAMING = (OutcomeKind.DECISION, OutcomeKind.RECOMMENDATION, OutcomeKind.AGREEMENT)
PER_MEETING = 2
ASKED = 8
# How the organisations answer in turn; the last has not answered.
_ANSWERS = (*(each for each in EchoAnswer if each is not EchoAnswer.NONE), "")
_TEXTS = {True: "Det gäller oss i en av våra enheter.", False: ""}


def outcomes_of(
    meetings: list[Meeting], organisations: dict[int, list[Organisation]], now: datetime
) -> Iterator[NewOutcome]:
    """Yield what the meetings gone by came to; `organisations` are those of each group."""
    past = sorted((each for each in meetings if each.ends_at < now), key=lambda row: row.starts_at)
    answers = cycle(_ANSWERS)
    for place, meeting in enumerate(each for each in past for _number in range(PER_MEETING)):
        own = organisations[meeting.body.group_id]
        asked = own[place % 7 :][:ASKED] if place % 4 == 0 else []
        kinds = [
            kind
            for kind in OUTCOMES_ALLOWED[Mandate(meeting.body.mandate)]
            if kind not in (NAMING if not asked else (OutcomeKind.DECISION,))
        ]
        yield NewOutcome(
            meeting=meeting,
            kind=kinds[place % len(kinds)],
            title_sv=f"Ärende {place}: smidigare övergångar",
            title_fi=f"Asia {place}: sujuvammat nivelvaiheet",
            text_sv="Parterna fortsätter arbetet enligt planen och återkommer.",
            text_fi="Osapuolet jatkavat työtä suunnitelman mukaan ja palaavat asiaan.",
            answer_by=meeting.day + timedelta(days=60) if asked else None,
            echoes=list(_echoes(asked, answers)),
        )


def _echoes(asked: list[Organisation], answers: Iterator[str]) -> Iterator[NewEcho]:
    for organisation, answer in zip(asked, islice(answers, len(asked)), strict=True):
        yield NewEcho(
            organisation_id=organisation.pk,
            answer=answer,
            text=_TEXTS[bool(answer)],
            lesson="Börja med en enhet." if answer == EchoAnswer.ADOPTED else "",
        )
