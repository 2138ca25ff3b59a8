"""The forms of needs written down on the spot: the place, the note, and what becomes of it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import ConfirmForm, FinnishDate, OnceForm, OneLine, PlainText
from groups.models import Event, Meeting, Need
from groups.services.captures import JOIN, LEAVE, NO_TITLE, RAISE, Note, Settling, SpotValues


class SpotForm(OnceForm):
    either = {"title": NO_TITLE}
    use_required_attribute = False

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    meeting = forms.TypedChoiceField(
        label=_("At which meeting?"), coerce=int, required=False, empty_value=None
    )
    event = forms.TypedChoiceField(
        label=_("At which event?"), coerce=int, required=False, empty_value=None
    )
    closes_on = FinnishDate(label=_("Open until"))

    def __init__(
        self,
        *args: Any,
        meetings: Iterable[Meeting],
        events: Iterable[Event],
        manages: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._manages, none = manages, ("", _("At none of them"))
        named = [(row.pk, f"{row.body.name}: {row.title}, {row.when}") for row in meetings]
        self.fields["meeting"].choices = [none, *named]
        listed = [(row.pk, f"{row.title}, {row.when}") for row in events]
        self.fields["event"].choices = [none, *listed]

    def clean(self) -> dict[str, Any]:
        """Ask where it is of who does not manage needs."""
        cleaned = super().clean()
        if not (self._manages or cleaned.get("meeting") or cleaned.get("event")):
            self.add_error("meeting", _("Choose a meeting or an event."))
        return cleaned

    def values(self) -> SpotValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        names = ("title_sv", "title_fi", "closes_on")
        given = {name: self.cleaned_data[name] for name in names}
        at = {"meeting_id": self.cleaned_data["meeting"], "event_id": self.cleaned_data["event"]}
        return SpotValues(**given, **at)


class CloseSpotForm(ConfirmForm):
    pass


class NoteForm(OnceForm):
    """Three fields, of which one must be filled in."""

    use_required_attribute = False

    text = PlainText(label=_("What is needed?"), rows=4, max_length=500)
    whom = OneLine(label=_("For whom?"), max_length=160, required=False)
    contact = OneLine(
        label=_("Your name or e-mail address"),
        max_length=160,
        required=False,
        help_text=_("Only if you want to be asked more. The group's coordinators alone see it."),
    )

    def note(self, language: str) -> Note:
        """Return what was typed as the service takes it; only after `is_valid`."""
        return Note(**self.given(), language=language)


class SettleForm(OnceForm):
    use_required_attribute = False

    what = forms.ChoiceField(
        label=_("What becomes of the note?"),
        choices=[
            (RAISE, _("A new need")),
            (JOIN, _("Part of a need that is there, as evidence")),
            (LEAVE, _("It is set aside")),
        ],
        widget=forms.RadioSelect,
        initial=RAISE,
    )
    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    need = forms.TypedChoiceField(
        label=_("Which need does it belong to?"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *args: Any, needs: Iterable[Need], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((row.pk, row.title) for row in needs), key=lambda row: row[1].casefold())
        self.fields["need"].choices = [("", _("Choose a need")), *named]

    def settling(self) -> Settling:
        """Return what was chosen as the service takes it; only after `is_valid`."""
        typed = self.cleaned_data
        return Settling(typed["what"], typed["title_sv"], typed["title_fi"], typed["need"])
