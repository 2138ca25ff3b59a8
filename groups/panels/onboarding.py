"""The first steps of a new member and of a new coordinator, as a card on their work."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.text import day
from groups.forms.welcome import MarkForm
from groups.querysets.onboarding import NEW_DAYS, new_coordinator, new_member
from groups.querysets.waiting import nothing_waits


@dataclass(frozen=True, slots=True)
class Step:
    """A first step; one with a `mark` is ticked by hand, the others by what has been done."""

    text: str
    url: str
    is_done: bool
    mark: str = ""
    form: MarkForm = field(default_factory=MarkForm)


@dataclass(frozen=True)
class Path:
    """The first steps of somebody new, until when they are shown, and how they are put away."""

    title: str
    until: str
    away: str
    steps: list[Step]
    form: MarkForm = field(default_factory=MarkForm)

    @cached_property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)


def onboarding(user: User, now: datetime) -> list[Path]:
    """Return the first steps of `user`: while a first mandate or task as coordinator is new."""
    today = helsinki_day(now)
    paths: list[Path | None] = []
    if not nothing_waits(user, "new_coordinator", now):
        paths.append(_of_coordinator(user, today))
    # Who begins as coordinator has steps enough.
    if not any(paths) and not nothing_waits(user, "new_member", now):
        paths.append(_of_member(user, today))
    return [path for path in paths if path]


def _of_member(user: User, today: date) -> Path | None:
    row = new_member(user, today)
    if row is None or "member-away" in row["marks"]:
        return None
    marks = row["marks"]
    group = row["seat__body__group"]
    steps = [
        _welcome(group, "member-welcome", marks),
        _profile(user),
        _feed(is_done=row["has_feed"]),
    ]
    if row["was_called"] or row["has_answered"]:
        text = gettext("Answer the call to your first meeting")
        url = reverse("groups:group_meetings", args=[group])
        steps.append(Step(text, url, row["has_answered"]))
    if row["has_model"]:
        text = gettext("Accept the operating model for your organisation")
        url = reverse("groups:operating_model", args=[group])
        steps.append(Step(text, url, not row["waits_for_model"]))
    return Path(gettext("New in the group"), _until(row["starts_on"]), "member-away", steps)


def _of_coordinator(user: User, today: date) -> Path | None:
    row = new_coordinator(user, today)
    if row is None or "coordinator-away" in row["marks"]:
        return None
    marks = row["marks"]
    group = row["group"]
    steps = [
        Step(
            gettext("Switch on the second step of signing in"),
            reverse("mfa_index"),
            row["has_factor"],
        ),
        _welcome(group, "coordinator-welcome", marks),
        *_look_around(group, marks),
        Step(
            gettext("Call your first meeting"),
            reverse("groups:group_meetings", args=[group]),
            row["has_called"],
        ),
        Step(
            gettext("Say who stands in for you"),
            reverse("groups:group_responsibilities", args=[group]),
            row["has_deputy"],
        ),
        _profile(user),
        _feed(is_done=row["has_feed"]),
    ]
    return Path(gettext("New as coordinator"), _until(row["starts_on"]), "coordinator-away", steps)


def _look_around(group_id: int, marks: list[str]) -> list[Step]:
    """Return what a coordinator reads first and marks by hand."""
    pages = (
        (gettext("Read the open needs of the group"), "group_needs", "coordinator-matters"),
        (
            gettext("Look who is represented and who is missing"),
            "group_representation",
            "coordinator-targets",
        ),
    )
    return [
        Step(text, reverse(f"groups:{name}", args=[group_id]), mark in marks, mark)
        for text, name, mark in pages
    ]


def _welcome(group_id: int, mark: str, marks: list[str]) -> Step:
    url = reverse("groups:group_welcome", args=[group_id])
    return Step(gettext("Read the welcome pack"), url, mark in marks, mark)


def _profile(user: User) -> Step:
    return Step(
        gettext("Say in your profile what you do"), reverse("accounts:profile"), bool(user.title)
    )


def _feed(*, is_done: bool) -> Step:
    url = reverse("overview:calendar")
    return Step(gettext("Bring the meetings into your own calendar"), url, is_done)


def _until(starts_on: date) -> str:
    return day(starts_on + timedelta(days=NEW_DAYS))
