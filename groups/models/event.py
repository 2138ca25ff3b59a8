import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Edited, Versioned
from elo_platform.lib.text import in_language
from groups.models.document import Document
from groups.models.group import Body, EloGroup
from groups.models.organisation import Organisation
from groups.models.when import when_words
from groups.permissions import Visibility
from groups.querysets.events import EventPartQuerySet, EventQuerySet, EventSeriesQuerySet
from groups.states import EventState


class EventKind(models.TextChoices):
    """What sort of event it is."""

    SEMINAR = "seminar", _("Seminar")
    REGIONAL_SEMINAR = "regional_seminar", _("Yearly regional seminar")
    TRAINING = "training", _("Training")
    INFORMATION = "information", _("Information meeting")
    WORKSHOP = "workshop", _("Forum or workshop")
    VISIT = "visit", _("Visit")
    THEME = "theme", _("Theme meeting")
    NATIONAL = "national", _("Yearly national seminar of coordinators")


class TrainingKind(models.TextChoices):
    """What sort of training it is."""

    NETWORKING = "networking", _("Network training")
    FURTHER = "further", _("Supplementary studies")
    CONTINUING = "continuing", _("Continuing training")


class EventSeries(Versioned):
    """Events that go on over years, with the thread of what came of them."""

    group = models.ForeignKey(
        EloGroup,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="event_series",
        verbose_name=_("group"),
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    about_sv = models.TextField(_("about the series in Swedish"), blank=True)
    about_fi = models.TextField(_("about the series in Finnish"), blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="event_series_kept",
        verbose_name=_("kept by"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"))

    objects = EventSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")
        constraints = [
            models.CheckConstraint(
                name="event_series_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
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


class Event(Edited):
    """A seminar, training, information meeting, workshop, visit or theme meeting.

    `day`, `begins`, `ends` and `zone` are wall time; `starts_at` and `ends_at` follow from them.
    Without a group it is national; its regional follow-ups name it as `parent`.
    """

    group = models.ForeignKey(
        EloGroup,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("group"),
    )
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events",
        verbose_name=_("body"),
    )
    series = models.ForeignKey(
        EventSeries,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        verbose_name=_("series"),
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followups",
        verbose_name=_("national event behind it"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices)
    training = models.CharField(
        _("kind of training"), max_length=20, choices=TrainingKind.choices, blank=True
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    about_sv = models.TextField(_("about the event in Swedish"), blank=True)
    about_fi = models.TextField(_("about the event in Finnish"), blank=True)
    day = models.DateField(_("day"))
    begins = models.TimeField(_("begins"))
    ends = models.TimeField(_("ends"))
    zone = models.CharField(_("time zone"), max_length=40, default="Europe/Helsinki")
    starts_at = models.DateTimeField(_("starts at"), editable=False)
    ends_at = models.DateTimeField(_("ends at"), editable=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part online"), max_length=500, blank=True)
    host = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="events_hosted",
        verbose_name=_("host"),
    )
    capacity = models.PositiveSmallIntegerField(_("places"), null=True, blank=True)
    signup_until = models.DateField(_("sign-up until"), null=True, blank=True)
    has_waiting_list = models.BooleanField(_("waiting list"), default=True)
    is_open_signup = models.BooleanField(_("sign-up without an account"), default=False)
    wants_suggestions_until = models.DateField(_("theme suggestions until"), null=True, blank=True)
    professions = ArrayField(
        models.CharField(max_length=20), verbose_name=_("for whom"), default=list, blank=True
    )
    state = models.CharField(
        _("state"), max_length=20, choices=EventState.choices, default=EventState.DRAFT
    )
    visibility = models.CharField(
        _("open to"), max_length=20, choices=Visibility.choices, default=Visibility.GROUP
    )
    notes_sv = models.TextField(_("what came of it in Swedish"), blank=True)
    notes_fi = models.TextField(_("what came of it in Finnish"), blank=True)
    take_home_sv = models.TextField(_("what we take home in Swedish"), blank=True)
    take_home_fi = models.TextField(_("what we take home in Finnish"), blank=True)
    asks_feedback = models.BooleanField(_("asks for feedback"), default=True)
    told = models.PositiveIntegerField(_("people told of it"), default=0, editable=False)
    uid = models.UUIDField(_("calendar id"), default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(_("calendar version"), default=0, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    made_at = models.DateTimeField(_("drafted"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(name="event_by_time", fields=["group", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                name="event_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="event_kind_is_known", condition=Q(kind__in=EventKind.values)
            ),
            models.CheckConstraint(
                name="event_state_is_known", condition=Q(state__in=EventState.values)
            ),
            models.CheckConstraint(
                name="event_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="event_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="event_is_cancelled_with_a_moment",
                condition=Q(state="cancelled", cancelled_at__isnull=False)
                | ~Q(state="cancelled") & Q(cancelled_at=None),
            ),
            models.CheckConstraint(
                name="event_has_at_least_one_place", condition=Q(capacity=None) | Q(capacity__gte=1)
            ),
            models.CheckConstraint(
                name="event_is_open_to_its_body_only_with_one",
                condition=~Q(visibility="body") | Q(body__isnull=False),
            ),
            models.CheckConstraint(
                name="event_does_not_follow_itself", condition=~Q(parent=F("id"))
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
    def when(self) -> str:
        """The day and the clock in words; the zone where it is not Finland's."""
        return when_words(self.day, self.begins, self.ends, self.zone)

    @property
    def shuts_out_visitors(self) -> bool:
        """Whether people without an account may sign up to it, but cannot open its page."""
        return self.is_open_signup and self.visibility != Visibility.PUBLIC

    @property
    def arranger(self) -> str:
        """Who arranges it: a body, its group, or the national coordinators."""
        if self.body:
            return self.body.name
        return self.group.name if self.group else gettext("National coordination")

    @property
    def notes(self) -> str:
        return in_language(self, "notes")

    @property
    def take_home(self) -> str:
        return in_language(self, "take_home")


class EventOrganiser(models.Model):
    """An organisation that arranges an event together with the group."""

    event = models.ForeignKey(
        Event,
        on_delete=models.CASCADE,
        related_name="organisers",
        verbose_name=_("event"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="events_arranged",
        verbose_name=_("organisation"),
    )

    objects = EventPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("co-organiser")
        verbose_name_plural = _("co-organisers")
        constraints = [
            models.UniqueConstraint(
                name="an_organisation_arranges_an_event_once",
                fields=["event", "organisation"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.organisation_id}"


class ProgrammeItem(models.Model):
    """A point of an event's programme."""

    event = models.ForeignKey(
        Event,
        on_delete=models.CASCADE,
        related_name="programme",
        verbose_name=_("event"),
    )
    number = models.PositiveSmallIntegerField(_("order"))
    begins = models.TimeField(_("begins"), null=True, blank=True)
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    speaker = models.CharField(_("speaker"), max_length=160, blank=True)

    objects = EventPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("point of the programme")
        verbose_name_plural = _("points of the programme")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="points_of_a_programme_have_an_order",
                fields=["event", "number"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="point_of_a_programme_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")


class EventMaterial(models.Model):
    """A file of an event: reading before it, slides after it."""

    event = models.ForeignKey(
        Event,
        on_delete=models.CASCADE,
        related_name="materials",
        verbose_name=_("event"),
    )
    document = models.ForeignKey(
        Document,
        on_delete=models.CASCADE,
        related_name="materials",
        verbose_name=_("document"),
    )
    is_reading = models.BooleanField(_("to be read before"), default=False)

    objects = EventPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("material of an event")
        verbose_name_plural = _("material of events")
        constraints = [
            models.UniqueConstraint(
                name="a_document_is_material_of_an_event_once",
                fields=["event", "document"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.document_id}"
