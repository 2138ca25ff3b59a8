"""Forms of discussions. Texts are tidied here too, so that a form shows what would be kept."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elo_platform.accounts.models import User
from elo_platform.lib.forms import LANGUAGE_CHOICES, OnceForm, OneLine, PlainText, VersionedForm
from elo_platform.lib.text import current_language
from forums.models import Post, Space, Topic
from forums.services.markup import is_blank, tidied
from forums.services.posts import MAX_TITLE, PostValues
from groups.models import Meeting
from groups.permissions import Visibility
from groups.services.agenda import ItemValues
from groups.services.backlog import NO_TITLE

NO_CLIENTS = _("Do not write about individual clients.")


class TidyText(PlainText):
    """A text without characters that nobody sees; of such alone it is empty."""

    def to_python(self, value: str | None) -> str:
        text = tidied(text=super().to_python(value))
        return "" if is_blank(text=text) else text


class TidyLine(OneLine):
    """A short text without characters that nobody sees; of such alone it is empty."""

    def to_python(self, value: str | None) -> str:
        text = " ".join(tidied(text=super().to_python(value)).split())
        return "" if is_blank(text=text) else text


class _PostForm(OnceForm):
    """What every form of a post has: its text and the language that it is written in."""

    text = TidyText(
        label=_("Your post"),
        rows=6,
        help_text=NO_CLIENTS,
        error_messages={"required": _("Write something.")},
    )
    language = forms.ChoiceField(
        label=_("You write in"),
        choices=LANGUAGE_CHOICES,
        help_text=_("Readers see the language. Nothing is translated for you."),
    )

    def values(self) -> PostValues:
        """Return what was written, in the shape in which the services take it."""
        clean = self.cleaned_data
        return PostValues(clean["text"], clean["language"], clean.get("title", ""))


class ReplyForm(_PostForm):
    """A post in a discussion."""

    field_order = ("text", "language")


class TopicForm(_PostForm):
    """A new discussion: its title and its first post."""

    title = TidyLine(
        label=_("Title"),
        max_length=MAX_TITLE,
        help_text=_("One sentence. It stands in the list and in the mail."),
        error_messages={"required": _("Give the discussion a title.")},
    )
    field_order = ("title", "text", "language")


class PostEditForm(_PostForm, VersionedForm):
    """The own post, reworded; the first one has the title of the discussion with it."""

    title = TidyLine(
        label=_("Title"),
        max_length=MAX_TITLE,
        error_messages={"required": _("Give the discussion a title.")},
    )
    field_order = ("title", "text", "language")

    def __init__(self, *args: Any, post: Post, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if post.number != 1:
            del self.fields["title"]

    @staticmethod
    def initial_of(post: Post) -> dict[str, Any]:
        """Return what a post says at present."""
        own = {name: getattr(post, name) for name in ("text", "language", "version")}
        return own | {"title": post.topic.title}


class PostRemoveForm(OnceForm):
    """Why a post is removed; who removes the own one need not say."""

    reason = TidyLine(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("It stands in the post's place, for everybody who reads the discussion."),
    )

    def __init__(self, *args: Any, post: Post, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = post.by_id != by.pk


class SwitchForm(OnceForm):
    """A button that turns something on or off: it says which."""

    on = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @classmethod
    def turning(cls, on: bool) -> "SwitchForm":
        """Return the form behind a button that turns it on, or off."""
        return cls(initial={"on": "1" if on else ""})


class SpaceForm(VersionedForm):
    """What a space is for, and whether it is archived."""

    about_sv = TidyText(label=_("In Swedish"), rows=4, max_length=1000, required=False)
    about_fi = TidyText(label=_("In Finnish"), rows=4, max_length=1000, required=False)
    is_archived = forms.BooleanField(
        label=_("Archive the space"),
        required=False,
        help_text=_("It can still be read, but nothing new can be written. You can undo this."),
    )

    @staticmethod
    def initial_of(space: Space) -> dict[str, Any]:
        """Return what a space says at present."""
        names = ("about_sv", "about_fi", "is_archived", "version")
        return {name: getattr(space, name) for name in names}


class NeedForm(OnceForm):
    """What a discussion is called and says as a need, in one language or both."""

    title_sv = TidyLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = TidyLine(label=_("Title in Finnish"), max_length=160, required=False)
    text_sv = TidyText(label=_("Description in Swedish"), rows=5, required=False)
    text_fi = TidyText(label=_("Description in Finnish"), rows=5, required=False)
    visibility = forms.ChoiceField(
        label=_("Who sees the need"),
        widget=forms.RadioSelect,
        choices=[
            (Visibility.BODY, _("Only those who belong to the body")),
            (Visibility.GROUP, _("All people of the group")),
        ],
        initial=Visibility.BODY,
    )

    TEXTS = ("title_sv", "title_fi", "text_sv", "text_fi")

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _titled(topic))
        super().__init__(*args, **kwargs)
        if topic.space.body_id is None:
            del self.fields["visibility"]

    def texts(self) -> dict[str, str]:
        """Return the texts of the need by field."""
        return {name: self.cleaned_data[name] for name in self.TEXTS}


class LiftForm(OnceForm):
    """On which coming meeting's agenda, and what the matter is called there."""

    either = {"title": NO_TITLE}

    meeting = forms.ModelChoiceField(
        label=_("Meeting"),
        queryset=Meeting.objects.none(),
        empty_label=pgettext_lazy("select", "Choose a meeting"),
        error_messages={"required": _("Choose a meeting.")},
    )
    title_sv = TidyLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = TidyLine(label=_("Title in Finnish"), max_length=200, required=False)

    def __init__(self, *args: Any, topic: Topic, by: User, now: datetime, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _titled(topic))
        super().__init__(*args, **kwargs)
        field = self.fields["meeting"]
        field.queryset = meetings_to_come(topic, by, now)
        field.label_from_instance = _meeting_label

    def item(self) -> ItemValues:
        """Return the matter as the agenda takes it."""
        clean = self.cleaned_data
        return ItemValues(title_sv=clean["title_sv"], title_fi=clean["title_fi"])


def meetings_to_come(topic: Topic, by: User, now: datetime) -> Any:
    """Return the meetings of the topic's group that `by` prepares and that are not over."""
    led = Meeting.objects.editable_by(by).filter(body__group=topic.space.group_id)
    coming = led.filter(state__in=["draft", "called"], ends_at__gt=now)
    return coming.select_related("body").order_by("starts_at", "pk")


def new_post_initial() -> dict[str, str]:
    """Return what a new post begins with: the language that the reader reads in."""
    return {"language": current_language()}


def _titled(topic: Topic) -> dict[str, str]:
    code = "fi" if topic.language == "fi" else "sv"
    return {f"title_{code}": topic.title}


def _meeting_label(meeting: Meeting) -> str:
    day = date_format(meeting.day, "SHORT_DATE_FORMAT")
    return f"{meeting.body.name} {day}: {meeting.title}"
