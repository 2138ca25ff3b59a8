"""The form in which a person says what they can do in a group."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from elo_platform.lib.forms import OnceForm
from groups.kinds import SkillLevel, TaskKind


class SkillsForm(OnceForm):
    """A choice for each kind of the group's work."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        for task in TaskKind:
            self.fields[task.value] = forms.ChoiceField(
                label=capfirst(str(task.label)),
                choices=SkillLevel.choices,
                widget=forms.RadioSelect,
            )

    def levels(self) -> dict[str, str]:
        """Return what was chosen, by kind of work; only after `is_valid`."""
        return {task: self.cleaned_data[task] for task in TaskKind.values}
