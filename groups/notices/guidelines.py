"""What mails and the inbox say of guidelines: to comment on, settled, to take in."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import start_of_day, wall_to_utc
from elo_platform.lib.http import absolute
from elo_platform.lib.text import foreign, in_language, language_used, other_language
from elo_platform.notifications.acts import act_url
from elo_platform.notifications.readers import Reader
from groups.models import Acknowledgement, Guideline, GuidelineComment, GuidelineEdition
from groups.policies.guidelines import can_comment
from groups.querysets.outcomes import DAYS_AFTER
from groups.states import GuidelineState

Values = dict[str, Any]
_LAST_MINUTE = time(23, 59)
# As much of the text as a mail shows.
SHOWN = 600
# In which state what was told still holds.
_HOLDS = {
    "submitted": {GuidelineState.SUBMITTED},
    "returned": {GuidelineState.RETURNED},
    "rejected": {GuidelineState.REJECTED},
    "approved": {GuidelineState.APPROVED, GuidelineState.PUBLISHED},
}


def comments(params: Values, reader: Reader) -> Values | None:
    """Return a draft that `reader` may comment on today; else None."""
    if not isinstance(reader, User):
        return None
    rows = Guideline.objects.visible_to(reader).open_for_comments().select_related("body__group")
    row = rows.filter(pk=params["guideline"]).first()
    until = row.comments_by if row else None
    if row is None or until is None or not can_comment(reader, row, until):
        return None
    ends_at = start_of_day(until + timedelta(days=1))
    url = act_url(kind="guideline_comment", object_id=row.pk, subject=reader.pk, expires_at=ends_at)
    return {
        **_named(row, row),
        **_quoted(row),
        "until": until,
        "acts": [{"label": gettext("Write a comment"), "url": url}],
        "acts_intro": gettext("The page behind the button needs no sign-in:"),
        "acts_until": wall_to_utc(day=until, at=_LAST_MINUTE),
        "url": _page(row.pk),
        "url_label": gettext("See what others say"),
        "why": gettext("You get this message because you take part in %(group)s.")
        % {"group": row.body.group.name},
    }


def listed_comments(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of the drafts that `reader` was asked to comment on."""
    return _listed(params, reader, lambda row, _each: {"until": row.comments_by})


def step(params: Values, reader: Reader) -> Values | None:
    """Return what became of a guideline; None where it no longer holds."""
    return listed_steps([params], reader)[0] if isinstance(reader, User) else None


def listed_steps(params: list[Values], reader: User) -> list[Values | None]:
    """Return the values of many steps: one read of guidelines, one of comments."""
    wanted = {each["comment"] for each in params if "comment" in each}
    said = GuidelineComment.objects.visible_to(reader).in_bulk(wanted) if wanted else {}
    return _listed(params, reader, lambda row, each: _step(row, each, said))


def asked(params: Values, reader: Reader) -> Values | None:
    """Return a published guideline that an organisation of `reader` has not taken in; else None."""
    if not isinstance(reader, User):
        return None
    rows = Acknowledgement.objects.editable_by(reader).unanswered()
    row = rows.filter(pk=params["acknowledgement"]).first()
    if row is None or row.guideline.answer_by is None:
        return None
    return _asked(row, row.guideline.answer_by, params, reader)


def listed_asked(params: list[Values], reader: User) -> list[Values | None]:
    """Return title and page of the guidelines that organisations of `reader` are asked about."""
    rows = Acknowledgement.objects.editable_by(reader).current()
    found = {
        row.pk: row for row in rows.filter(pk__in={each["acknowledgement"] for each in params})
    }
    editions = GuidelineEdition.objects.visible_to(reader).published()
    texts = {
        each.guideline_id: each
        for each in editions.filter(guideline__in={row.guideline_id for row in found.values()})
    }
    answer: list[Values | None] = []
    for each in params:
        row = found.get(each["acknowledgement"])
        text = texts.get(row.guideline_id) if row else None
        answer.append(_to_take_in(row, text, each) if row and text else None)
    return answer


def _listed(
    params: list[Values], reader: User, more: Callable[[Guideline, Values], Values | None]
) -> list[Values | None]:
    rows = Guideline.objects.visible_to(reader).marked_live(reader).filter(is_live=True)
    rows = rows.select_related("body__group")
    found = {row.pk: row for row in rows.filter(pk__in={each["guideline"] for each in params})}
    answer: list[Values | None] = []
    for each in params:
        row = found.get(each["guideline"])
        extra = more(row, each) if row else None
        answer.append(None if row is None or extra is None else _named(row, row) | extra)
    return answer


def _step(row: Guideline, params: Values, said: dict[int, GuidelineComment]) -> Values | None:
    name = params["step"]
    comment = said.get(params.get("comment", 0))
    if row.state not in _HOLDS.get(name, set(GuidelineState)) or (
        name == "replied" and comment is None
    ):
        return None
    is_guided = name in {"returned", "rejected"}
    return {
        "step": name,
        "quote": comment.reply if comment else row.guidance if is_guided else "",
        "url_label": gettext("Open the guideline"),
        "why": gettext("You get this message because you write, comment on or settle it."),
    }


def _named(row: Guideline, text: Guideline | GuidelineEdition) -> Values:
    return {
        "title": in_language(text, "title"),
        "region": row.body.group.name,
        "body": row.body.name,
        "url": _page(row.pk),
    }


def _quoted(text: Guideline | GuidelineEdition) -> Values:
    language, words = language_used(text, "text")
    return {
        "text": f"{words[:SHOWN].rstrip()} …" if len(words) > SHOWN else words,
        "text_language": foreign(language),
        "language_name": other_language(language),
    }


def _to_take_in(row: Acknowledgement, text: GuidelineEdition, params: Values) -> Values:
    wanted = row.guideline.answer_by
    return {
        **_named(row.guideline, text),
        "organisation": row.organisation.name,
        "answer_by": wanted,
        "edition": row.edition,
        "is_late": _is_late(params, wanted),
    }


def _asked(row: Acknowledgement, wanted: date, params: Values, reader: User) -> Values:
    text = GuidelineEdition.objects.get(guideline=row.guideline_id, number=row.edition)
    last_day = wanted + timedelta(days=DAYS_AFTER)
    url = act_url(
        kind="acknowledgement",
        object_id=row.pk,
        subject=reader.pk,
        expires_at=start_of_day(last_day + timedelta(days=1)),
    )
    return {
        **_to_take_in(row, text, params),
        **_quoted(text),
        "acts": [{"label": gettext("We have taken it in"), "url": url}],
        "acts_intro": gettext("Answer here, without signing in:"),
        "acts_until": wall_to_utc(day=last_day, at=_LAST_MINUTE),
        "url_label": gettext("Read the whole guideline"),
        "why": gettext("You get this message because you answer for %(organisation)s.")
        % {"organisation": row.organisation.name},
    }


def _is_late(params: Values, wanted: date) -> bool:
    """Tell whether a reminder comes after the day, by the stage or the day that it is of."""
    if "by_hand" in params:
        return date.fromisoformat(params["by_hand"]) > wanted
    return int(params.get("stage", 0)) < 0


def _page(pk: int) -> str:
    return absolute(reverse("groups:guideline_detail", args=[pk]))
