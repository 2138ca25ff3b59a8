"""What one organisation has promised, and what waits for it, over all groups.

The entries of the port PROMISES answer rows of `title`, `where` (the group), `source`, `url`,
`status` (tone, icon, text), `due_on` (a day or None) and `label`: a row with a label waits for
the organisation, and the label is the words of its button.
"""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.http import address
from elo_platform.lib.text import day, in_language
from elo_platform.ports import entries
from groups.models import Acknowledgement, Commitment, Echo, Party
from groups.querysets.waiting import nothing_waits

Row = dict[str, Any]

# So many pages to take home are shown, out of so many of the latest matters.
BRIEFS, BRIEFS_READ = 3, 20
# Deadlines show so far ahead.
AHEAD = timedelta(days=365)


def promised(organisation_id: int, user: User, now: datetime) -> list[Row]:
    """Return all that an organisation has promised and all that waits for it (port PROMISES)."""
    return [
        {"kind": kind} | row
        for kind, answer in entries("PROMISES").items()
        for row in answer(organisation_id, user, now)
    ]


def promised_commitments(organisation_id: int, user: User, now: datetime) -> list[Row]:
    """Return what the organisation has promised in agreements that hold."""
    rows = Commitment.objects.visible_to(user)
    kept = rows.of_organisations([organisation_id], on=helsinki_day(now))
    return [
        {
            "title": each.text,
            "where": each.agreement.group.name,
            "source": each.agreement.title,
            "url": address("groups:agreement_detail", each.agreement_id),
            "status": {"tone": "success", "icon": "circle-check", "text": gettext("In force")},
            "due_on": each.agreement.ends_on,
            "label": "",
        }
        for each in kept
    ]


def asked_to_sign(organisation_id: int, user: User, now: datetime) -> list[Row]:
    """Return the agreements that wait for the organisation's signature, for who may give it."""
    if nothing_waits(user, "agreements", now):
        return []
    rows = Party.objects.own(user).waiting().filter(organisation=organisation_id)
    return [
        {
            "title": gettext("Sign: %(agreement)s") % {"agreement": each.agreement.title},
            "where": each.agreement.group.name,
            "source": gettext("Partnership agreement"),
            "url": address("groups:agreement_detail", each.agreement_id),
            "status": _asked(),
            "due_on": each.agreement.answer_by,
            "label": gettext("Read and answer"),
        }
        for each in rows.with_agreement().order_by("agreement__answer_by", "pk")
    ]


def asked_for_echo(organisation_id: int, user: User, now: datetime) -> list[Row]:
    """Return the outcomes of which somebody still wants to know what became here."""
    if nothing_waits(user, "echoes", now):
        return []
    rows = Echo.objects.own(user).unanswered().still_open().filter(organisation=organisation_id)
    return [
        {
            "title": gettext("What became of it? %(outcome)s") % {"outcome": each.outcome.title},
            "where": each.outcome.body.group.name,
            "source": each.outcome.body.name,
            "url": address("groups:echo_answer", each.pk),
            "status": _asked(),
            "due_on": each.outcome.answer_by,
            "label": gettext("Say what became of it"),
        }
        for each in rows.with_outcome().order_by("outcome__answer_by", "pk")
    ]


def guidelines_taken_in(organisation_id: int, user: User, now: datetime) -> list[Row]:
    """Return the guidelines in force: what they mean here, or that somebody asks for it."""
    rows = Acknowledgement.objects.own(user).current().filter(organisation=organisation_id)
    rows = rows.with_guideline().with_titles()
    found = rows.order_by("answered_at", "guideline__answer_by", "pk")
    return [_taken_in(each) if each.answered_at else _to_take_in(each) for each in found]


def _taken_in(row: Acknowledgement) -> Row:
    title = in_language(row, "title")
    return {
        "title": row.meaning or title,
        "where": row.guideline.body.group.name,
        "source": gettext("Guideline: %(title)s") % {"title": title},
        "url": address("groups:guideline_detail", row.guideline_id),
        "status": {"tone": "success", "icon": "circle-check", "text": gettext("Taken in")},
        "due_on": None,
        "label": "",
    }


def _to_take_in(row: Acknowledgement) -> Row:
    title = gettext("Take in the guideline: %(title)s") % {"title": in_language(row, "title")}
    return {
        "title": title,
        "where": row.guideline.body.group.name,
        "source": row.guideline.body.name,
        "url": address("groups:guideline_acknowledge", row.pk),
        "status": _asked(),
        "due_on": row.guideline.answer_by,
        "label": gettext("Say what it means for you"),
    }


def briefs(organisation_id: int, user: User) -> list[Row]:
    """Return the latest meetings whose outcomes the organisation was asked about.

    Who answers for it may not open the meeting: its body and day name it, as on the page itself.
    """
    rows = Echo.objects.visible_to(user).filter(organisation=organisation_id)
    rows = rows.filter(outcome__correction=None)
    found = rows.with_outcome().select_related("outcome__meeting").order_by("-asked_at", "-pk")
    meetings = {echo.outcome.meeting_id: echo.outcome for echo in found[:BRIEFS_READ]}
    return [
        {
            "title": outcome.body.name,
            "on": day(outcome.meeting.day),
            "where": outcome.body.group.name,
            "url": address("groups:meeting_brief", pk, organisation_id),
        }
        for pk, outcome in list(meetings.items())[:BRIEFS]
    ]


def deadlines(seats: list[Row], rows: list[Row], today: date) -> list[Row]:
    """Return the days that come, over all groups, the nearest first; late ones before them."""
    dated = [
        (row["due_on"], row["title"], row["where"], row["url"]) for row in rows if row["due_on"]
    ]
    for seat in seats:
        if seat["until"]:
            words = {"name": seat["member"]["name"], "body": seat["body"]}
            text = gettext("The mandate of %(name)s ends: %(body)s") % words
            dated.append((seat["until"], text, seat["group"], seat["url"]))
    return [
        {
            "on": day(on),
            "is_late": on < today,
            "text": text,
            "where": where,
            "url": url,
        }
        for on, text, where, url in sorted(dated)
        if on <= today + AHEAD
    ]


def _asked() -> Row:
    return {"tone": "hjortron", "icon": "hourglass", "text": gettext("Waits for an answer")}
