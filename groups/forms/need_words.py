"""The forms by which people weigh needs, comment on them and answer them."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import ConfirmForm, OnceForm, PlainText, ValuesForm, VersionedForm
from groups.models import EloGroup, Need, NeedVote
from groups.services.need_answers import FEWEST_DAYS, MOST_DAYS, NO_ANSWER, AnswerValues
from groups.services.need_votes import GRADES, Vote

GRADE_CHOICES = [
    ("", _("Choose")),
    *(
        (grade, {1: _("1 small"), 5: _("5 great")}.get(grade, str(grade)))
        for grade in GRADES
    ),
]  # fmt: skip


class Line(NamedTuple):
    """One need of the form: itself and its two fields."""

    need: Need
    importance: BoundField
    influence: BoundField


class VotesForm(OnceForm):
    """Two grades for each of `needs`; what is left open is no vote."""

    def __init__(
        self, *args: Any, needs: Iterable[Need], votes: Mapping[int, NeedVote], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.needs = list(needs)
        for need in self.needs:
            vote = votes.get(need.pk)
            for name, label, grade in (
                ("importance", _("Importance, 1–5"), vote and vote.importance),
                ("influence", _("Possibility to influence, 1–5"), vote and vote.influence),
            ):
                self.fields[f"{name}_{need.pk}"] = forms.TypedChoiceField(
                    label=label,
                    choices=GRADE_CHOICES,
                    coerce=int,
                    empty_value=None,
                    required=False,
                    initial=grade,
                )

    @staticmethod
    def asked(names: Iterable[str]) -> set[int]:
        """Return the ids of the needs that the sent fields are about."""
        parts = (name.removeprefix("importance_") for name in names)
        return {int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 19}

    def clean(self) -> dict[str, Any]:
        """Ask for the second grade where only one is chosen."""
        cleaned = super().clean()
        for need in self.needs:
            names = [f"importance_{need.pk}", f"influence_{need.pk}"]
            missing = [name for name in names if cleaned.get(name) is None]
            if len(missing) == 1 and missing[0] not in self.errors:
                self.add_error(missing[0], _("Choose both grades."))
        return cleaned

    def votes(self) -> list[Vote]:
        """Return what was chosen as the service takes it; only after `is_valid`."""
        grades = self.cleaned_data
        return [
            Vote(need.pk, grades[f"importance_{need.pk}"], grades[f"influence_{need.pk}"])
            for need in self.needs
            if grades[f"importance_{need.pk}"] is not None
        ]

    @property
    def lines(self) -> list[Line]:
        return [
            Line(need, self[f"importance_{need.pk}"], self[f"influence_{need.pk}"])
            for need in self.needs
        ]


class CommentForm(OnceForm):
    text = PlainText(label=_("Your comment"), rows=3, max_length=4000)


class RemoveCommentForm(ConfirmForm):
    pass


class AnswerForm(ValuesForm):
    """The group's answer, in one language or both."""

    takes = AnswerValues
    either = {"answer": NO_ANSWER}
    use_required_attribute = False

    answer_sv = PlainText(label=_("Answer in Swedish"), rows=5, max_length=4000, required=False)
    answer_fi = PlainText(label=_("Answer in Finnish"), rows=5, max_length=4000, required=False)

    @staticmethod
    def initial_of(need: Need) -> dict[str, Any]:
        """Return what the form begins with for `need`."""
        return {name: getattr(need, name) for name in ("answer_sv", "answer_fi", "version")}


class AnswerDaysForm(VersionedForm):
    answer_days = forms.IntegerField(
        label=_("Days"), min_value=FEWEST_DAYS, max_value=MOST_DAYS
    )  # fmt: skip

    @staticmethod
    def initial_of(group: EloGroup) -> dict[str, Any]:
        """Return what the form begins with for `group`."""
        return {"answer_days": group.answer_days, "version": group.version}
