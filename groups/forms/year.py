"""The forms of a group's year: its rules, its entries, its theme, its renewal round."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import (
    FinnishDate,
    FinnishTime,
    OnceForm,
    OneLine,
    PlainText,
    VersionedForm,
)
from groups.models import Body, EloGroup, YearEntry, YearRule, YearTheme
from groups.models.renewal import RenewalPoint
from groups.models.year import RuleKind, YearKind
from groups.services.year_entries import EntryValues
from groups.services.year_rules import NO_TITLE, RuleValues
from groups.states import YearAction

ORDINALS = [
    (1, _("first")),
    (2, _("second")),
    (3, _("third")),
    (4, _("fourth")),
    (-1, _("last")),
]
NONE = ("", "–")
ACTS = {
    **{action.value: action for action in YearAction},
    "meet": "meet",
    "accept": "accept",
    "keep": "keep",
}


class BodyField(forms.ModelChoiceField):
    """One of the bodies that a group has today; read when it is asked for."""

    def __init__(self) -> None:
        label, text = _("Which body meets?"), _("Only for meetings.")
        super().__init__(
            label=label, help_text=text, queryset=Body.objects.none(), required=False,
            empty_label="–",
        )  # fmt: skip


def _number(label: Any, choices: list[Any]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=[NONE, *choices], coerce=int, required=False, empty_value=None
    )


class TimedForm(OnceForm):
    """What a rule and an entry have in common."""

    either = {"title": NO_TITLE}

    kind = forms.ChoiceField(label=_("What is it?"), choices=YearKind.choices)
    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    body = BodyField()
    begins = FinnishTime(label=_("Begins"), required=False)
    ends = FinnishTime(label=_("Ends"), required=False)
    place = OneLine(label=_("Place"), max_length=200, required=False)

    takes: type
    # What stands in the form under another name than in the service.
    others: tuple[str, ...] = ("body",)

    def __init__(self, *args: Any, group: EloGroup, kept: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(group=group)
        listed = bodies.current() | bodies.filter(pk=kept)
        self.fields["body"].queryset = listed.in_order()

    def values(self) -> Any:
        """Return what was typed as the service takes it; only after `is_valid`."""
        ids = {f"{name}_id": row.pk if (row := self.cleaned_data[name]) else None
               for name in self.others}  # fmt: skip
        same = [name for name in self.takes.__slots__ if name not in ids]
        return self.takes(**{name: self.cleaned_data[name] for name in same}, **ids)

    def given(self) -> dict[str, Any]:
        return {"values": self.values()}


class RuleForm(TimedForm):
    rule = forms.ChoiceField(
        label=_("How is the day found?"), choices=RuleKind.choices, widget=forms.RadioSelect
    )
    month = _number(_("Month"), list(MONTHS.items()))
    month_day = forms.IntegerField(
        label=_("Day of the month"), min_value=1, max_value=31, required=False
    )
    ordinal = _number(_("Which one of the month"), ORDINALS)
    weekday = _number(_("Weekday"), list(WEEKDAYS.items()))
    anchor = forms.ModelChoiceField(
        label=_("Which entry does it follow?"),
        queryset=YearRule.objects.none(),
        required=False,
        empty_label="–",
    )
    offset = forms.IntegerField(
        label=_("How many days after it?"),
        min_value=-365,
        max_value=365,
        required=False,
        help_text=_("With a minus sign for before: -14 is two weeks before."),
    )
    length = forms.IntegerField(label=_("How many days does it last?"), min_value=1, max_value=365)
    skips_july = forms.BooleanField(label=_("Not in July"), required=False)
    skips_holidays = forms.BooleanField(
        label=_("Not on weekends and Finnish holidays"), required=False
    )
    is_required = forms.BooleanField(
        label=_("Belongs to every year: warn while it is missing"), required=False
    )

    takes = RuleValues
    others = ("body", "anchor")

    def __init__(
        self, *args: Any, group: EloGroup, row: YearRule | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, group=group, kept=row.body_id if row else None, **kwargs)
        rules = YearRule.objects.filter(group=group).order_by("number")
        self.fields["anchor"].queryset = rules.exclude(pk=row.pk) if row else rules


class RuleEditForm(RuleForm, VersionedForm):
    @staticmethod
    def initial_of(rule: YearRule) -> dict[str, Any]:
        """Return the form's values as the rule stands."""
        return {name: getattr(rule, name) for name in (*RuleForm.base_fields, "version")
                if name != "form_key"}  # fmt: skip


class EntryForm(TimedForm):
    day = FinnishDate(
        label=_("Day"), required=False, help_text=_("For example 28.3.2027; empty while not known.")
    )
    last_day = FinnishDate(
        label=_("Last day"), required=False, help_text=_("Only if it lasts several days.")
    )
    topics_sv = PlainText(label=_("Matters in Swedish"), rows=5, required=False)
    topics_fi = PlainText(label=_("Matters in Finnish"), rows=5, required=False)

    takes = EntryValues


class EntryEditForm(EntryForm, VersionedForm):
    @staticmethod
    def initial_of(entry: YearEntry) -> dict[str, Any]:
        """Return the form's values as the entry stands; of a meeting, its day and time."""
        names = [name for name in EntryForm.base_fields if name != "form_key"]
        found = {name: getattr(entry, name) for name in (*names, "version")}
        if held := entry.meeting or entry.event:
            found |= {name: getattr(held, name) for name in ("begins", "ends", "place")}
        return found | {"day": entry.on, "last_day": entry.until if entry.last_day else None}


class ChosenForm(OnceForm):
    """Entries ticked in the list, and the button that was pressed."""

    entries = forms.ModelMultipleChoiceField(
        label=_("Entries"),
        queryset=YearEntry.objects.none(),
        error_messages={"required": _("Tick the entries first.")},
    )
    do = forms.ChoiceField(label=_("Act"), choices=[(name, name) for name in ACTS])

    def __init__(self, *args: Any, entries: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entries"].queryset = entries


class ThemeForm(VersionedForm):
    theme_sv = OneLine(label=_("Theme in Swedish"), max_length=120, required=False)
    theme_fi = OneLine(label=_("Theme in Finnish"), max_length=120, required=False)

    @staticmethod
    def initial_of(theme: YearTheme) -> dict[str, Any]:
        """Return the form's values as the theme stands."""
        return {name: getattr(theme, name) for name in ("theme_sv", "theme_fi", "version")}


class PointForm(OnceForm):
    """One point of the renewal round: still right, or not."""

    point = forms.ChoiceField(choices=RenewalPoint.choices)
    is_right = forms.TypedChoiceField(
        choices=[("1", "1"), ("0", "0")], coerce=lambda text: text == "1"
    )


class YearFilter(forms.Form):
    """The year, and words of a theme, that the national page shows."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2199, required=False)
    theme = OneLine(label=_("Theme"), max_length=120, required=False)
