"""Forms that say how they are laid out: pairs of languages side by side, long lists folded."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Twin:
    """The same text in both languages: the fields `<name>_sv` and `<name>_fi`."""

    name: str
    legend: str | Promise
    hint: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Folded:
    """A long list of boxes that opens when it is wanted."""

    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """What a template draws: a pair, one field, or one field folded."""

    field: BoundField | None = None
    sv: BoundField | None = None
    fi: BoundField | None = None
    legend: str | Promise = ""
    hint: str | Promise = ""
    is_folded: bool = False
    chosen: int = 0


class LaidForm(forms.Form):
    """A form with `LAYOUT`: names of fields, Twin and Folded, in the order of the page."""

    LAYOUT: ClassVar[tuple[str | Twin | Folded, ...]] = ()

    def parts(self) -> list[Part]:
        """Return the form's parts in order; a field that the form lacks is left out."""
        return [self._part(place) for place in self.LAYOUT if self._has(place)]

    def _has(self, place: str | Twin | Folded) -> bool:
        if isinstance(place, Twin):
            return f"{place.name}_sv" in self.fields
        return (place.name if isinstance(place, Folded) else place) in self.fields

    def _part(self, place: str | Twin | Folded) -> Part:
        if isinstance(place, Twin):
            pair: dict[str, Any] = {code: self[f"{place.name}_{code}"] for code in ("sv", "fi")}
            return Part(legend=place.legend, hint=place.hint, **pair)
        if isinstance(place, Folded):
            bound = self[place.name]
            return Part(field=bound, is_folded=True, chosen=len(bound.value() or []))
        return Part(field=self[place])
