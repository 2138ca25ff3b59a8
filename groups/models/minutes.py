import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.models.agenda import AgendaItem
from groups.models.meeting import Meeting
from groups.models.minutes_frozen import minutes_are_frozen, part_is_frozen
from groups.querysets.minutes import (
    MinutesCheckerQuerySet,
    MinutesPartQuerySet,
    MinutesQuerySet,
    MinutesRevisionQuerySet,
)
from groups.states import CheckAnswer, MinutesState


class Minutes(Versioned):
    """The minutes of a meeting: written, in review, approved and locked.

    `version` rises with each change of any part, so that nobody approves what they did not
    read; `revision` counts how often they were approved.
    """

    meeting = models.OneToOneField(
        Meeting,
        on_delete=models.PROTECT,
        related_name="minutes",
        verbose_name=_("meeting"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=MinutesState.choices, default=MinutesState.WRITING
    )
    revision = models.PositiveSmallIntegerField(_("revision"), default=0, editable=False)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("begun by"),
    )
    begun_at = models.DateTimeField(_("begun"))
    sent_at = models.DateTimeField(_("sent for review"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("approved by"),
    )
    reopen_reason = models.CharField(_("reason for opening again"), max_length=500, blank=True)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        triggers = minutes_are_frozen()
        constraints = [
            models.CheckConstraint(
                name="minutes_state_is_known", condition=Q(state__in=MinutesState.values)
            ),
            models.CheckConstraint(
                name="minutes_are_approved_when_they_say_so",
                condition=Q(state="approved", approved_at__isnull=False) | ~Q(state="approved"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)


class MinutesPart(Versioned):
    """What the minutes say of a matter; each part is edited on its own."""

    minutes = models.ForeignKey(
        Minutes,
        on_delete=models.CASCADE,
        related_name="parts",
        verbose_name=_("minutes"),
    )
    item = models.ForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="minuted",
        verbose_name=_("agenda item"),
    )
    number = models.PositiveSmallIntegerField(_("order"))
    heading_sv = models.CharField(_("heading in Swedish"), max_length=200, blank=True)
    heading_fi = models.CharField(_("heading in Finnish"), max_length=200, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("changed by"),
    )
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)

    objects = MinutesPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of minutes")
        verbose_name_plural = _("parts of minutes")
        triggers = part_is_frozen()
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="parts_of_minutes_have_an_order",
                fields=["minutes", "number"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                name="an_item_is_minuted_once",
                fields=["minutes", "item"],
                condition=Q(item__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def heading(self) -> str:
        return in_language(self, "heading")

    @property
    def text(self) -> str:
        return in_language(self, "text")


class MinutesChecker(models.Model):
    """Somebody who was named to check the minutes, and what they said of which version."""

    minutes = models.ForeignKey(
        Minutes,
        on_delete=models.CASCADE,
        related_name="checkers",
        verbose_name=_("minutes"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="minutes_checked",
        verbose_name=_("person"),
    )
    answer = models.CharField(
        _("answer"), max_length=20, choices=CheckAnswer.choices, default=CheckAnswer.NONE
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    seen_version = models.PositiveIntegerField(_("version read"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = MinutesCheckerQuerySet.as_manager()

    class Meta:
        verbose_name = _("checker of minutes")
        verbose_name_plural = _("checkers of minutes")
        constraints = [
            models.UniqueConstraint(
                name="a_person_checks_minutes_once",
                fields=["minutes", "user"],
            ),
            models.CheckConstraint(
                name="check_answer_is_known", condition=Q(answer__in=CheckAnswer.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.user_id}"


class MinutesRevision(models.Model):
    """Minutes as they were approved once: `content` is what page and PDF show. Never changed."""

    minutes = models.ForeignKey(
        Minutes,
        on_delete=models.PROTECT,
        related_name="revisions",
        verbose_name=_("minutes"),
    )
    number = models.PositiveSmallIntegerField(_("revision"))
    reason = models.CharField(_("reason for the revision"), max_length=500, blank=True)
    content = models.JSONField(_("content"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"))

    objects = MinutesRevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision of minutes")
        verbose_name_plural = _("revisions of minutes")
        ordering = ["number"]
        triggers = [
            pgtrigger.Protect(
                name="revision_of_minutes_is_kept", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="revisions_of_minutes_are_numbered",
                fields=["minutes", "number"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}: {self.number}"
