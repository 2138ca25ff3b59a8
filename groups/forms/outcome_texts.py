"""The form that adds a language which an outcome was recorded without."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from elo_platform.lib.forms import OnceForm, OneLine, PlainText
from groups.models import Outcome
from groups.models.outcome import WORDS


class OutcomeTextsForm(OnceForm):
    """Title and wording in the language that has none; what stands has no field."""

    title_sv = OneLine(label=_("Title in Swedish"), max_length=200, required=False)
    title_fi = OneLine(label=_("Title in Finnish"), max_length=200, required=False)
    text_sv = PlainText(label=_("Wording in Swedish"), rows=5, required=False)
    text_fi = PlainText(label=_("Wording in Finnish"), rows=5, required=False)

    def __init__(self, *args: Any, outcome: Outcome, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in WORDS:
            # What somebody else wrote meanwhile is refused at its field, with what was typed.
            if getattr(outcome, name) and not self.data.get(name):
                del self.fields[name]
            else:
                self.fields[name].widget.attrs["lang"] = name[-2:]

    def given(self) -> dict[str, Any]:
        return {"words": super().given()}
