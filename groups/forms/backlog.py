"""The forms around what waits for a body, a matter carried over, and follow-ups."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, OnceForm, OneLine, PlainText, VersionedForm
from groups.models import BacklogItem, Meeting, Organisation
from groups.models.standing import Purpose
from groups.services.agenda import MAX_MINUTES
from groups.services.backlog import NO_TITLE, MatterValues
from groups.services.follow_ups import NO_TEXT, FollowUpValues

TO_BACKLOG = "backlog"


class MatterForm(OnceForm):
    either = {"title": NO_TITLE}

    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    text_sv = PlainText(label=_("What and why, in Swedish"), rows=4, required=False)
    text_fi = PlainText(label=_("What and why, in Finnish"), rows=4, required=False)
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=Purpose.choices, initial=Purpose.DISCUSS
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), required=False, min_value=0, max_value=MAX_MINUTES
    )
    presenter = OneLine(label=_("Presented by"), max_length=120, required=False)

    use_required_attribute = False

    def given(self) -> dict[str, Any]:
        names = MatterValues.__slots__
        return {"values": MatterValues(**{name: self.cleaned_data[name] for name in names})}


class MatterEditForm(MatterForm, VersionedForm):
    @staticmethod
    def initial_of(row: BacklogItem) -> dict[str, Any]:
        """Return what the form begins with for `row`."""
        return {name: getattr(row, name) for name in (*MatterValues.__slots__, "version")}


class MoveForm(OnceForm):
    up = forms.BooleanField(required=False)


class DropForm(OnceForm):
    reason = OneLine(
        label=_("Why is it dropped?"),
        max_length=300,
        help_text=_("Who suggested it reads this in the list of what was dropped."),
    )


class TakeForm(OnceForm):
    meeting = forms.TypedChoiceField(label=_("Which meeting?"), coerce=int)

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = named(meetings)

    def given(self) -> dict[str, Any]:
        return {"meeting_id": self.cleaned_data["meeting"]}


class CarryForm(OnceForm):
    where = forms.ChoiceField(label=_("Where to?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, meetings: Iterable[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waits = (TO_BACKLOG, _("To what waits for the body; a meeting is chosen later"))
        self.fields["where"].choices = [*named(meetings), waits]

    def given(self) -> dict[str, Any]:
        where = self.cleaned_data["where"]
        return {"meeting_id": None if where == TO_BACKLOG else int(where)}


class FollowUpForm(OnceForm):
    either = {"text": NO_TEXT}

    organisation = forms.ModelChoiceField(
        label=_("Which organisation does it?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Choose"),
    )
    text_sv = OneLine(label=_("What is to be done, in Swedish"), max_length=300, required=False)
    text_fi = OneLine(label=_("What is to be done, in Finnish"), max_length=300, required=False)
    due_on = FinnishDate(label=_("Ready by"))

    use_required_attribute = False

    def __init__(self, *args: Any, group_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Organisation.objects.members_of(group_id=group_id)
        self.fields["organisation"].queryset = members.order_by("name_sv", "name_fi", "pk")

    def given(self) -> dict[str, Any]:
        return {"values": FollowUpValues(**super().given())}


class DoneForm(OnceForm):
    note = OneLine(
        label=_("What came of it?"),
        max_length=300,
        required=False,
        help_text=_("One sentence is enough. Never write anything about clients."),
    )


class LinkForm(OnceForm):
    """What of the group's own a matter builds on; chosen from a list by kind."""

    node = forms.ChoiceField(label=_("What does the matter build on?"))

    def __init__(
        self, *args: Any, choices: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["node"].choices = [("", _("Choose")), *choices]


def named(meetings: Iterable[Meeting]) -> list[tuple[str, str]]:
    """Return meetings as choices: the title, and when it is."""
    return [(str(each.pk), f"{each.title}, {each.when}") for each in meetings]
