"""What minutes say, as plain values: the page, the PDF and the kept revision are made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps

from elo_platform.lib.text import alphabetical

if TYPE_CHECKING:
    from groups.models import Attendance, Minutes, MinutesPart, Outcome

Content = dict[str, Any]
BOTH = ("sv", "fi")


def content_of(minutes: Minutes) -> Content:
    """Return the minutes as they stand: parts with their outcomes, who was there, who checked.

    `minutes` comes with its meeting and body; four queries.
    """
    meeting = minutes.meeting
    outcomes: dict[int | None, list[Content]] = {}
    found = apps.get_model("groups", "Outcome").objects.filter(meeting=meeting)
    for outcome in found.select_related("decided_by").order_by("pk"):
        outcomes.setdefault(outcome.item_id, []).append(_outcome(outcome))
    parts = [_part(part, outcomes) for part in minutes.parts.all()]
    minuted = {part["item"] for part in parts if part["item"]}
    rows = meeting.attendances.with_people()
    present = sorted((_person(row) for row in rows), key=lambda row: alphabetical(row["name"]))
    checkers = minutes.checkers.select_related("user").order_by("pk")
    return {
        **_texts(meeting, "title"),
        **_texts(meeting.body, "name", "body"),
        "day": meeting.day.isoformat(),
        "begins": f"{meeting.begins:%H.%M}",
        "ends": f"{meeting.ends:%H.%M}",
        "place": meeting.place,
        "parts": parts,
        "outcomes": [
            each for item, rows in outcomes.items() if item not in minuted for each in rows
        ],
        "present": present,
        "presence_version": meeting.presence_version,
        "checkers": [
            {
                "name": each.user.name,
                "answer": each.answer,
                "is_current": each.seen_version == minutes.version,
            }
            for each in checkers
        ],
    }


def seen_in(content: Content) -> dict[str, int]:
    """Return the version of each piece of what was read: parts, presence and outcomes."""
    outcomes = len(content["outcomes"]) + sum(len(part["outcomes"]) for part in content["parts"])
    parts = {f"part-{part['id']}": part["version"] for part in content["parts"]}
    return parts | {"presence": content["presence_version"], "outcomes": outcomes}


def left_open(content: Content) -> dict[str, list[Content]]:
    """Return what is not settled: checkers by what they say, and the parts that say nothing.

    `objecting` are those who ask for changes in what stands now.
    """
    found: dict[str, list[Content]] = {"objecting": [], "before": [], "silent": []}
    for each in content["checkers"]:
        if each["answer"] == "none":
            found["silent"].append(each)
        elif not each["is_current"]:
            found["before"].append(each)
        elif each["answer"] == "changes":
            found["objecting"].append(each)
    return found | {"empty": [part for part in content["parts"] if says_nothing(part)]}


def says_nothing(part: Content) -> bool:
    """Tell whether a part of minutes has neither a text nor an outcome."""
    return not (part["text_sv"] or part["text_fi"] or part["outcomes"])


def _part(part: MinutesPart, outcomes: dict[int | None, list[Content]]) -> Content:
    return {
        "id": part.pk,
        "item": part.item_id,
        "version": part.version,
        **_texts(part, "heading"),
        **_texts(part, "text"),
        "outcomes": outcomes.get(part.item_id, []) if part.item_id else [],
    }


def _outcome(outcome: Outcome) -> Content:
    decider = outcome.decided_by
    return {
        "id": outcome.pk,
        "reference": outcome.reference,
        "kind": outcome.kind,
        "decider_sv": decider.name_sv if decider else "",
        "decider_fi": decider.name_fi if decider else "",
        **_texts(outcome, "title"),
        **_texts(outcome, "text"),
    }


def _person(row: Attendance) -> Content:
    place = row.place_of
    return {
        "name": row.name,
        "organisation_sv": place.name_sv if place else "",
        "organisation_fi": place.name_fi if place else "",
        "presence": row.presence,
        "stand_in": row.stand_in,
        "is_guest": row.is_guest,
    }


def _texts(row: Any, field: str, name: str = "") -> Content:
    return {f"{name or field}_{code}": getattr(row, f"{field}_{code}") for code in BOTH}
