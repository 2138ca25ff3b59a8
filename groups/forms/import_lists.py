"""The forms of importing a list: the file, and the button under the preview."""

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import OnceForm

MAIL, SEATS = "mail", "seats"


class ImportForm(OnceForm):
    file = forms.FileField(
        label=_("File"),
        max_length=200,
        allow_empty_file=True,
        help_text=_("XLSX or CSV, at most 5 MB, 2,000 rows and 40 columns."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.txt,.tsv"}),
    )
    people = forms.ChoiceField(
        label=_("The people in the list"),
        choices=[
            (MAIL, _("Invite them by mail: the seat is theirs once they accept")),
            (SEATS, _("Open the seats only, and invite later with the same list or one by one")),
        ],
        initial=MAIL,
        widget=forms.RadioSelect,
    )


class ImportConfirmForm(OnceForm):
    """The button: it carries what the verdicts were when they were looked at."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
