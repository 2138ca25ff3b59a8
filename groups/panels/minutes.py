"""The minutes of a meeting in the reader's words: page, document, changes."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext, ngettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.text import alphabetical, day, foreign, from_columns
from groups.models import MinutesChecker
from groups.panels.outcomes import kind_status
from groups.panels.versions import compared
from groups.querysets.minutes_content import Content, left_open, says_nothing, seen_in
from groups.querysets.waiting import nothing_waits
from groups.states import CheckAnswer, Presence

Row = dict[str, Any]
PRESENCE = {
    Presence.UNKNOWN: ("neutral", "circle-dashed"),
    Presence.PRESENT: ("success", "circle-check"),
    Presence.REMOTE: ("success", "monitor"),
    Presence.DEPUTY: ("info", "users"),
    Presence.ABSENT: ("neutral", "circle-slash"),
}
CHECKS = {
    CheckAnswer.NONE: ("hjortron", "hourglass"),
    CheckAnswer.APPROVED: ("success", "circle-check"),
    CheckAnswer.CHANGES: ("hjortron", "triangle-alert"),
}
CAME = {Presence.PRESENT, Presence.REMOTE, Presence.DEPUTY}
# Who was named to check minutes is expected to answer so soon.
CHECK_WITHIN = timedelta(days=7)


def presence_status(presence: str, stand_in: str = "") -> Row:
    """Return who was there as icon, colour and words; of a deputy with the name."""
    tone, icon = PRESENCE[Presence(presence)]
    text = str(Presence(presence).label)
    if stand_in:
        text = gettext("%(name)s as deputy") % {"name": stand_in}
    return {"tone": tone, "icon": icon, "text": text}


def part_rows(content: Content, shown: Collection[int], *, is_final: bool = False) -> list[Row]:
    """Return the parts of minutes; `shown` are the ids of the outcomes that the reader sees."""
    return [
        {
            "id": part["id"],
            "number": number,
            "heading": from_columns(part, "heading"),
            "language": _language_of(part, "text"),
            "text": from_columns(part, "text"),
            "outcomes": outcome_rows(part["outcomes"], shown),
        }
        for number, part in _numbered(content, is_final=is_final)
    ]


def _numbered(content: Content, *, is_final: bool) -> Iterable[tuple[int, Content]]:
    """Return the parts with their running numbers; what is approved leaves out the empty ones."""
    parts = content["parts"]
    return enumerate((part for part in parts if not (is_final and says_nothing(part))), start=1)


def outcome_rows(outcomes: Iterable[Content], shown: Collection[int]) -> list[Row]:
    """Return outcomes as minutes quote them, as far as they are among `shown`."""
    return [
        {
            "url": address("groups:outcome_detail", each["id"]),
            "reference": each["reference"],
            "title": from_columns(each, "title"),
            "wording": from_columns(each, "text"),
            **kind_status(each["kind"], from_columns(each, "decider")),
        }
        for each in outcomes
        if each["id"] in shown
    ]


def outcome_ids(content: Content) -> set[int]:
    """Return the ids of all outcomes that minutes quote."""
    inside = [each for part in content["parts"] for each in part["outcomes"]]
    return {each["id"] for each in [*content["outcomes"], *inside]}


def people_rows(content: Content) -> list[Row]:
    """Return who was called or came, those who were there first."""
    rows = [
        {
            "name": each["name"],
            "organisation": from_columns(each, "organisation"),
            "came": each["presence"] in CAME,
            **presence_status(each["presence"], each["stand_in"]),
        }
        for each in content["present"]
    ]
    return sorted(rows, key=lambda row: not row["came"])


def by_organisation(content: Content) -> list[Row]:
    """Return for each organisation how many of those called for it were there, by name."""
    found: dict[str, list[bool]] = {}
    for each in content["present"]:
        if name := from_columns(each, "organisation"):
            found.setdefault(name, []).append(each["presence"] in CAME)
    return [
        {"name": name, "came": sum(found[name]), "of": len(found[name])}
        for name in sorted(found, key=alphabetical)
    ]


def presence_figures(content: Content) -> Row:
    """Return how many were there, of how many organisations; whether anything was entered."""
    entered = [each for each in content["present"] if each["presence"]]
    organisations = by_organisation(content)
    return {
        "is_entered": bool(entered),
        "came": sum(each["presence"] in CAME for each in entered),
        "organisations": sum(bool(row["came"]) for row in organisations),
    }


def checker_rows(checkers: Iterable[MinutesChecker], version: int) -> list[Row]:
    """Return who was named to check minutes, and what they say of which version."""
    return [
        {
            "name": each.user.name,
            "note": each.note,
            "is_older": each.answered_at is not None and each.seen_version != version,
            **_check_status(each.answer),
        }
        for each in checkers
    ]


def open_points(content: Content) -> Row:
    """Return what is open before minutes are approved, in words, and what is to be done of it."""
    left = left_open(content)
    unsettled = len(left["objecting"]) + len(left["before"]) + len(left["silent"])
    words = []
    if unsettled:
        text = ngettext(
            "%(number)s checker has not approved what stands here now.",
            "%(number)s checkers have not approved what stands here now.",
            unsettled,
        )
        words.append(text % {"number": unsettled})
    if left["empty"]:
        headings = ", ".join(from_columns(part, "heading") for part in left["empty"])
        text = gettext("Empty, and left out of the approved minutes: %(headings)s.")
        words.append(text % {"headings": headings})
    return {
        "words": words,
        "objecting": left["objecting"],
        "unsettled": unsettled,
        # Who has answered is not left waiting; the others have been asked already.
        "ask_first": bool(left["objecting"] or left["before"]),
    }


def _check_status(answer: str) -> Row:
    tone, icon = CHECKS[CheckAnswer(answer)]
    return {"tone": tone, "icon": icon, "text": str(CheckAnswer(answer).label)}


def changed_since(seen: Mapping[str, int], content: Content) -> list[str]:
    """Return what of the minutes has changed since they were read, in words."""
    headings = {f"part-{part['id']}": from_columns(part, "heading") for part in content["parts"]}
    names = headings | {
        "presence": gettext("Who was present"),
        "outcomes": gettext("The outcomes that were recorded"),
    }
    stands = seen_in(content)
    return [name for key, name in names.items() if seen.get(key) != stands[key]]


def changes_between(before: Content | None, after: Content) -> list[Row]:
    """Return the parts of a revision, each beside what the revision before it said."""
    old = {part["id"]: part for part in before["parts"]} if before else {}
    rows = []
    for part in after["parts"]:
        was, became = _whole(old.get(part["id"])), _whole(part)
        rows.append(
            {
                "label": from_columns(part, "heading"),
                "is_changed": bool(before) and was != became,
                **compared(was if before else became, became),
            }
        )
    return rows


def document_of(content: Content, revision: Row, shown: Collection[int], *, names: bool) -> Row:
    """Return minutes as `document.typ` takes them, in the active language.

    `revision` says what they are: {number, approved_on, approved_by}, number 0 while they are
    no revision; `names` whether the reader may know who was there.
    """
    on = day(date.fromisoformat(content["day"]))
    lead = [
        from_columns(content, "body"),
        f"{on} {content['begins']}–{content['ends']}",
        content["place"],
    ]
    numbered = _numbered(content, is_final=bool(revision["number"]))
    parts = [_section(number, part, shown) for number, part in numbered]
    others = outcome_rows(content["outcomes"], shown)
    if others:
        blocks = [block for each in others for block in _outcome_blocks(each)]
        parts.append({"title": gettext("Other outcomes"), "blocks": blocks})
    return {
        "title": f"{gettext('Minutes of the meeting')}: {from_columns(content, 'title')}",
        "lead": ", ".join(filter(None, lead)),
        "foot": _foot(revision),
        "sections": [_people_section(content, names=names), *parts],
    }


def _foot(revision: Row) -> str:
    if not revision["number"]:
        return gettext("Not approved yet")
    return gettext("Approved %(day)s, revision %(number)s") % {
        "day": day(revision["approved_on"]),
        "number": revision["number"],
    }


def _people_section(content: Content, *, names: bool) -> Row:
    title = gettext("Presence")
    if names:
        head = [gettext("Name"), gettext("Organisation"), gettext("Presence")]
        rows = [[row["name"], row["organisation"], row["text"]] for row in people_rows(content)]
    else:
        head = [gettext("Organisation"), gettext("Present")]
        rows = [[row["name"], str(row["came"])] for row in by_organisation(content)]
    blocks = [{"kind": "table", "head": head, "rows": rows}] if rows else []
    return {"title": title, "blocks": blocks or [{"kind": "text", "text": "–"}]}


def _section(number: int, part: Content, shown: Collection[int]) -> Row:
    language = _language_of(part, "text")
    text: Row = {"kind": "text", "text": from_columns(part, "text") or "–"}
    if language:
        text["lang"] = language
    outcomes = [
        block for each in outcome_rows(part["outcomes"], shown) for block in _outcome_blocks(each)
    ]
    title = f"{number}. {from_columns(part, 'heading')}"
    return {"title": title, "blocks": [text, *outcomes]}


def _outcome_blocks(row: Row) -> list[Row]:
    title = f"{row['text']} {row['reference']}: {row['title']}"
    return [{"kind": "heading", "text": title}, {"kind": "text", "text": row["wording"] or "–"}]


def due_minutes(user: User, now: datetime) -> list[Row]:
    """Return the minutes that `user` was named to check and has not answered, oldest first."""
    if nothing_waits(user, "checks", now):
        return []
    waiting = MinutesChecker.objects.visible_to(user).waiting().filter(user=user)
    rows = waiting.select_related("minutes__meeting__body").order_by("asked_at", "pk")
    return [
        {
            "title": gettext("Check the minutes: %(meeting)s")
            % {"meeting": row.minutes.meeting.title},
            "why": f"{row.minutes.meeting.body.name}, {row.minutes.meeting.when}",
            "due_at": (row.asked_at or now) + CHECK_WITHIN,
            "url": address("groups:minutes_detail", row.minutes.meeting_id),
            "label": gettext("Read and check"),
        }
        for row in rows
    ]


def _whole(part: Content | None) -> str:
    """Return both languages of a part as one text, so that no change of either is missed."""
    texts = [part[f"text_{code}"] for code in ("sv", "fi")] if part else []
    return "\n\n".join(filter(None, texts))


def _language_of(row: Mapping[str, Any], field: str) -> str:
    """Return the language of a text where it is not the reader's, so that a page can mark it."""
    text = from_columns(row, field)
    found = next((code for code in ("sv", "fi") if text and row[f"{field}_{code}"] == text), "")
    return foreign(found)
