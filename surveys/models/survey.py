import secrets
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Edited
from elo_platform.lib.text import in_language
from groups.models import EloGroup
from groups.permissions import Visibility
from surveys.kinds import FEWEST_SHOWN
from surveys.querysets.surveys import SurveyQuerySet
from surveys.states import SurveyState


def new_token() -> str:
    """Return a public address that nobody can guess: 132 bits."""
    return secrets.token_urlsafe(17)[:22]


class Survey(Edited):
    """An open, anonymous survey of a group, in Swedish and Finnish with one set of results.

    `edition` rises when the questions change and when the survey opens again: an answer that
    was begun on an earlier one is shown again before it counts. `answers_count` and
    `shown_count` are written when answers move out of the intake: how many can be read, and
    how many could be when the survey last closed.
    """

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="surveys", verbose_name=_("group")
    )
    token = models.CharField(
        _("public address"), max_length=43, unique=True, default=new_token, editable=False
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    intro_sv = models.TextField(_("introduction in Swedish"), blank=True)
    intro_fi = models.TextField(_("introduction in Finnish"), blank=True)
    audience_sv = models.CharField(_("who is asked, in Swedish"), max_length=300, blank=True)
    audience_fi = models.CharField(_("who is asked, in Finnish"), max_length=300, blank=True)
    thanks_sv = models.TextField(_("thanks in Swedish"), blank=True)
    thanks_fi = models.TextField(_("thanks in Finnish"), blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=SurveyState.choices, default=SurveyState.DRAFT
    )
    visibility = models.CharField(
        _("results open to"), max_length=20, choices=Visibility.choices, default=Visibility.GROUP
    )
    said_visibility = models.CharField(
        _("what it led to open to"),
        max_length=20,
        choices=Visibility.choices,
        default=Visibility.GROUP,
    )
    closes_on = models.DateField(_("last day to answer"), null=True, blank=True)
    is_locked = models.BooleanField(_("questions are locked"), default=False, editable=False)
    edition = models.PositiveIntegerField(_("edition"), default=0, editable=False)
    answers_count = models.PositiveIntegerField(_("answers"), default=0, editable=False)
    shown_count = models.PositiveIntegerField(_("answers shown"), default=0, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="surveys_made",
        verbose_name=_("drafted by"),
    )
    made_at = models.DateTimeField(_("drafted"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        indexes = [models.Index(name="survey_by_age", fields=["group", "-made_at", "-id"])]
        constraints = [
            models.CheckConstraint(
                name="survey_state_is_known", condition=Q(state__in=SurveyState.values)
            ),
            models.CheckConstraint(
                name="survey_visibility_is_known",
                condition=Q(visibility__in=[Visibility.GROUP, "all_regions", "public"])
                & Q(said_visibility__in=[Visibility.GROUP, "all_regions", "public"]),
            ),
            models.CheckConstraint(
                name="survey_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="survey_opens_in_both_languages",
                condition=Q(state="draft") | ~Q(title_sv="") & ~Q(title_fi=""),
            ),
            models.CheckConstraint(
                name="survey_is_opened_when_not_a_draft",
                condition=Q(state="draft", opened_at=None)
                | ~Q(state="draft") & Q(opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="survey_closing_is_complete",
                condition=Q(state="closed", closed_at__isnull=False)
                | ~Q(state="closed") & Q(closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def audience(self) -> str:
        return in_language(self, "audience")

    @property
    def intro(self) -> str:
        return in_language(self, "intro")

    @property
    def thanks(self) -> str:
        return in_language(self, "thanks")

    @property
    def is_draft(self) -> bool:
        return self.state == SurveyState.DRAFT

    @property
    def is_open(self) -> bool:
        return self.state == SurveyState.OPEN

    def takes_answers_on(self, day: date) -> bool:
        """Tell whether people may answer on `day`, the last day too."""
        return self.state == SurveyState.OPEN and not (self.closes_on and self.closes_on < day)

    @property
    def shows_results(self) -> bool:
        """Whether results can be read: after it has closed, with enough answers.

        Not while answers come in: who read the figures twice could subtract, and so read the
        answers that came in between.
        """
        return self.state == SurveyState.CLOSED and self.answers_count >= FEWEST_SHOWN

    @property
    def is_said_publicly(self) -> bool:
        """Whether everybody may read what the answers led to."""
        return self.shows_results and self.said_visibility == Visibility.PUBLIC
