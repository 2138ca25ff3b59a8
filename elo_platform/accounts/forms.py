from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.accounts.services.people import PROFILE_FIELDS
from elo_platform.lib.forms import OnceForm, OneLine


class ProfileForm(forms.ModelForm, OnceForm):
    class Meta:
        model = User
        fields = PROFILE_FIELDS
        field_classes = dict.fromkeys(("name", "title", "phone"), OneLine)
        labels = {
            "language": _("Language of pages, mails and calendar"),
            "colour_scheme": _("Colours"),
            "is_name_public": _("Show my name on public pages of my group"),
        }
        help_texts = {
            "title": _("What you do in your organisation."),
            "phone": _("Shown to the members of your group."),
            "is_name_public": _("Otherwise the public pages name your organisation only."),
        }
