"""Guidelines in words: their state, the register, what organisations say, and what waits."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, start_of_day
from elo_platform.lib.http import address
from elo_platform.lib.tables import Cell, Table
from elo_platform.lib.text import alphabetical, day, foreign, language_used, period
from groups.models import Acknowledgement, Guideline, GuidelineComment, GuidelineEdition
from groups.panels.outcomes import progress
from groups.panels.versions import compared
from groups.querysets.waiting import nothing_waits
from groups.states import GuidelineState

STATES = {
    GuidelineState.DRAFT: ("neutral", "pencil"),
    GuidelineState.COMMENTS: ("info", "message-square"),
    GuidelineState.SUBMITTED: ("hjortron", "hourglass"),
    GuidelineState.RETURNED: ("hjortron", "undo-2"),
    GuidelineState.APPROVED: ("info", "circle-check"),
    GuidelineState.PUBLISHED: ("success", "circle-check"),
    GuidelineState.REJECTED: ("neutral", "circle-slash"),
    GuidelineState.RETIRED: ("neutral", "archive"),
}
_TEXTS = ("title", "text", "basis")


def guideline_status(state: str) -> dict[str, str]:
    """Return a state as icon, colour and words."""
    tone, icon = STATES[GuidelineState(state)]
    return {"tone": tone, "icon": icon, "text": str(GuidelineState(state).label)}


def state_shown(guideline: Guideline) -> str:
    """Return the state as the reader may know it: others know of no edition being written."""
    if guideline.is_live or guideline.state == GuidelineState.RETIRED:
        return guideline.state
    return GuidelineState.PUBLISHED


def text_shown(
    guideline: Guideline, editions: Mapping[int, GuidelineEdition]
) -> Guideline | GuidelineEdition:
    """Return what the reader reads: the text as it stands, or the edition that is published."""
    return guideline if guideline.is_live else editions[guideline.pk]


def reference(guideline: Guideline) -> str:
    """Return the number in the register; empty before the first approval."""
    return f"{guideline.number}/{guideline.year}" if guideline.number else ""


def register_rows(
    guidelines: Iterable[Guideline],
    editions: Mapping[int, GuidelineEdition],
    *,
    shows_progress: bool,
) -> list[dict[str, Any]]:
    """Return the lines of a register; those read `marked_live` and `with_progress`."""
    rows = []
    for each in guidelines:
        said = text_shown(each, editions)
        language, title = language_used(said, "title")
        asked = each.asked if shows_progress else 0
        state = state_shown(each)
        rows.append(
            {
                "url": f"/guidelines/{each.pk}/",
                "reference": reference(each),
                "title": title,
                "language": foreign(language),
                "group": each.group.name,
                "state": state,
                "year": each.year or each.made_at.year,
                "period": period(said.starts_on, said.ends_on) if said.starts_on else "",
                "starts_on": said.starts_on,
                "ends_on": said.ends_on,
                "edition": each.edition if each.is_live else said.number,
                "asked": asked,
                "answered": each.answered if asked else 0,
                "progress": progress(each.answered, asked) if asked else "",
                "percent": 100 * each.answered // asked if asked else 0,
                **guideline_status(state),
            }
        )
    return rows


def register_table(rows: Iterable[Mapping[str, Any]]) -> Table:
    """Return the lines of a register as a list that leaves."""
    headers = [
        *(gettext("Number"), gettext("Guideline"), gettext("ELO group"), gettext("State")),
        *(gettext("In force from"), gettext("In force until"), gettext("Edition")),
        *(gettext("Asked"), gettext("Taken in")),
    ]
    cells: list[list[Cell]] = [
        [
            *(row["reference"], row["title"], row["group"], row["text"]),
            *(row["starts_on"], row["ends_on"], row["edition"] or None),
            *(row["asked"] or None, row["answered"] if row["asked"] else None),
        ]
        for row in rows
    ]
    return Table("elo-guidelines", gettext("Guidelines"), headers, cells)


def wordings(said: Guideline | GuidelineEdition) -> list[dict[str, str]]:
    """Return title, text and basis in each language, the reader's first."""
    # Read in English, a draft without a text is written in neither.
    codes = ("sv", "fi") if language_used(said, "text")[0] == "sv" else ("fi", "sv")
    return [
        {"language": code, "name": str(settings.LANGUAGE_NAMES[code])}
        | {name: getattr(said, f"{name}_{code}") for name in _TEXTS}
        for code in codes
        if getattr(said, f"text_{code}") or getattr(said, f"basis_{code}")
    ]


