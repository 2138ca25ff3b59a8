from datetime import timedelta
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import in_language, initials
from groups.models.meeting import Meeting
from groups.models.organisation import Organisation
from groups.models.seat import Seat, SeatHolder
from groups.models.standing import Purpose, StandingKind
from groups.querysets.meetings import AttendanceQuerySet, MeetingPartQuerySet
from groups.states import Answer, HolderKind, Presence


class AgendaItem(models.Model):
    """A matter on a meeting's agenda.

    `section` heads this item and those after it; a `standing` item fills itself until the
    minutes keep what it said; `carried_from` is the item of an earlier meeting.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="items", verbose_name=_("meeting")
    )
    number = models.PositiveSmallIntegerField(_("order"))
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    purpose = models.CharField(
        _("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.DISCUSS
    )
    presenter = models.CharField(_("presented by"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    section_sv = models.CharField(_("section in Swedish"), max_length=120, blank=True)
    section_fi = models.CharField(_("section in Finnish"), max_length=120, blank=True)
    cost_sv = models.CharField(_("what it costs, in Swedish"), max_length=300, blank=True)
    cost_fi = models.CharField(_("what it costs, in Finnish"), max_length=300, blank=True)
    standing = models.CharField(
        _("fills itself with"), max_length=20, choices=StandingKind.choices, blank=True
    )
    presented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="items_presented",
        verbose_name=_("presented by, with an account"),
    )
    carried_from = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carried_to",
        verbose_name=_("carried over from"),
    )

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="agenda_items_have_an_order",
                fields=["meeting", "number"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="agenda_item_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def text(self) -> str:
        return in_language(self, "text")

    @property
    def cost(self) -> str:
        return in_language(self, "cost")

    @property
    def section(self) -> str:
        return in_language(self, "section")

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.minutes or 0)


class Paper(models.Model):
    """A file that belongs to a meeting. Stored under a random key, served after a check."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="papers", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="papers",
        verbose_name=_("agenda item"),
    )
    file = models.FileField(_("file"), max_length=200)
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(_("format"), max_length=100)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("hash"), max_length=64)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="papers_added",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"))

    objects = MeetingPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")

    def __str__(self) -> str:
        return self.name


class Attendance(models.Model):
    """Somebody is called to a meeting, and what they answered.

    A member by account, with the seat that the person holds; a guest by account or by
    address. `answered_by` differs from the person where a coordinator answered for them.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances", verbose_name=_("meeting")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=_("person"),
    )
    seat = models.ForeignKey(
        Seat,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=_("seat"),
    )
    guest_name = models.CharField(_("guest's name"), max_length=120, blank=True)
    guest_address = models.EmailField(_("guest's e-mail address"), blank=True)
    guest_language = models.CharField(
        _("guest's language"), max_length=2, choices=settings.LANGUAGES, blank=True
    )
    answer = models.CharField(
        _("answer"), max_length=20, choices=Answer.choices, default=Answer.NONE
    )
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    is_on_behalf = models.BooleanField(_("entered for the person"), default=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    called_at = models.DateTimeField(_("called"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="attendances",
        verbose_name=_("guest's organisation"),
    )
    presence = models.CharField(
        _("presence"),
        max_length=20,
        choices=Presence.choices,
        default=Presence.UNKNOWN,
        blank=True,
    )
    stand_in = models.CharField(_("deputy who was present"), max_length=120, blank=True)
    presence_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("presence entered by"),
    )
    presence_at = models.DateTimeField(_("presence entered"), null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a meeting")
        verbose_name_plural = _("answers to meetings")
        constraints = [
            models.UniqueConstraint(
                name="a_person_is_called_once",
                fields=["meeting", "user"],
                condition=Q(user__isnull=False),
            ),
            models.UniqueConstraint(
                "meeting",
                Lower("guest_address"),
                name="a_guest_address_is_called_once",
                condition=~Q(guest_address=""),
            ),
            models.CheckConstraint(
                name="attendance_is_of_a_person_or_a_guest",
                condition=Q(user__isnull=False, guest_address="")
                | Q(user=None) & (~Q(guest_address="") | ~Q(guest_name="")),
            ),
            models.CheckConstraint(
                name="attendance_answer_is_known", condition=Q(answer__in=Answer.values)
            ),
            models.CheckConstraint(
                name="attendance_presence_is_known", condition=Q(presence__in=Presence.values)
            ),
            models.CheckConstraint(
                name="attendance_is_answered_when_it_says_so",
                condition=Q(answer="none", answered_at=None)
                | ~Q(answer="none") & Q(answered_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id or self.guest_address}: {self.answer}"

    def is_of(self, subject: str) -> bool:
        """Tell whether a link signed for `subject`, a user id or an address, is this person's."""
        return subject == (self.guest_address or str(self.user_id))

    @property
    def is_guest(self) -> bool:
        return self.seat_id is None

    @cached_property
    def has_deputy(self) -> bool:
        """Tell whether a deputy may come instead: for a member, not for a guest or a deputy."""
        if self.seat_id is None:
            return False
        own = SeatHolder.objects.current().filter(seat=self.seat_id, user=self.user_id)
        return not own.filter(kind=HolderKind.DEPUTY).exists()

    @property
    def is_walk_in(self) -> bool:
        """Whether somebody who was not called was entered in the meeting, by name alone."""
        return self.user_id is None and not self.guest_address

    @property
    def place_of(self) -> Organisation | None:
        """The organisation for which somebody was called or came."""
        return self.seat.organisation if self.seat else self.organisation

    @property
    def name(self) -> str:
        return self.guest_name or (self.user.name if self.user else "")

    @property
    def initials(self) -> str:
        return initials(self.name)

    @property
    def order(self) -> int:
        """Who comes stands before who is silent, and both before who does not come."""
        return (Answer.YES, Answer.DEPUTY, Answer.NONE, Answer.NO).index(Answer(self.answer))
