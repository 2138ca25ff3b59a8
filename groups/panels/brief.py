"""What a meeting agreed and what it means for one organisation: half a page to take home.

A document as `templates/pdf/document.typ` takes it, the same on the page and on paper.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.text import current_language, day, language_used
from groups.kinds import OutcomeKind, outcome_words
from groups.models import Echo, Meeting, Organisation, Outcome
from groups.panels.outcomes import echo_status, trial_words
from groups.panels.welcome import whom_to_ask
from groups.states import EchoAnswer

Block = dict[str, Any]
EARLIER = 5


def brief(
    meeting: Meeting, organisation: Organisation, reader: User, now: datetime
) -> dict[str, Any]:
    """Return what `meeting` came to, cut to `organisation`, as far as `reader` may see it."""
    echoes = list(asked_in(meeting.pk, organisation.pk, reader))
    agreed = list(
        Outcome.objects.visible_to(reader)
        .filter(meeting=meeting, correction=None)
        .select_related("decided_by")
        .order_by("number")
    )
    asked = {echo.outcome_id for echo in echoes}
    others = [outcome for outcome in agreed if outcome.pk not in asked]
    sections = (
        (gettext("What is asked of us"), [b for echo in echoes for b in _asked(echo, now)]),
        (gettext("What else the meeting came to"), _others(others)),
        (gettext("Who promised what"), _promises(agreed, reader)),
        (gettext("Dates"), _dates(echoes, meeting, reader, now)),
        (gettext("What we answered before"), _earlier(meeting, organisation, reader, now)),
        (gettext("Whom to ask"), whom_to_ask(meeting.body.group, reader)),
    )
    words = {"body": meeting.body.name, "day": day(meeting.day), "name": organisation.name}
    return {
        "title": gettext("What was agreed and what it means for us"),
        "lead": gettext("%(name)s. From %(body)s, %(day)s.") % words,
        "foot": f"{meeting.body.group.name} – {organisation.name}",
        "sections": [{"title": title, "blocks": blocks} for title, blocks in sections if blocks],
    }


def asked_in(meeting_id: int, organisation_id: int, reader: User) -> Any:
    """Return what an organisation was asked about the outcomes of a meeting, for `reader`.

    What has been corrected nobody takes home.
    """
    rows = Echo.objects.visible_to(reader).with_outcome().select_related("outcome__decided_by")
    rows = rows.filter(outcome__meeting=meeting_id, organisation=organisation_id)
    rows = rows.filter(outcome__correction=None)
    return rows.order_by("outcome__number")


def _asked(echo: Echo, now: datetime) -> list[Block]:
    outcome = echo.outcome
    _code, title = language_used(outcome, "title")
    language, text = language_used(outcome, "text")
    marked = {} if language == current_language() else {"lang": language}
    facts = [
        (gettext("Type"), _kind(outcome)),
        (gettext("Number"), outcome.reference),
        (gettext("Answers wanted by"), day(outcome.answer_by) if outcome.answer_by else ""),
        (gettext("Our answer"), _answer(echo, now)),
    ]
    return [
        {"kind": "heading", "text": title},
        *([{"kind": "text", "text": text, **marked}] if text else []),
        {"kind": "terms", "items": [fact for fact in facts if fact[1]]},
    ]


def _answer(echo: Echo, now: datetime) -> str:
    said = [echo_status(echo, helsinki_day(now))["text"], echo.text, trial_words(echo)]
    return " – ".join(each for each in said if each)


def _kind(outcome: Outcome) -> str:
    return outcome_words(outcome.kind, outcome.decided_by.name if outcome.decided_by else "")


def _others(outcomes: list[Outcome]) -> list[Block]:
    items = [f"{each.title} ({_kind(each)}, {each.reference})" for each in outcomes]
    return [{"kind": "list", "items": items}] if items else []


def _promises(outcomes: list[Outcome], reader: User) -> list[Block]:
    """Return the parties of agreements and who decided, each with what it is about."""
    agreed = {each.pk: each for each in outcomes if each.kind == OutcomeKind.AGREEMENT}
    parties = Echo.objects.visible_to(reader).filter(outcome__in=agreed) if agreed else []
    names: dict[int, list[str]] = {pk: [] for pk in agreed}
    for echo in parties and parties.select_related("organisation"):
        names[echo.outcome_id].append(echo.organisation.name)
    rows = [[agreed[pk].title, ", ".join(sorted(who))] for pk, who in names.items() if who]
    rows += [[each.title, each.decided_by.name] for each in outcomes if each.decided_by]
    head = [gettext("What"), gettext("Who")]
    return [{"kind": "table", "head": head, "rows": rows}] if rows else []


def _dates(echoes: list[Echo], meeting: Meeting, reader: User, now: datetime) -> list[Block]:
    wanted = sorted({echo.outcome.answer_by for echo in echoes if echo.outcome.answer_by})
    items = [gettext("%(day)s: answers are wanted") % {"day": day(each)} for each in wanted]
    coming = Meeting.objects.visible_to(reader).filter(body=meeting.body_id).upcoming(now)
    if following := coming.first():
        items.append(f"{day(following.day)}: {following.title}")
    return [{"kind": "list", "items": items}] if items else []


def _earlier(
    meeting: Meeting, organisation: Organisation, reader: User, now: datetime
) -> list[Block]:
    """Return what the organisation answered to earlier outcomes of the body."""
    rows = Echo.objects.visible_to(reader).exclude(answer=EchoAnswer.NONE)
    rows = rows.filter(organisation=organisation, outcome__body=meeting.body_id)
    rows = rows.exclude(outcome__meeting=meeting).filter(outcome__decided_on__lte=meeting.day)
    found = rows.select_related("outcome").order_by("-outcome__decided_on", "-pk")[:EARLIER]
    head = [gettext("Outcome"), gettext("Answer"), gettext("What we learned")]
    cells = [[each.outcome.title, _answer(each, now), each.lesson or "–"] for each in found]
    return [{"kind": "table", "head": head, "rows": cells}] if cells else []
