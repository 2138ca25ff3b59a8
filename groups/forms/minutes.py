"""The forms of a meeting's record: who was there, and the minutes."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.forms import ConfirmForm, OnceForm, OneLine, PlainText, VersionedForm
from groups.models import Attendance, Meeting, MinutesPart, Organisation
from groups.services.presence import PresenceLine
from groups.states import Answer, CheckAnswer, Presence

# What an answer makes likely; whoever leads the meeting corrects it.
LIKELY = {
    Answer.YES: Presence.PRESENT,
    Answer.DEPUTY: Presence.DEPUTY,
    Answer.NO: Presence.ABSENT,
    Answer.NONE: Presence.UNKNOWN,
}


class OpenMeetingForm(ConfirmForm):
    pass


class CloseMeetingForm(ConfirmForm):
    pass


class RemoveMeetingForm(ConfirmForm):
    pass


class BeginMinutesForm(ConfirmForm):
    pass


class TakeInForm(ConfirmForm):
    pass


class TakeBackForm(ConfirmForm):
    pass


class AskCheckersForm(ConfirmForm):
    pass


# The short words of the choices, since each person has them all in one row.
PRESENCE_WORDS = {
    Presence.PRESENT: _("Present"),
    Presence.REMOTE: _("Online"),
    Presence.DEPUTY: _("Deputy"),
    Presence.ABSENT: _("Absent"),
    Presence.UNKNOWN: _("Not entered"),
}
WALKED_IN = "walked-in"
# How the list is parted: by what each answered, then who came without having been called.
PARTS = {
    Answer.YES: Answer.YES.label,
    Answer.DEPUTY: Answer.DEPUTY.label,
    Answer.NONE: Answer.NONE.label,
    Answer.NO: Answer.NO.label,
    WALKED_IN: _("Not called"),
}


class PresenceForm(VersionedForm):
    """Everybody who is on the list, filled in by the answers: one press for all."""

    def __init__(self, *args: Any, people: Sequence[Attendance], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for row in people:
            self.fields[f"presence_{row.pk}"] = forms.ChoiceField(
                label=row.name,
                choices=[
                    (value, word)
                    for value, word in PRESENCE_WORDS.items()
                    if row.seat_id or value != Presence.DEPUTY
                ],
                required=False,
                widget=forms.RadioSelect,
            )
            if row.seat_id:
                self.fields[f"stand_in_{row.pk}"] = OneLine(
                    label=_("Deputy for %(name)s") % {"name": row.name},
                    max_length=120,
                    required=False,
                    widget=forms.TextInput(attrs={"class": "inp"}),
                )

    @property
    def parts(self) -> list[dict[str, Any]]:
        """The list by what each answered, with the fields that say who was there."""
        found = {key: [each for each in self.people if _part_of(each) == key] for key in PARTS}
        return [
            {
                "key": key,
                "label": PARTS[key],
                "rows": [self._beside(row) for row in rows],
                "is_together": len(rows) > 1 and any(self._is_open(row) for row in rows),
            }
            for key, rows in found.items()
            if rows
        ]

    def _is_open(self, row: Attendance) -> bool:
        return not self[f"presence_{row.pk}"].value()

    def _beside(self, row: Attendance) -> dict[str, Any]:
        """Return a person beside their fields."""
        deputy = f"stand_in_{row.pk}"
        return {
            "row": row,
            "place": row.place_of,
            "presence": self[f"presence_{row.pk}"],
            "stand_in": self[deputy] if deputy in self.fields else None,
        }

    def given(self) -> dict[str, Any]:
        """Return what was chosen as the service takes it; only after `is_valid`.

        The button of a part says of those in it that are not entered that they were present;
        what was chosen stays as it was chosen.
        """
        typed, together = self.cleaned_data, self.data.get("together")
        lines = []
        for row in self.people:
            chosen = typed[f"presence_{row.pk}"]
            if not chosen and _part_of(row) == together:
                chosen = Presence.PRESENT
            lines.append(PresenceLine(row.pk, chosen, typed.get(f"stand_in_{row.pk}", "")))
        return {"lines": lines}


def _part_of(row: Attendance) -> str:
    return WALKED_IN if row.is_walk_in else row.answer


def presence_initial(
    meeting: Meeting, people: Iterable[Attendance], deputies: dict[int, str]
) -> dict[str, Any]:
    """Return what has been entered, and where nothing was, what the answers make likely.

    `deputies` are the names of the deputies by seat.
    """
    initial: dict[str, Any] = {"version": meeting.presence_version}
    for row in people:
        presence = row.presence or LIKELY[Answer(row.answer)]
        initial[f"presence_{row.pk}"] = presence
        if row.seat_id:
            likely = deputies.get(row.seat_id, "") if presence == Presence.DEPUTY else ""
            initial[f"stand_in_{row.pk}"] = row.stand_in or likely
    return initial


class WalkInForm(OnceForm):
    """Somebody who is there and was not called."""

    name = OneLine(label=_("Name"), max_length=120)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("No organisation on the list"),
    )
    presence = forms.ChoiceField(
        label=_("Presence"),
        choices=[(each.value, each.label) for each in (Presence.PRESENT, Presence.REMOTE)],
        initial=Presence.PRESENT,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, organisations: QuerySet, own: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        field.queryset = organisations
        known = set(own.values_list("pk", flat=True))
        named = [(row.pk, row.name) for row in organisations]
        parts = (
            (_("Organisations of the group"), [each for each in named if each[0] in known]),
            (_("Other organisations"), [each for each in named if each[0] not in known]),
        )
        field.choices = [("", field.empty_label), *(part for part in parts if part[1])]

    def given(self) -> dict[str, Any]:
        typed = self.cleaned_data
        organisation = typed["organisation"]
        return {
            "name": typed["name"],
            "presence": typed["presence"],
            "organisation_id": organisation.pk if organisation else None,
        }


class PartForm(VersionedForm):
    """What the minutes say of one matter."""

    use_required_attribute = False

    heading_sv = OneLine(label=_("Heading in Swedish"), max_length=200, required=False)
    heading_fi = OneLine(label=_("Heading in Finnish"), max_length=200, required=False)
    text_sv = PlainText(label=_("Text in Swedish"), rows=9, required=False)
    text_fi = PlainText(label=_("Text in Finnish"), rows=9, required=False)

    @staticmethod
    def initial_of(part: MinutesPart) -> dict[str, Any]:
        """Return what the form begins with for `part`."""
        names = ("heading_sv", "heading_fi", "text_sv", "text_fi", "version")
        return {name: getattr(part, name) for name in names}


class SendMinutesForm(OnceForm):
    """Who is named to check the minutes; nobody must be."""

    checkers = forms.ModelMultipleChoiceField(
        label=_("Who checks the minutes?"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each gets a mail with a link and answers without signing in."),
    )

    def __init__(self, *args: Any, candidates: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checkers"].queryset = candidates
        self.fields["checkers"].label_from_instance = lambda user: user.name

    def given(self) -> dict[str, Any]:
        return {"checker_ids": [each.pk for each in self.cleaned_data["checkers"]]}


class ApproveMinutesForm(VersionedForm):
    """Carries the version that was read, and of which pieces it was made."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=4000, required=False)
    despite_open = forms.BooleanField(label=_("Approve although this is open"), required=False)

    def given(self) -> dict[str, Any]:
        return {"despite_open": self.cleaned_data["despite_open"]}


class CheckForm(VersionedForm):
    """What a named checker says of the version that was read."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[each for each in CheckAnswer.choices if each[0] != CheckAnswer.NONE],
        widget=forms.RadioSelect,
    )
    note = PlainText(
        label=_("What should be changed?"),
        rows=3,
        max_length=500,
        required=False,
        help_text=_("Needed only where you ask for changes."),
    )


class ReopenMinutesForm(OnceForm):
    reason = OneLine(
        label=_("Why are the minutes opened again?"),
        max_length=500,
        help_text=_("Everybody who reads the minutes sees the reason."),
    )
