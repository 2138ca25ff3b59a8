"""The forms of the library of studies."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import OnceForm, OneLine, PlainText, ValuesForm, WebLink
from groups.forms.documents import DocumentField
from groups.kinds import NodeKind
from groups.models import Study
from groups.models.study import StudyKind
from groups.permissions import Visibility
from groups.querysets.chain import Ref
from groups.services.studies import NO_TITLE, TEXTS, StudyValues


class StudyForm(ValuesForm):
    """What the library says of a study; who reads it is chosen by coordinators alone."""

    either = {"title": NO_TITLE}
    takes = StudyValues
    use_required_attribute = False

    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("What is it?"), choices=StudyKind.choices)
    publisher = OneLine(
        label=_("Owner"),
        max_length=200,
        required=False,
        help_text=_("The organisation that made it, or had it made."),
    )
    year = forms.IntegerField(label=_("Year"), min_value=1900, max_value=2199, required=False)
    url = WebLink(label=_("Link to it"), max_length=500)
    findings_sv = PlainText(label=_("Key findings in Swedish"), rows=6, required=False)
    findings_fi = PlainText(label=_("Key findings in Finnish"), rows=6, required=False)
    file = DocumentField(label=_("The study as a file"))
    visibility = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[each for each in Visibility.choices if each[0] != Visibility.BODY],
        widget=forms.RadioSelect,
        initial=Visibility.GROUP,
    )

    def __init__(self, *args: Any, may_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept = self.get_initial_for_field(self.fields["visibility"], "visibility")
        if not may_open:
            del self.fields["visibility"]

    @staticmethod
    def initial_of(study: Study) -> dict[str, Any]:
        """Return what the form begins with for `study`."""
        return {name: getattr(study, name) for name in (*TEXTS, "version")}

    def values(self) -> StudyValues:
        """Return what was typed as the service takes it; only after `is_valid`."""
        typed = {"visibility": self._kept} | self.cleaned_data
        return StudyValues(**{name: typed[name] for name in StudyValues.__slots__})


class NewStudyForm(StudyForm):
    version = None


class UseForm(OnceForm):
    """What builds on a study, chosen among what the reader sees."""

    place = forms.ChoiceField(label=_("What builds on it?"))

    def __init__(
        self,
        *args: Any,
        needs: Iterable[tuple[str, int, str]],
        goals: Iterable[tuple[str, int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        groups = ((_("Needs"), needs), (_("Goals and actions"), goals))
        self.fields["place"].choices = [
            ("", _("Choose")),
            *(
                (label, [(f"{kind}:{pk}", text) for kind, pk, text in rows])
                for label, rows in groups
            ),
        ]

    def place_ref(self) -> Ref:
        """Return what was chosen; only after `is_valid`."""
        kind, pk = self.cleaned_data["place"].split(":")
        return Ref(NodeKind(kind), int(pk))


class BehindForm(OnceForm):
    """The study that a goal or an action builds on."""

    study = forms.TypedChoiceField(label=_("Which study?"), coerce=int)

    def __init__(self, *args: Any, studies: Iterable[Study], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(row.pk, ", ".join(filter(None, _facts(row)))) for row in studies]
        self.fields["study"].choices = [("", _("Choose")), *named]


def _facts(study: Study) -> tuple[str, str, str]:
    return study.title, study.publisher, str(study.year or "")
