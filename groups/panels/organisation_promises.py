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
from elo_platform.lib.text import day
from elo_platform.ports import entries
from groups.models import Commitment, Echo, Party

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
