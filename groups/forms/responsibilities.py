"""The form of the register of who answers for what."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.forms import FinnishDate, OnceForm, OneLine, VersionedForm
from groups.forms.documents import DocumentField
from groups.models import EloGroup, Responsibility
from groups.querysets.readers import people_of
from groups.services.responsibilities import NO_AREA, ResponsibilityValues

FIELDS = ("area_sv", "area_fi", "user", "deputy", "starts_on", "ends_on")


class ResponsibilityForm(OnceForm):
    either = {"area": NO_AREA}

    area_sv = OneLine(label=_("Area in Swedish"), max_length=160, required=False)
    area_fi = OneLine(label=_("Area in Finnish"), max_length=160, required=False)
    user = forms.ModelChoiceField(
        label=_("Who answers for it"), queryset=None, required=False, empty_label=_("Nobody yet")
    )
    deputy = forms.ModelChoiceField(
        label=_("Deputy"), queryset=None, required=False, empty_label=_("No deputy")
    )
    starts_on = FinnishDate(label=_("First day"))
    ends_on = FinnishDate(
        label=_("Last day"), required=False, help_text=_("Empty while it goes on.")
    )
    file = DocumentField(label=_("Appointment document"))

    def __init__(
        self,
        *args: object,
        group: EloGroup,
        row: Responsibility | None = None,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        people = people_of(group.pk)
        # Who has left stays choosable in the row that names them.
        named = [row.user_id, row.deputy_id] if row else []
        found = User.objects.filter(Q(pk__in=people.values("pk")) | Q(pk__in=named))
        for name in ("user", "deputy"):
            self.fields[name].queryset = found.order_by("name", "pk")

    @staticmethod
    def initial_of(row: Responsibility) -> dict[str, object]:
        """Return the form's values as the row stands."""
        return {name: getattr(row, name) for name in (*FIELDS, "version")}

    def values(self) -> ResponsibilityValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        names = (*FIELDS, "file")
        return ResponsibilityValues(**{name: self.cleaned_data[name] for name in names})

    def given(self) -> dict[str, ResponsibilityValues]:
        return {"values": self.values()}


class ResponsibilityEditForm(ResponsibilityForm, VersionedForm):
    """The same of what stands in the register already."""
