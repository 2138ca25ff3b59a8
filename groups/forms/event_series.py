"""The form of a series of events."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.forms import OneLine, PlainText, ValuesForm
from groups.models import EventSeries
from groups.querysets.readers import event_arrangers
from groups.services.event_series import NO_TITLE, SeriesValues


class SeriesForm(ValuesForm):
    either = {"title": NO_TITLE}
    takes = SeriesValues
    use_required_attribute = False

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    about_sv = PlainText(label=_("About the series in Swedish"), rows=3, required=False)
    about_fi = PlainText(label=_("About the series in Finnish"), rows=3, required=False)
    owner = forms.ModelChoiceField(
        label=_("Who looks after the series?"),
        queryset=None,
        required=False,
        empty_label=_("Nobody in particular"),
    )

    def __init__(
        self, *args: Any, group_id: int | None, owner_id: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        # Who has left the task stays choosable in the series that names them.
        people = Q(pk__in=event_arrangers(group_id).values("pk")) | Q(pk=owner_id)
        self.fields["owner"].queryset = User.objects.filter(people).order_by("name", "pk")

    @staticmethod
    def initial_of(series: EventSeries) -> dict[str, Any]:
        """Return what the form begins with for `series`."""
        return {name: getattr(series, name) for name in (*SeriesValues.__slots__, "version")}


class NewSeriesForm(SeriesForm):
    version = None
