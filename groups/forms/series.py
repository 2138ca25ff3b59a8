"""The forms around series of meetings and templates of agendas."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import (
    ConfirmForm,
    FinnishDate,
    FinnishTime,
    OnceForm,
    OneLine,
    PlainText,
    ValuesForm,
    VersionedForm,
    WebLink,
    WholeNumber,
)
from groups.forms.agenda import bound_rows, rearranged_rows, rows_of
from groups.forms.meetings import ZONE_CHOICES, MeetingEditor, typed_form
from groups.models import AgendaTemplate, Body, Series
from groups.models.series import Frequency, Ordinal
from groups.permissions import BodyPermission, Visibility
from groups.querysets.readers import people_permitted
from groups.services.agenda_templates import TemplateValues, items_of
from groups.services.meetings import NO_TITLE
from groups.services.series_plan import SERIES_FIELDS, SeriesValues


class SeriesForm(ValuesForm):
    """A rule and what its meetings have in common; shown with its days before it is saved."""

    either = {"title": NO_TITLE}
    use_required_attribute = False
    takes = SeriesValues

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    frequency = forms.ChoiceField(
        label=_("How often?"), choices=Frequency.choices, widget=forms.RadioSelect
    )
    interval = WholeNumber(
        label=_("Every how many weeks or months?"),
        min_value=1,
        max_value=12,
        initial=1,
        help_text=_("1 is each week or month, 2 is every other."),
    )
    weekday = forms.TypedChoiceField(
        label=_("Weekday"),
        choices=[("", _("Choose a weekday.")), *WEEKDAYS.items()],
        coerce=int,
        empty_value=None,
        required=False,
    )
    ordinal = forms.TypedChoiceField(
        label=_("Which of the month"),
        choices=[("", "–"), *Ordinal.choices],
        coerce=int,
        empty_value=None,
        required=False,
    )
    month_day = WholeNumber(label=_("Day of the month"), min_value=1, max_value=31, required=False)
    first_on = FinnishDate(label=_("First day"))
    last_on = FinnishDate(
        label=_("Last day"),
        help_text=_("At most two years after the first day."),
        error_messages={"required": _("Say when the series ends.")},
    )
    begins = FinnishTime(label=_("Begins"))
    ends = FinnishTime(label=_("Ends"))
    zone = forms.ChoiceField(label=_("Time of"), choices=ZONE_CHOICES, initial="Europe/Helsinki")
    skips_july = forms.BooleanField(label=_("Not in July"), required=False, initial=True)
    skips_holidays = forms.BooleanField(
        label=_("Not on Finnish holidays"), required=False, initial=True
    )
    place = OneLine(label=_("Place"), max_length=200, required=False)
    link = WebLink(label=_("Link to the online meeting"), max_length=500)
    owner = forms.TypedChoiceField(
        label=_("Who looks after the series?"), coerce=int, empty_value=None, required=False
    )
    template = forms.TypedChoiceField(
        label=_("Agenda to begin from"), coerce=int, empty_value=None, required=False
    )
    visibility = forms.ChoiceField(
        label=_("Who may read the invitation and the papers"),
        choices=Visibility.choices,
        initial=Visibility.BODY,
    )

    def __init__(self, *args: Any, body: Body, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders = people_permitted(body, BodyPermission.EDIT_MEETINGS).order_by("name", "pk")
        people = list(leaders.values_list("pk", "name"))
        kept = self.initial.get("owner")
        if kept and kept not in dict(people):
            # Who has left the task is named until somebody else takes it over.
            people.append((kept, self.initial["owner_name"]))
        self.fields["owner"].choices = [("", _("Nobody in particular")), *people]
        templates = [(each.pk, each.name) for each in body.templates.order_by("pk")]
        self.fields["template"].choices = [("", _("An empty agenda")), *templates]

    @staticmethod
    def initial_of(series: Series) -> dict[str, Any]:
        """Return what the form begins with for `series`."""
        initial = {name: getattr(series, name) for name in (*SERIES_FIELDS, "version")}
        owner, template = initial.pop("owner_id"), initial.pop("template_id")
        name = series.owner.name if series.owner else ""
        return initial | {"owner": owner, "template": template, "owner_name": name}

    def values(self) -> SeriesValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        typed = self.cleaned_data
        ids = {"owner_id": typed["owner"], "template_id": typed["template"]}
        own = {name: typed[name] for name in SERIES_FIELDS if name not in ids}
        return SeriesValues(**own, **ids)


class NewSeriesForm(SeriesForm):
    version = None


class EndSeriesForm(VersionedForm):
    """The end of a series; the questions about called meetings only where there are some."""

    cancels_called = forms.BooleanField(
        label=_("Also cancel the meetings that have been called"), required=False
    )
    reason = PlainText(
        label=_("Why are they cancelled?"),
        rows=3,
        max_length=500,
        required=False,
        help_text=_("Everyone who was called reads this."),
    )

    def __init__(self, *args: Any, has_called: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_called:
            del self.fields["cancels_called"]
            del self.fields["reason"]

    def given(self) -> dict[str, Any]:
        """Return what the service takes; nothing is cancelled where nothing was asked."""
        return {"cancels_called": False, "reason": ""} | super().given()


class TemplateForm(OnceForm):
    name_sv = OneLine(label=_("Name in Swedish"), max_length=120, required=False)
    name_fi = OneLine(label=_("Name in Finnish"), max_length=120, required=False)


class TemplateEditForm(TemplateForm, VersionedForm):
    pass


class KeepAgendaForm(TemplateForm):
    pass


class RemoveTemplateForm(ConfirmForm):
    pass


class TemplateEditor(MeetingEditor):
    """A template's name together with the rows of its agenda."""

    @classmethod
    def begun(cls, template: AgendaTemplate | None) -> "TemplateEditor":
        """Return the editor of a template as it stands, or of a new one."""
        if template is None:
            return cls(TemplateForm(), rows_of([]))
        names = ("name_sv", "name_fi", "version")
        form = TemplateEditForm(initial={name: getattr(template, name) for name in names})
        return cls(form, rows_of(items_of(template=template)))

    @classmethod
    def posted(
        cls, data: Mapping[str, str], form_class: type[TemplateForm]
    ) -> tuple["TemplateEditor", bool]:
        """Return the editor with what was sent, and whether it is to be saved.

        After a row button it is shown as typed, unchecked.
        """
        if (rows := rearranged_rows(data)) is not None:
            return cls(typed_form(data, form_class), rows), False
        return cls(form_class(data), bound_rows(data)), True

    def values(self) -> TemplateValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        names = {name: self.form.cleaned_data[name] for name in ("name_sv", "name_fi")}
        items = tuple(row.values() for row in self.rows if not row.is_empty())
        return TemplateValues(**names, items=items)
