"""Forms of the people page, of ending a mandate and of closing a seat."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import FinnishDate, OnceForm
from groups.forms.as_of import AsOfForm
from groups.models import Body
from groups.querysets.readers import members_of


class PeopleForm(AsOfForm):
    """Which body and which day the people page shows; empty is all, today."""

    body = forms.TypedChoiceField(label=_("Body"), coerce=int, required=False, empty_value=None)

    field_order = ("body", "on")

    def __init__(self, *args: object, bodies: list[Body], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [
            ("", _("All bodies")),
            *((body.pk, body.name) for body in bodies),
        ]

    def chosen(self) -> int | None:
        """Return the body asked for; nothing chosen, or nonsense, is all."""
        return self.cleaned_data.get("body") if self.is_valid() else None


AT_ONCE = "now"


class EndMandateForm(OnceForm):
    when = forms.ChoiceField(
        label=_("When does the mandate end?"),
        choices=[
            (AT_ONCE, _("At once: the rights end on the next click")),
            ("day", _("After a last day")),
        ],
        widget=forms.RadioSelect,
        initial=AT_ONCE,
    )
    last_day = FinnishDate(
        label=_("Last day"),
        required=False,
        help_text=_("Only with a last day. The rights hold through that day."),
    )

    def clean(self) -> dict[str, object]:
        """Ask for the day where one was chosen, and drop it where not.

        Raises:
            ValidationError: a last day was chosen and none typed.
        """
        cleaned = super().clean() or self.cleaned_data
        is_dated = cleaned.get("when") == "day"
        if not is_dated:
            cleaned["last_day"] = None
            self.errors.pop("last_day", None)
        elif not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Write the last day, for example 31.12.2026."))
        return cleaned


class CloseSeatForm(OnceForm):
    closed_on = FinnishDate(
        label=_("Last day of the seat"),
        help_text=_("Mandates and rights that come with the seat end on that day too."),
    )


class ChairForm(OnceForm):
    user = forms.ModelChoiceField(label=_("Chair"), queryset=None, empty_label=_("Choose a person"))
    starts_on = FinnishDate(label=_("From"))

    def __init__(self, *args: object, body: Body, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = members_of(body)
