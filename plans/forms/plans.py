"""The forms of a plan, its positions and its goals."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import ConfirmForm, OnceForm, OneLine, PlainText, VersionedForm
from elo_platform.lib.text import period
from groups.models import Clause, NationalGoal
from groups.permissions import Visibility
from plans.forms.laid import Folded, LaidForm, Twin
from plans.models import Goal, Plan, Position
from plans.models.plan import VISIBILITIES
from plans.services.goals import GoalValues
from plans.services.plans import FIRST_YEAR, LAST_YEAR, NO_TITLE, PlanValues
from plans.services.positions import PositionValues

Choices = list[tuple[int, str]]
# So much of a clause tells it from others.
SHOWN = 160


def boxes(label: Any, **kwargs: Any) -> forms.TypedMultipleChoiceField:
    """Return a field of boxes that gives the ids of what is ticked."""
    return forms.TypedMultipleChoiceField(
        label=label, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **kwargs
    )


class InStep(VersionedForm):
    """An edit of a text in two languages: a person can say that both say the same."""

    in_step = forms.BooleanField(
        label=_("Both languages say the same now"),
        required=False,
        help_text=_(
            "Tick this where the other language needs no change. Otherwise it is marked as behind."
        ),
    )


class PlanForm(LaidForm, OnceForm):
    either = {"title": NO_TITLE}

    title_sv = OneLine(label=_("Title in Swedish"), max_length=160, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=160, required=False)
    year_from = forms.IntegerField(label=_("First year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    year_to = forms.IntegerField(label=_("Last year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)
    vision_sv = PlainText(label=_("Vision in Swedish"), rows=4, required=False)
    vision_fi = PlainText(label=_("Vision in Finnish"), rows=4, required=False)
    clauses = boxes(
        _("Clauses of the performance agreement that the plan fulfils"),
        help_text=_("They are quoted in the plan, so whoever reads the plan reads them."),
    )

    FIELDS = ("title_sv", "title_fi", "year_from", "year_to", "vision_sv", "vision_fi")
    LAYOUT = (
        Twin("title", _("Title")),
        "year_from",
        "year_to",
        Twin(
            "vision", _("Vision"), _("What guidance in the region is like when the plan is done.")
        ),
        "clauses",
        "in_step",
    )

    def __init__(self, *args: Any, clauses: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clauses"].choices = clauses
        if not clauses:
            del self.fields["clauses"]

    @classmethod
    def initial_of(cls, plan: Plan) -> dict[str, Any]:
        """Return what the form begins with for `plan`."""
        clauses = plan.clauses.order_by("pk").values_list("pk", flat=True)
        columns = {name: getattr(plan, name) for name in (*cls.FIELDS, "version")}
        return columns | {"clauses": list(clauses)}

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        columns = {name: self.cleaned_data[name] for name in self.FIELDS}
        clauses = tuple(sorted(self.cleaned_data.get("clauses", ())))
        return {"values": PlanValues(**columns, clause_ids=clauses)}


class PlanEditForm(PlanForm, InStep):
    pass


class OpenForm(LaidForm, VersionedForm):
    visibility = forms.ChoiceField(
        label=_("Who may read what is approved?"),
        choices=[(each.value, each.label) for each in Visibility if each in VISIBILITIES],
        widget=forms.RadioSelect,
        help_text=_("Drafts, offers and reports stay within the group."),
    )
    LAYOUT = ("visibility",)

    def given(self) -> dict[str, Any]:
        """Return the choice as the service takes it; only after `is_valid`."""
        return {"visibility": self.cleaned_data["visibility"]}


class ButtonForm(ConfirmForm):
    """A page that is a button: nothing is typed."""

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it: nothing."""
        return {}


class PositionForm(LaidForm, InStep):
    text_sv = PlainText(label=_("Text in Swedish"), rows=10, required=False)
    text_fi = PlainText(label=_("Text in Finnish"), rows=10, required=False)
    exception_sv = OneLine(label=_("Reason in Swedish"), max_length=500, required=False)
    exception_fi = OneLine(label=_("Reason in Finnish"), max_length=500, required=False)

    FIELDS = ("text_sv", "text_fi", "exception_sv", "exception_fi")
    LAYOUT = (
        Twin("text", _("What the group says")),
        "in_step",
        Twin(
            "exception",
            _("Reason, if the plan leaves this out"),
            _("A plan cannot be put on an agenda while a position has neither text nor reason."),
        ),
    )

    @classmethod
    def initial_of(cls, position: Position) -> dict[str, Any]:
        """Return what the form begins with for `position`."""
        return {name: getattr(position, name) for name in (*cls.FIELDS, "version")}

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        values = PositionValues(**{name: self.cleaned_data[name] for name in self.FIELDS})
        return {"values": values}


def clause_choices(group_id: int, on: date) -> Choices:
    """Return the clauses of a group, the latest first, each with its authority as named `on`."""
    rows = Clause.objects.filter(group=group_id).with_authority(on)
    return [
        (row.pk, f"{row.authority_name}, {period(row.starts_on, row.ends_on)}: {text.chars(SHOWN)}")
        for row, text in ((row, Truncator(row.text)) for row in rows)
    ]


def national_choices() -> Choices:
    """Return the national goals of all frameworks, the newest framework first."""
    rows = NationalGoal.objects.select_related("framework")
    newest = rows.order_by("-framework__year_from", "number")
    return [(goal.pk, f"{goal} ({goal.framework.year_from})") for goal in newest]


class GoalForm(LaidForm, OnceForm):
    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    text_sv = PlainText(label=_("Description in Swedish"), rows=5, required=False)
    text_fi = PlainText(label=_("Description in Finnish"), rows=5, required=False)
    national_goals = boxes(
        _("National goals that it serves"),
        help_text=_("Of any version of the national strategy."),
    )

    TEXTS = ("title_sv", "title_fi", "text_sv", "text_fi")
    LAYOUT = (
        "parent",
        Twin("title", _("Title")),
        Twin("text", _("Description")),
        "in_step",
        Folded("national_goals"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["national_goals"].choices = national_choices()

    @classmethod
    def initial_of(cls, goal: Goal) -> dict[str, Any]:
        """Return what the form begins with for `goal`."""
        national = goal.national_goals.order_by("pk").values_list("pk", flat=True)
        texts = {name: getattr(goal, name) for name in (*cls.TEXTS, "version")}
        return texts | {"national_goals": list(national)}

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        texts = {name: self.cleaned_data[name] for name in self.TEXTS}
        national = tuple(sorted(self.cleaned_data["national_goals"]))
        return {"values": GoalValues(**texts, national_goal_ids=national)}


class NewGoalForm(GoalForm):
    parent = forms.TypedChoiceField(
        label=_("Where in the plan does the goal belong?"),
        coerce=int,
        required=False,
        empty_value=None,
    )

    def __init__(self, *args: Any, strategic: Iterable[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        under = [
            (goal.pk, _("Development goal under %(goal)s") % {"goal": f"{goal.number} {goal}"})
            for goal in strategic
        ]
        self.fields["parent"].choices = [("", _("A strategic goal of its own")), *under]

    def given(self) -> dict[str, Any]:
        """Return what was typed as the service takes it; only after `is_valid`."""
        return super().given() | {"parent_id": self.cleaned_data["parent"]}


class GoalEditForm(GoalForm, InStep):
    pass
