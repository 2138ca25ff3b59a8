"""The life of a survey, as a table."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from elo_platform.lib.states import Transition
from groups.permissions import GroupPermission


class SurveyState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("survey", "Open")
    CLOSED = "closed", _("Closed")


class SurveyAction(StrEnum):
    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"


SURVEY_TRANSITIONS: dict[SurveyAction, Transition] = {
    SurveyAction.OPEN: Transition(
        frozenset({SurveyState.DRAFT}), SurveyState.OPEN, GroupPermission.MANAGE_SURVEYS
    ),
    SurveyAction.CLOSE: Transition(
        frozenset({SurveyState.OPEN}), SurveyState.CLOSED, GroupPermission.MANAGE_SURVEYS
    ),
    SurveyAction.REOPEN: Transition(
        frozenset({SurveyState.CLOSED}), SurveyState.OPEN, GroupPermission.MANAGE_SURVEYS
    ),
}
