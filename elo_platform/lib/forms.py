"""What every form that changes something carries: a key that is used once, and a version."""

import uuid
from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext_lazy

from elo_platform.lib.dates import DAYS_OUT_OF_ORDER, HOURS_OUT_OF_ORDER
from elo_platform.lib.text import printable

# Sentences of Django's own forms, in plainer words: our catalogues stand before Django's.
SAID_PLAINLY = (
    gettext_noop("This field is required."),
    gettext_noop("Select a valid choice. That choice is not one of the available choices."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    gettext_noop("Enter a number."),
    gettext_noop("Enter a whole number."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_noop("Ensure this value is less than or equal to %(limit_value)s."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    gettext_noop("No file was submitted."),
    gettext_noop("The submitted file is empty."),
)


class StaleEdit(Exception):
    """Somebody saved in between. `current` is the row as it stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__("edited in between")
        self.current = current


class OnceForm(forms.Form):
    """A form with an idempotency key: sent twice, it has one effect.

    The view carries `@once`, which stores the key with the effect.
    """

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=True)

    # Where a form has both of a pair, the second comes after the first: a day at the earliest
    # on the same one, an hour later.
    IN_ORDER = (("starts_on", "ends_on"), ("first_on", "last_on"), ("begins", "ends"))

    # Texts that stand in one language at least, without the language: what is said where none does.
    either: ClassVar[dict[str, Any]] = {}

    template_name = "_components/form.html"

    def clean(self) -> dict[str, Any]:
        """Say what is wrong between fields together with what is wrong in one, not after it."""
        typed = super().clean() or self.cleaned_data
        for name, sentence in self.either.items():
            pair = {f"{name}_sv", f"{name}_fi"}
            if not (pair & self.errors.keys() or any(typed.get(field) for field in pair)):
                self.add_error(f"{name}_sv", sentence)
        for first, last in self.IN_ORDER:
            begins, ends = typed.get(first), typed.get(last)
            if not (begins and ends):
                continue
            if isinstance(ends, time) and ends <= begins:
                self.add_error(last, HOURS_OUT_OF_ORDER)
            elif ends < begins:
                self.add_error(last, DAYS_OUT_OF_ORDER)
        return typed

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it, by name; only after `is_valid`."""
        own = {"form_key", "version"}
        return {name: typed for name, typed in self.cleaned_data.items() if name not in own}


class VersionedForm(OnceForm):
    """A form that edits: it carries the version that the edit is based on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    @staticmethod
    def initial_of(row: Any) -> dict[str, Any]:
        """Return what the form begins with for `row`: its version, where it shows no more."""
        return {"version": row.version}


class ValuesForm(VersionedForm):
    """The same for a service that takes what was typed as one object, its `values`."""

    takes: type

    def values(self) -> Any:
        """Return what was typed as the service takes it; only after `is_valid`."""
        return self.takes(**{name: self.cleaned_data[name] for name in self.takes.__slots__})

    def given(self) -> dict[str, Any]:
        return {"values": self.values()}


class ConfirmForm(OnceForm):
    """A form that is a button and nothing else."""


MAX_TEXT = 20_000
LANGUAGE_CHOICES = [(code, settings.LANGUAGE_NAMES[code]) for code, _name in settings.LANGUAGES]


class OneLine(forms.CharField):
    """A short text in which every run of blanks, line ends too, is one blank."""

    def to_python(self, value: str | None) -> str:
        return " ".join(super().to_python(value).split())

    def clean(self, value: str | None) -> str:
        return printable(super().clean(value)).strip()


class WebLink(forms.URLField):
    """An address that a browser opens; one typed without a scheme begins with https."""

    default_error_messages = {
        "invalid": _("Write the whole web address, for example https://www.elo.example.")
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, assume_scheme="https", **kwargs)

    def clean(self, value: str | None) -> str:
        link = super().clean(value)
        if link and not link.lower().startswith(("https://", "http://")):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return link


class PlainText(forms.CharField):
    """A longer text: at most MAX_TEXT printable characters, line ends as LF."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MAX_TEXT)
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: str | None) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")

    def clean(self, value: str | None) -> str:
        # After the validators: a NUL is refused, as everywhere.
        return printable(super().clean(value))


FIRST_YEAR, LAST_YEAR = 1900, 2199


class WholeNumber(forms.IntegerField):
    """A whole number, also one typed with spaces between thousands, as pages show it."""

    def __init__(self, *, size: int | None = None, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric"} | ({"size": size} if size else {})
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> int | None:
        return super().to_python("".join(value.split()) if isinstance(value, str) else value)


class FinnishDate(forms.DateField):
    """A date typed as 28.3.2027 or 2027-03-28; a text field, since pickers follow the browser."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d.%m.%Y", "%Y-%m-%d"])
        kwargs.setdefault("help_text", _("For example 28.3.2027"))
        widget = forms.DateInput(
            format="%-d.%-m.%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}
        )
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Return the date; one that nobody means, and that cannot be reckoned with, is none.

        Raises:
            ValidationError: no date, or a year before 1900 or after 2199.
        """
        day = super().to_python(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class FinnishTime(forms.TimeField):
    """A time typed as 13.30, 13:30 or 9."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%H.%M", "%H:%M", "%H"])
        kwargs.setdefault("help_text", _("For example 13.30"))
        widget = forms.TimeInput(
            format="%H.%M", attrs={"inputmode": "numeric", "autocomplete": "off"}
        )
        kwargs.setdefault("widget", widget)
        super().__init__(**kwargs)
