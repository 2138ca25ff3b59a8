"""The rows of an agenda in a form: added, moved and removed by submit buttons, without script."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import OneLine, PlainText, WholeNumber
from groups.models.standing import Purpose, StandingKind
from groups.services.agenda import MAX_ITEMS, MAX_MINUTES, ItemValues

COUNT = "item_count"
# Who can be chosen as presenter: the id of the account, and the name.
People = Sequence[tuple[int, str]]


class ItemForm(forms.Form):
    """One row. A row in which nothing is written counts as not there."""

    id = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**62)
    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    minutes = WholeNumber(
        label=_("Minutes"),
        required=False,
        min_value=0,
        max_value=MAX_MINUTES,
    )
    presented_by_id = forms.TypedChoiceField(
        label=_("Presented by"), coerce=int, empty_value=None, required=False
    )
    presenter = OneLine(label=_("Or somebody else, by name"), max_length=120, required=False)
    text_sv = PlainText(label=_("Text in Swedish"), rows=3, required=False)
    text_fi = PlainText(label=_("Text in Finnish"), rows=3, required=False)
    cost_sv = OneLine(label=_("What it costs, in Swedish"), max_length=300, required=False)
    cost_fi = OneLine(label=_("What it costs, in Finnish"), max_length=300, required=False)
    section_sv = OneLine(label=_("Section in Swedish"), max_length=120, required=False)
    section_fi = OneLine(label=_("Section in Finnish"), max_length=120, required=False)
    standing = forms.ChoiceField(
        label=_("Fills itself with"),
        choices=[("", _("Nothing: it says what is written")), *StandingKind.choices],
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        number: int,
        people: People = (),
        is_focused: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, prefix=f"item-{number - 1}", use_required_attribute=False, **kwargs)
        self.number = number
        self.fields["presented_by_id"].choices = [("", _("Nobody in particular")), *people]
        for name in _INPUTS:
            self.fields[name].widget.attrs["class"] = "inp"
        if is_focused:
            self.fields["title_sv"].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        if not self.is_empty() and not (
            self.cleaned_data.get("title_sv") or self.cleaned_data.get("title_fi")
        ):
            self.add_error("title_sv", _("Give the item a title in one language at least."))
        if self.cleaned_data.get("presenter") and self.cleaned_data.get("presented_by_id"):
            sentence = _("Name one presenter: choose a person of the group, or write a name.")
            self.add_error("presenter", sentence)
        return self.cleaned_data

    def is_empty(self) -> bool:
        """Tell whether nothing is written in the row."""
        names = set(self.fields) - {"id", "purpose"}
        return not any(self[name].value() for name in names)

    @property
    def has_text(self) -> bool:
        """Whether the folded texts hold something."""
        return any(self[name].value() for name in _FOLDED)

    def values(self) -> ItemValues:
        """Return the row as the service takes it; only after `is_valid`."""
        return ItemValues(**self.cleaned_data)


_INPUTS = (
    *("title_sv", "title_fi", "minutes", "presenter"),
    *("cost_sv", "cost_fi", "section_sv", "section_fi"),
)
_FOLDED = (
    *("text_sv", "text_fi", "cost_sv", "cost_fi"),
    *("section_sv", "section_fi", "presenter", "standing"),
)


def rows_of(items: Sequence[ItemValues], people: People = ()) -> list[ItemForm]:
    """Return rows that show `items`; one that is blank where there are none."""
    rows = enumerate(items or [ItemValues()], start=1)
    return [ItemForm(initial=asdict(item), number=n, people=people) for n, item in rows]


def bound_rows(data: Mapping[str, str], people: People = ()) -> list[ItemForm]:
    """Return the rows that were sent, ready to be checked."""
    return [ItemForm(data, number=n, people=people) for n in range(1, _count(data) + 1)]


def rearranged_rows(data: Mapping[str, str], people: People = ()) -> list[ItemForm] | None:
    """Return the rows as typed after the row button that was pressed; None where none was.

    The row that moved has the focus, so that the keyboard stays where it was.
    """
    pressed = next((name for name in ("add", "up", "down", "remove") if name in data), None)
    if pressed is None:
        return None
    rows = [_typed(data, index) for index in range(_count(data))]
    at = _index(data[pressed])
    if pressed == "add":
        rows = [*rows, {"purpose": Purpose.DISCUSS}][:MAX_ITEMS]
        at = len(rows) - 1
    elif pressed == "remove" and at < len(rows):
        del rows[at]
        at = min(at, len(rows) - 1)
    elif pressed in {"up", "down"}:
        to = at - 1 if pressed == "up" else at + 1
        if at < len(rows) and 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
            at = to
    return [
        ItemForm(initial=row, number=n, people=people, is_focused=n - 1 == at)
        for n, row in enumerate(rows, start=1)
    ]


def item_data(items: Sequence[ItemValues]) -> dict[str, str]:
    """Return `items` as a browser would send them."""
    data = {COUNT: str(len(items))}
    for index, item in enumerate(items):
        for name, value in asdict(item).items():
            data[f"item-{index}-{name}"] = "" if value is None else str(value)
    return data


def _typed(data: Mapping[str, str], index: int) -> dict[str, str]:
    return {name: data.get(f"item-{index}-{name}", "") for name in ItemForm.base_fields}


def _count(data: Mapping[str, str]) -> int:
    return min(_index(data.get(COUNT, "0"), start=0), MAX_ITEMS)


def _index(text: str, start: int = 1) -> int:
    """Return a row's index out of its number as sent; past the end where it is none."""
    is_number = text.isascii() and text.isdigit() and len(text) < 4
    index = int(text) - start if is_number else MAX_ITEMS
    return index if index >= 0 else MAX_ITEMS
