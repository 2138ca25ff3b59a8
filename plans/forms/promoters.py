"""The form by which a leading group says who promotes an action."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import PlainText, VersionedForm
from elo_platform.lib.text import current_language
from groups.querysets.readers import people_of
from plans.models import Promoter


class PromoterForm(VersionedForm):
    """Who promotes an action, and what the leading group wants of it."""

    promoter = forms.ModelChoiceField(
        label=_("Who promotes it"),
        queryset=get_user_model().objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )
    guidance = PlainText(
        label=_("Guidance of the leading group"),
        rows=4,
        max_length=1000,
        required=False,
        help_text=_("What the promoter should see to. It shows on the action."),
    )

    def __init__(self, *args: Any, group_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["promoter"].queryset = people_of(group_id)

    @staticmethod
    def initial_of(promoter: Promoter) -> dict[str, Any]:
        """Return the form's values as they stand."""
        return {
            "promoter": promoter.user,
            "guidance": promoter.guidance,
            "version": promoter.version,
        }

    def given(self) -> dict[str, Any]:
        person = self.cleaned_data["promoter"]
        return {
            "user_id": person.pk if person else None,
            "guidance": self.cleaned_data["guidance"],
            "language": current_language(),
        }
