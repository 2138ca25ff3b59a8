"""Who sees a survey, its questions and its themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models

from elo_platform.lib.conditions import Condition, among
from groups.permissions import GroupPermission
from groups.querysets.permitted import groups_with, is_open_to, today_in_helsinki
from surveys.kinds import FEWEST_SHOWN
from surveys.states import SurveyState

if TYPE_CHECKING:
    from elo_platform.accounts.models import User


def _is_open_to(user: User | AnonymousUser, survey: str = "") -> Condition:
    """Return the condition that `user` may open a survey's pages in the group.

    A draft shows to those who make surveys; what has been opened, as far as its results are
    open. Answering asks nothing of this: it goes by the public address alone.
    """
    makes = among(f"{survey}group", groups_with(user, GroupPermission.MANAGE_SURVEYS))
    shown = is_open_to(user, GroupPermission.VIEW_SURVEYS, survey)
    return makes | Condition(f"{{{survey}state}} <> '{SurveyState.DRAFT.value}'") & shown


class SurveyQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> SurveyQuerySet:
        """Return the surveys whose pages `user` may open: drafts for those who make them."""
        return self.filter(_is_open_to(user))

    def editable_by(self, user: User | AnonymousUser) -> SurveyQuerySet:
        """Return the surveys that `user` may build, open and close."""
        return self.filter(group__in=groups_with(user, GroupPermission.MANAGE_SURVEYS))

    def said_to(self, user: User | AnonymousUser) -> SurveyQuerySet:
        """Return the surveys of which `user` may read what the answers led to."""
        makes = among("group", groups_with(user, GroupPermission.MANAGE_SURVEYS))
        shown = is_open_to(user, GroupPermission.VIEW_SURVEYS, visibility="said_visibility")
        return self.filter(makes | shown, state=SurveyState.CLOSED, answers_count__gte=FEWEST_SHOWN)

    def at_address(self, token: str) -> SurveyQuerySet:
        """Return what stands at a public address: no draft; who has the address may answer."""
        return self.filter(token=token).exclude(state=SurveyState.DRAFT)

    def past_their_day(self) -> SurveyQuerySet:
        """Return the open surveys whose last day has gone by in Finland."""
        return self.filter(state=SurveyState.OPEN, closes_on__lt=today_in_helsinki())


class SurveyPartQuerySet(models.QuerySet):
    """What belongs to a survey is as visible as the survey."""

    def visible_to(self, user: User | AnonymousUser) -> SurveyPartQuerySet:
        """Return the rows of the surveys that `user` may open."""
        return self.filter(_is_open_to(user, "survey__"))


class ThemeQuerySet(SurveyPartQuerySet):
    def said_to(self, user: User | AnonymousUser) -> ThemeQuerySet:
        """Return the themes of surveys of which `user` may read what the answers led to."""
        surveys = apps.get_model("surveys", "Survey").objects.said_to(user)
        return self.filter(survey__in=surveys.values("pk"))


class ChoiceQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> ChoiceQuerySet:
        """Return the choices of the surveys that `user` may open."""
        return self.filter(_is_open_to(user, "question__survey__"))


class FragmentQuerySet(models.QuerySet):
    def visible_to(self, user: User | AnonymousUser) -> FragmentQuerySet:
        """Return the fragments of answers for those who gather them into themes."""
        makers = groups_with(user, GroupPermission.MANAGE_SURVEYS)
        return self.filter(theme__survey__group__in=makers)
