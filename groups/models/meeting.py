import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from elo_platform.accounts.edits import Edited
from elo_platform.lib.text import in_language
from groups.models.group import Body
from groups.models.series import Series
from groups.models.when import when_words
from groups.permissions import Visibility
from groups.querysets.meetings import MeetingQuerySet, ShareQuerySet
from groups.states import MeetingState

# A meeting that was opened and never closed counts as over so long after its end.
RUNS_LATE = timedelta(hours=6)


class Meeting(Edited):
    """A meeting of a body.

    `day`, `begins`, `ends` and `zone` are what people agreed on: wall time. `starts_at` and
    `ends_at` are derived from them by the service, for sorting and for what is due; if the
    rules of the zone change, they are derived anew.
    """

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("body")
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    about_sv = models.TextField(_("about the meeting in Swedish"), blank=True)
    about_fi = models.TextField(_("about the meeting in Finnish"), blank=True)
    day = models.DateField(_("day"))
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Helsinki")
    starts_at = models.DateTimeField(_("starts at"), editable=False)
    ends_at = models.DateTimeField(_("ends at"), editable=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to the online meeting"), max_length=500, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=MeetingState.choices, default=MeetingState.DRAFT
    )
    visibility = models.CharField(
        _("open to"), max_length=20, choices=Visibility.choices, default=Visibility.BODY
    )
    uid = models.UUIDField(_("calendar id"), default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(_("calendar version"), default=0, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="meetings_made",
        verbose_name=_("drafted by"),
    )
    made_at = models.DateTimeField(_("drafted"))
    moved_at = models.DateTimeField(_("moved"), null=True, blank=True)
    called_at = models.DateTimeField(_("called"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason"), max_length=500, blank=True)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    presence_version = models.PositiveIntegerField(
        _("version of the presence"), default=0, editable=False
    )
    series = models.ForeignKey(
        Series,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
        verbose_name=_("series"),
    )
    occurs_on = models.DateField(_("day by the rule of the series"), null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        default_permissions = ()
        permissions = [("view_meeting", "View meeting")]
        indexes = [models.Index(name="meeting_by_time", fields=["body", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="meeting_state_is_known", condition=Q(state__in=MeetingState.values)
            ),
            models.CheckConstraint(
                name="meeting_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="meeting_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="meeting_is_called_when_not_a_draft",
                condition=Q(state="draft", called_at=None)
                | ~Q(state="draft") & Q(called_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_series_meets_once_on_a_day",
                fields=["series", "occurs_on"],
                condition=Q(series__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_of_a_series_knows_its_day",
                condition=Q(series=None, occurs_on=None)
                | Q(series__isnull=False, occurs_on__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_closes_after_it_opens",
                condition=Q(closed_at=None)
                | Q(opened_at__isnull=False, closed_at__gte=F("opened_at")),
            ),
            models.CheckConstraint(
                name="meeting_cancellation_is_complete",
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | ~Q(state="cancelled") & Q(cancelled_at=None),
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

    def has_begun(self, now: datetime) -> bool:
        """Tell whether the meeting was opened, or its time has come."""
        return self.opened_at is not None or self.starts_at <= now

    def is_over(self, now: datetime) -> bool:
        """Tell whether it was closed or its time is past; one that was opened may run late."""
        late = RUNS_LATE if self.opened_at else timedelta(0)
        return self.closed_at is not None or self.ends_at + late <= now

    @property
    def when(self) -> str:
        """The day and the clock in words; the zone where it is not Finland's."""
        return when_words(self.day, self.begins, self.ends, self.zone)


class MeetingUserObjectPermission(UserObjectPermissionBase):
    """A guest may open one meeting until a day. Written by groups.services.shares alone."""

    content_object = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="shares", verbose_name=_("meeting")
    )
    ends_on = models.DateField(_("to"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("given by"),
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = ShareQuerySet.as_manager()

    class Meta(UserObjectPermissionBase.Meta):
        verbose_name = _("share of a meeting")
        verbose_name_plural = _("shares of meetings")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.content_object_id}"
