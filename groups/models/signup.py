from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from groups.models.event import Event
from groups.models.organisation import Organisation
from groups.querysets.events import (
    FeedbackQuerySet,
    SignUpQuerySet,
    SuggestionQuerySet,
    SuggestionVoteQuerySet,
)
from groups.states import SignUpState


class SignUp(models.Model):
    """Somebody takes part in an event, or waits for a place: by account, or by name and address.

    `number` is the order of arrival, given when it is confirmed; who waits with the lowest
    number gets a place that becomes free. `has_said` keeps a feedback from coming twice, and
    leads to none. `shows_name` is the consent to stand in the list of participants.
    """

    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        related_name="signups",
        verbose_name=_("event"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signups",
        verbose_name=_("person"),
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    address = models.EmailField(_("e-mail address"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="signups",
        verbose_name=_("organisation"),
    )
    organisation_text = models.CharField(_("organisation in words"), max_length=160, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    needs_text = models.CharField(
        _("what should be taken into account"), max_length=200, blank=True
    )
    state = models.CharField(
        _("state"), max_length=20, choices=SignUpState.choices, default=SignUpState.COMING
    )
    number = models.PositiveIntegerField(_("order of arrival"), null=True, blank=True)
    shows_name = models.BooleanField(_("may be shown to other participants"), default=False)
    came = models.BooleanField(_("was there"), null=True, blank=True)
    at = models.DateTimeField(_("signed up"))
    changed_at = models.DateTimeField(_("changed"))
    placed_at = models.DateTimeField(_("got a place"), null=True, blank=True)
    has_said = models.BooleanField(_("has given feedback"), default=False)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [
            models.UniqueConstraint(
                name="sign_ups_have_an_order",
                fields=["event", "number"],
            ),
            models.CheckConstraint(
                name="sign_up_has_an_order_once_confirmed",
                condition=Q(state__in=("unconfirmed", "withdrawn")) | Q(number__isnull=False),
            ),
            models.CheckConstraint(
                name="sign_up_state_is_known", condition=Q(state__in=SignUpState.values)
            ),
            models.UniqueConstraint(
                name="a_person_signs_up_once",
                fields=["event", "user"],
                condition=Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                "event", Lower("address"), name="an_address_signs_up_once", condition=~Q(address="")
            ),
            models.CheckConstraint(
                name="sign_up_is_of_a_person_or_an_address",
                condition=Q(user__isnull=False, address="") | Q(user=None) & ~Q(name=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.user_id)

    @property
    def who(self) -> str:
        """Return the name of the participant."""
        return self.user.name if self.user else self.name

    @property
    def line_number(self) -> int:
        """Return how manieth the participant stands on the waiting list, from 1 on."""
        waiting = self.event.signups.filter(state=SignUpState.WAITING)
        return waiting.filter(number__lt=self.number).count() + 1

    @property
    def home(self) -> str:
        """Return the participant's organisation by name, or as they wrote it."""
        return self.organisation.name if self.organisation else self.organisation_text


class ThemeSuggestion(models.Model):
    """A theme that somebody would like an event to deal with."""

    event = models.ForeignKey(
        Event,
        on_delete=models.CASCADE,
        related_name="suggestions",
        verbose_name=_("event"),
    )
    text = models.CharField(_("theme"), max_length=300)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="theme_suggestions",
        verbose_name=_("from"),
    )
    at = models.DateTimeField(_("when"))
    is_chosen = models.BooleanField(_("chosen"), default=False)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested theme")
        verbose_name_plural = _("suggested themes")

    def __str__(self) -> str:
        return self.text


class ThemeVote(models.Model):
    """Somebody would choose a suggested theme."""

    suggestion = models.ForeignKey(
        ThemeSuggestion,
        on_delete=models.CASCADE,
        related_name="votes",
        verbose_name=_("suggested theme"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="theme_votes",
        verbose_name=_("person"),
    )
    at = models.DateTimeField(_("when"))

    objects = SuggestionVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote for a theme")
        verbose_name_plural = _("votes for themes")
        constraints = [
            models.UniqueConstraint(
                name="a_person_votes_for_a_theme_once",
                fields=["suggestion", "user"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.suggestion_id}: {self.user_id}"


class EventFeedback(models.Model):
    """What a participant says of an event; whose it is is not kept."""

    event = models.ForeignKey(
        Event,
        on_delete=models.PROTECT,
        related_name="feedback",
        verbose_name=_("event"),
    )
    useful = models.PositiveSmallIntegerField(_("was useful, 1 to 5"))
    text = models.CharField(_("in own words"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    on = models.DateField(_("day"))

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback on an event")
        verbose_name_plural = _("feedback on events")
        constraints = [
            models.CheckConstraint(
                name="feedback_is_from_1_to_5", condition=Q(useful__range=(1, 5))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.useful}"
