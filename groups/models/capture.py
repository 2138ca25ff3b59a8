from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import in_language
from groups.models.event import Event
from groups.models.group import EloGroup
from groups.models.meeting import Meeting
from groups.models.need import Need
from groups.querysets.captures import CaptureQuerySet, CaptureSpotQuerySet


class CaptureSpot(models.Model):
    """A short link, also as QR code, by which anybody on the spot writes down a need."""

    group = models.ForeignKey(
        EloGroup,
        on_delete=models.PROTECT,
        related_name="spots",
        verbose_name=_("group"),
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="spots",
        verbose_name=_("meeting"),
    )
    event = models.ForeignKey(
        Event,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="spots",
        verbose_name=_("event"),
    )
    key = models.CharField(_("key of the link"), max_length=16)
    closes_on = models.DateField(_("open until"))
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"))

    objects = CaptureSpotQuerySet.as_manager()

    class Meta:
        verbose_name = _("place to write down needs")
        verbose_name_plural = _("places to write down needs")
        constraints = [
            models.CheckConstraint(
                name="capture_spot_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.UniqueConstraint(
                name="capture_spot_has_its_own_key",
                fields=["key"],
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    def is_open_on(self, day: date) -> bool:
        """Tell whether notes are taken on `day`."""
        return self.closed_at is None and day <= self.closes_on


class Capture(models.Model):
    """What somebody wrote down on the spot: to become a need, to join one, or to be left."""

    spot = models.ForeignKey(
        CaptureSpot,
        on_delete=models.CASCADE,
        related_name="captures",
        verbose_name=_("place"),
    )
    text = models.CharField(_("what is needed"), max_length=500)
    whom = models.CharField(_("for whom"), max_length=160, blank=True)
    contact = models.CharField(_("name or e-mail address"), max_length=160, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    at = models.DateTimeField(_("when"))
    need = models.ForeignKey(
        Need,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="captures",
        verbose_name=_("need"),
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = _("need written down on the spot")
        verbose_name_plural = _("needs written down on the spot")
        constraints = [
            models.CheckConstraint(name="capture_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return self.text[:80]
