"""The forms of a body's commissions, and of closing it."""

from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, OnceForm, OneLine, PlainText
from groups.forms.documents import DocumentField
from groups.services.commissions import NO_TEXT, Commissioned


class CommissionForm(OnceForm):
    either = {"text": NO_TEXT}

    text_sv = PlainText(label=_("Commission in Swedish"), rows=4, required=False)
    text_fi = PlainText(label=_("Commission in Finnish"), rows=4, required=False)
    given_by = OneLine(label=_("Given by"), max_length=160)
    starts_on = FinnishDate(label=_("First day"))
    ends_on = FinnishDate(
        label=_("Last day"), required=False, help_text=_("Empty while the commission goes on.")
    )
    file = DocumentField()

    def commissioned(self) -> Commissioned:
        """Return what was typed as the service takes it; only after `is_valid`."""
        return Commissioned(**{name: self.cleaned_data[name] for name in Commissioned.__slots__})


class EndCommissionForm(OnceForm):
    last_day = FinnishDate(label=_("Last day"))


class CloseBodyForm(OnceForm):
    last_day = FinnishDate(
        label=_("Last day"),
        help_text=_("Seats, mandates and roles in the body end on that day."),
    )
    closing_note_sv = PlainText(label=_("Final note in Swedish"), rows=5, required=False)
    closing_note_fi = PlainText(label=_("Final note in Finnish"), rows=5, required=False)
