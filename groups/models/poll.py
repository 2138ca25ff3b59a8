from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.dates import start_of_day
from elo_platform.lib.text import in_language
from groups.models.group import Body
from groups.models.meeting import Meeting
from groups.models.when import when_words
from groups.querysets.series import (
    DatePollQuerySet,
    PollAskedQuerySet,
    PollPartQuerySet,
    SlotVoteQuerySet,
)
from groups.states import PollState, SlotAnswer


class DatePoll(Versioned):
    """Which day suits a body: asked of its members, and turned into a meeting."""

    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="polls",
        verbose_name=_("body"),
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    about_sv = models.TextField(_("about the meeting in Swedish"), blank=True)
    about_fi = models.TextField(_("about the meeting in Finnish"), blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Helsinki")
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to the online meeting"), max_length=500, blank=True)
    closes_on = models.DateField(_("answers wanted by"))
    state = models.CharField(
        _("state"), max_length=20, choices=PollState.choices, default=PollState.OPEN
    )
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="polls",
        verbose_name=_("meeting"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    made_at = models.DateTimeField(_("drafted"))

    objects = DatePollQuerySet.as_manager()

    class Meta:
        verbose_name = _("date poll")
        verbose_name_plural = _("date polls")
        constraints = [
            models.CheckConstraint(
                name="poll_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="poll_state_is_known", condition=Q(state__in=PollState.values)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def about(self) -> str:
        return in_language(self, "about")

    @property
    def open_until(self) -> datetime:
        """The end of the last day to answer, in Finland."""
        return start_of_day(self.closes_on + timedelta(days=1))


class PollSlot(models.Model):
    """A time that a date poll proposes: wall time in the poll's zone."""

    poll = models.ForeignKey(
        DatePoll,
        on_delete=models.CASCADE,
        related_name="slots",
        verbose_name=_("date poll"),
    )
    day = models.DateField(_("day"))
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))

    objects = PollPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed time")
        verbose_name_plural = _("proposed times")
        ordering = ["day", "begins"]
        constraints = [
            models.UniqueConstraint(
                name="a_time_is_proposed_once",
                fields=["poll", "day", "begins"],
            ),
            models.CheckConstraint(
                name="proposed_time_ends_after_it_begins", condition=Q(ends__gt=F("begins"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.begins:%H:%M}"

    @property
    def when(self) -> str:
        """The day and the clock in words; the zone where it is not Finland's."""
        return when_words(self.day, self.begins, self.ends, self.poll.zone)


class PollAsked(models.Model):
    """Somebody is asked which day suits."""

    poll = models.ForeignKey(
        DatePoll,
        on_delete=models.CASCADE,
        related_name="asked",
        verbose_name=_("date poll"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="polls_asked",
        verbose_name=_("person"),
    )
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = PollAskedQuerySet.as_manager()

    class Meta:
        verbose_name = _("person asked in a date poll")
        verbose_name_plural = _("persons asked in date polls")
        constraints = [
            models.UniqueConstraint(
                name="a_person_is_asked_once_in_a_poll",
                fields=["poll", "user"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.user_id}"


class SlotVote(models.Model):
    """What somebody says of a proposed time."""

    slot = models.ForeignKey(
        PollSlot,
        on_delete=models.CASCADE,
        related_name="votes",
        verbose_name=_("proposed time"),
    )
    asked = models.ForeignKey(
        PollAsked,
        on_delete=models.CASCADE,
        related_name="votes",
        verbose_name=_("person asked"),
    )
    answer = models.CharField(_("answer"), max_length=20, choices=SlotAnswer.choices)

    objects = SlotVoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a proposed time")
        verbose_name_plural = _("answers to proposed times")
        constraints = [
            models.UniqueConstraint(
                name="a_person_answers_a_time_once",
                fields=["slot", "asked"],
            ),
            models.CheckConstraint(
                name="slot_answer_is_known", condition=Q(answer__in=SlotAnswer.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id}: {self.answer}"