def edition_changes(before: GuidelineEdition, after: GuidelineEdition) -> list[dict[str, Any]]:
    """Return what differs between two editions, word by word, field by field."""
    found = []
    for field in GuidelineEdition._meta.concrete_fields:
        if field.name.endswith(("_sv", "_fi")):
            was, became = getattr(before, field.name), getattr(after, field.name)
        elif field.name in {"starts_on", "ends_on"}:
            was, became = (_dated(getattr(each, field.name)) for each in (before, after))
        else:
            continue
        if was != became:
            found.append({"label": str(field.verbose_name), **compared(was, became)})
    return found


def _dated(on: date | None) -> str:
    return day(on) if on else ""


def comment_rows(
    comments: Iterable[GuidelineComment], version: int, *, may_reply: bool
) -> list[dict[str, Any]]:
    """Return the comments in order, each with its reply, and whether the text has changed since."""
    return [
        {
            "text": each.text,
            "language": foreign(each.language),
            "by": each.by.name,
            "organisation": each.organisation.name if each.organisation else "",
            "day": day(helsinki_day(each.at)),
            "is_older": each.version < version,
            "reply": each.reply,
            "replied_by": each.replied_by.name if each.replied_by else "",
            "reply_url": address("groups:guideline_reply", each.pk)
            if may_reply and not each.reply
            else "",
        }
        for each in comments
    ]


def answer_rows(
    rows: Iterable[Acknowledgement], *, own: set[int], manages: bool, today: date
) -> list[dict[str, Any]]:
    """Return the table of organisations: those who are silent first, then by name."""
    found = []
    for each in rows:
        is_silent = each.answered_at is None
        is_own = each.organisation_id in own
        on_behalf = each.answered_by.name if each.is_on_behalf and each.answered_by else ""
        found.append(
            {
                "pk": each.pk,
                "name": each.organisation.name,
                "page": address("groups:organisation_detail", each.organisation_id),
                "is_own": is_own,
                "is_silent": is_silent,
                "meaning": each.meaning,
                "language": foreign(each.language),
                "on": "" if is_silent else day(helsinki_day(each.answered_at)),
                "on_behalf": on_behalf,
                "url": address("groups:guideline_acknowledge", each.pk)
                if is_own or manages
                else "",
                **_answered(each, today),
            }
        )
    return sorted(found, key=lambda row: (not row["is_silent"], alphabetical(row["name"])))


def _answered(row: Acknowledgement, today: date) -> dict[str, str]:
    if row.answered_at:
        return {"tone": "success", "icon": "circle-check", "text": gettext("Taken in")}
    wanted = row.guideline.answer_by
    if wanted and wanted < today:
        text = gettext("No answer yet, late")
        return {"tone": "danger", "icon": "triangle-alert", "text": text}
    return {"tone": "hjortron", "icon": "hourglass", "text": gettext("No answer yet")}


def due_guidelines(user: User, now: datetime) -> list[dict[str, object]]:
    """Return the guidelines that organisations of `user` take in, and those `user` settles."""
    return _waiting_to_take_in(user, now) + [_to_settle(each) for each in _unsettled(user, now)]


def _unsettled(user: User, now: datetime) -> Iterable[Guideline]:
    if nothing_waits(user, "settling", now):
        return ()
    rows = Guideline.objects.visible_to(user).awaiting(user)
    return rows.select_related("body").order_by("submitted_at", "pk")


def _to_settle(guideline: Guideline) -> dict[str, object]:
    return {
        "icon": "gavel",
        "title": gettext("Waits for the leading group: %(title)s") % {"title": guideline.title},
        "why": guideline.body.name,
        "url": address("groups:guideline_approvals", guideline.group_id),
        "label": gettext("Approve, return or reject"),
    }


def _waiting_to_take_in(user: User, now: datetime) -> list[dict[str, object]]:
    if nothing_waits(user, "guidelines", now):
        return []
    own = Acknowledgement.objects.own(user).unanswered().with_guideline()
    rows = list(own.order_by("guideline__answer_by", "pk"))
    editions = GuidelineEdition.objects.visible_to(user).published()
    texts = {
        each.guideline_id: each
        for each in editions.filter(guideline__in={row.guideline_id for row in rows})
    }
    return [_to_take_in(row, texts[row.guideline_id]) for row in rows if row.guideline_id in texts]


def _to_take_in(row: Acknowledgement, said: GuidelineEdition) -> dict[str, object]:
    wanted = row.guideline.answer_by
    words = {
        "organisation": row.organisation.name,
        "body": row.guideline.body.name,
        "day": day(wanted),
    }
    return {
        "icon": "file-text",
        "title": gettext("Take in the guideline: %(title)s") % {"title": said.title},
        "why": gettext("%(organisation)s is asked by %(body)s. Answer by %(day)s.") % words,
        "due_at": wanted and start_of_day(wanted + timedelta(days=1)),
        "url": address("groups:guideline_acknowledge", row.pk),
        "label": gettext("Say what it means for you"),
    }
