"""The record of Ostrobothnia's past meetings: who was there, minutes approved and in review."""

from datetime import timedelta

from elo_platform.accounts.models import User
from groups.demo.deep import DeepGroup
from groups.demo.stage import Stage
from groups.models import Meeting, Minutes
from groups.querysets.minutes import possible_checkers
from groups.services.minutes import begin_minutes, change_part
from groups.services.minutes_steps import (
    answer_check,
    approve_minutes,
    reopen_minutes,
    send_minutes,
)
from groups.services.presence import PresenceLine, add_walk_in, enter_presence
from groups.states import Answer, Presence

TEXT = (
    "Ordföranden presenterade ärendet. Gruppen diskuterade det och kom överens om hur det förs "
    "vidare i de egna organisationerna.",
    "Puheenjohtaja esitteli asian. Ryhmä keskusteli siitä ja sopi, miten se viedään eteenpäin "
    "omissa organisaatioissa.",
)
OPENED = (
    "Ordföranden öppnade mötet och hälsade alla välkomna.",
    "Puheenjohtaja avasi kokouksen ja toivotti kaikki tervetulleiksi.",
)
CLOSED = ("Ordföranden avslutade mötet.", "Puheenjohtaja päätti kokouksen.")
CORRECTED = (
    "Ordföranden avslutade mötet kl. 15.05 och tackade alla.",
    "Puheenjohtaja päätti kokouksen klo 15.05 ja kiitti kaikkia.",
)
# So long after the meeting its minutes were opened again.
AGAIN = timedelta(days=20)
WAS_THERE = {
    Answer.YES: Presence.PRESENT,
    Answer.DEPUTY: Presence.DEPUTY,
    Answer.NO: Presence.ABSENT,
    Answer.NONE: Presence.ABSENT,
}


def keep_minutes(stage: Stage, deep: DeepGroup, coordinator: User) -> None:
    """Keep the record of the leading group: one approved twice, and the last one in review."""
    held = Meeting.objects.filter(
        body=deep.bodies["leading"], state="called", ends_at__lt=stage.now
    )
    *_older, before, last = held.order_by("starts_at")
    _present(before, coordinator)
    _present(last, coordinator)
    minutes = _written(before, coordinator)
    _sent(minutes, coordinator, checked=True)
    _approve(minutes, coordinator)
    later = {"by": coordinator, "now": minutes.meeting.ends_at + AGAIN}
    reason = "Klockslaget när mötet slutade var fel. Kokouksen päättymisaika oli väärä."
    reopen_minutes(minutes_id=minutes.pk, reason=reason, **later)
    _write(minutes, [CORRECTED], coordinator, from_end=True)
    _sent(minutes, coordinator, checked=True, after=AGAIN)
    _approve(minutes, coordinator, after=AGAIN)
    _sent(_written(last, coordinator), coordinator, checked=False)


def _present(meeting: Meeting, coordinator: User) -> None:
    """Enter who was there by the answers: every fifth online, and one guest on the spot."""
    lines = []
    for place, row in enumerate(meeting.attendances.order_by("pk")):
        presence = WAS_THERE[Answer(row.answer)]
        if presence == Presence.PRESENT and place % 5 == 4:
            presence = Presence.REMOTE
        lines.append(PresenceLine(row.pk, presence))
    given = {"meeting_id": meeting.pk, "by": coordinator, "now": meeting.ends_at}
    enter_presence(version=0, lines=lines, **given)
    add_walk_in(name="Ilmari Ranta", organisation_id=None, presence=Presence.PRESENT, **given)


def _written(meeting: Meeting, coordinator: User) -> Minutes:
    at = meeting.ends_at + timedelta(hours=1)
    minutes = begin_minutes(meeting_id=meeting.pk, by=coordinator, now=at)
    count = minutes.parts.count()
    _write(minutes, [OPENED, *[TEXT] * (count - 2), CLOSED], coordinator)
    return minutes


def _write(
    minutes: Minutes, texts: list[tuple[str, str]], coordinator: User, *, from_end: bool = False
) -> None:
    parts = list(minutes.parts.all())
    for part, (sv, fi) in zip(parts[-len(texts) :] if from_end else parts, texts, strict=True):
        change_part(
            part_id=part.pk,
            version=part.version,
            heading_sv=part.heading_sv,
            heading_fi=part.heading_fi,
            text_sv=sv,
            text_fi=fi,
            by=coordinator,
            now=minutes.meeting.ends_at + timedelta(days=1),
        )


def _sent(
    minutes: Minutes, coordinator: User, *, checked: bool, after: timedelta = timedelta(0)
) -> None:
    """Name the first two of those who were called and read here; let them answer."""
    at = minutes.meeting.ends_at + timedelta(days=2) + after
    ids = [person.pk for person in possible_checkers(minutes.meeting)[:2]]
    send_minutes(minutes_id=minutes.pk, checker_ids=ids, by=coordinator, now=at)
    minutes.refresh_from_db()
    answering = minutes.checkers.select_related("user").order_by("pk")
    for checker in answering if checked else answering[:1]:
        answer_check(
            checker_id=checker.pk,
            version=minutes.version,
            answer="approved",
            note="",
            by=checker.user,
            now=at + timedelta(days=1),
        )


def _approve(minutes: Minutes, coordinator: User, *, after: timedelta = timedelta(0)) -> None:
    minutes.refresh_from_db()
    at = minutes.meeting.ends_at + timedelta(days=9) + after
    given = {"version": minutes.version, "despite_open": True}
    approve_minutes(minutes_id=minutes.pk, **given, by=coordinator, now=at)
    minutes.refresh_from_db()
