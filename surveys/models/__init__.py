"""From the ground up: a lower module never imports a higher one."""

from surveys.models.answer import Answer, Response, Tally
from surveys.models.intake import UsedKey, Waiting
from surveys.models.question import Choice, Question, Section
from surveys.models.survey import Survey
from surveys.models.theme import Fragment, Theme

__all__ = [
    "Answer",
    "Choice",
    "Fragment",
    "Question",
    "Response",
    "Section",
    "Survey",
    "Tally",
    "Theme",
    "UsedKey",
    "Waiting",
]
