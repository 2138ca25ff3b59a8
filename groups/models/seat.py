from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.dates import helsinki_day
from groups.kinds import MayCommit, PositionLevel
from groups.models.category import Category
from groups.models.document import Document
from groups.models.group import Body, ends_after, period
from groups.models.organisation import Organisation
from groups.querysets.seats import InvitationQuerySet, SeatHolderQuerySet, SeatQuerySet
from groups.states import HolderKind, InvitationState


class Seat(models.Model):
    """A seat of an organisation in a body: it belongs to the organisation, not to a person."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="seats", verbose_name=_("body")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="seats",
        verbose_name=_("organisation"),
    )
    category = models.ForeignKey(
        Category,
        on_delete=models.PROTECT,
        related_name="seats",
        verbose_name=_("represents"),
    )
    opened_on = models.DateField(_("from"))
    closed_on = models.DateField(_("to"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.CheckConstraint(
                name="seat_closes_after_it_opens", condition=ends_after("opened_on", "closed_on")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.body}"


class SeatHolder(models.Model):
    """A person holds a seat, as member or deputy, for a period; both days included.

    Filling and ending go through groups.services.seats, which grants and ends the role in
    the same transaction.
    """

    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="holders", verbose_name=_("seat")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="mandates",
        verbose_name=_("person"),
    )
    kind = models.CharField(_("as"), max_length=20, choices=HolderKind.choices)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    position = models.CharField(
        _("position"), max_length=20, choices=PositionLevel.choices, blank=True
    )
    may_commit = models.CharField(
        _("mandate"), max_length=20, choices=MayCommit.choices, blank=True
    )
    appointment = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="mandates",
        verbose_name=_("appointment document"),
    )
    is_void = models.BooleanField(
        _("never held"),
        default=False,
        help_text=_("Ended before its first day was over: kept as history, it holds nothing."),
    )

    objects = SeatHolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(
                name="mandate_kind_is_known", condition=Q(kind__in=HolderKind.values)
            ),
            models.CheckConstraint(
                name="mandate_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
            models.CheckConstraint(
                name="mandate_position_is_known", condition=Q(position__in=PositionLevel.values)
            ),
            models.CheckConstraint(
                name="mandate_commitment_is_known", condition=Q(may_commit__in=MayCommit.values)
            ),
            ExclusionConstraint(
                name="a_seat_has_one_member_at_a_time",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    (period("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(kind="principal", is_void=False),
            ),
            ExclusionConstraint(
                name="a_person_holds_a_seat_once_at_a_time",
                expressions=[
                    ("seat", RangeOperators.EQUAL),
                    ("user", RangeOperators.EQUAL),
                    (period("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_void=False),
            ),
            models.CheckConstraint(
                name="void_mandate_has_an_end",
                condition=Q(is_void=False) | Q(ends_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.seat}"


class Invitation(models.Model):
    """An address is asked to fill a seat: single use, bound to both, expires, can be withdrawn.

    `starts_on`, `ends_on`, `position` and `may_commit` are what the mandate is to hold, where
    the inviter has said it.
    """

    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="invitations", verbose_name=_("seat")
    )
    kind = models.CharField(_("as"), max_length=20, choices=HolderKind.choices)
    address = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    greeting = models.TextField(_("greeting"), blank=True)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=InvitationState.choices,
        default=InvitationState.PENDING,
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    holder = models.OneToOneField(
        SeatHolder,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="invitation",
        verbose_name=_("mandate"),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="invitations_sent",
        verbose_name=_("invited by"),
    )
    invited_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("valid until"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    times_sent = models.PositiveSmallIntegerField(_("times sent"), default=1)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("to"), null=True, blank=True)
    position = models.CharField(
        _("position"), max_length=20, choices=PositionLevel.choices, blank=True
    )
    may_commit = models.CharField(
        _("mandate"), max_length=20, choices=MayCommit.choices, blank=True
    )
    suggested_name = models.CharField(_("named instead"), max_length=120, blank=True)
    suggested_address = models.EmailField(_("address of who was named instead"), blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                name="invitation_state_is_known", condition=Q(state__in=InvitationState.values)
            ),
            models.CheckConstraint(
                name="invitation_kind_is_known", condition=Q(kind__in=HolderKind.values)
            ),
            models.CheckConstraint(
                name="invitation_is_answered_when_not_pending",
                condition=Q(state__in=["suggested", "pending"], answered_at=None)
                | ~Q(state__in=["suggested", "pending"]) & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_has_a_mandate_when_accepted",
                condition=Q(state="accepted", holder__isnull=False)
                | ~Q(state="accepted") & Q(holder=None),
            ),
            models.UniqueConstraint(
                name="an_address_is_asked_once_at_a_time",
                fields=["seat", "address"],
                condition=Q(state="pending"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address} – {self.seat}"

    @property
    def answer_by(self) -> date:
        """Return the last day in Finland on which it can be answered."""
        return helsinki_day(self.expires_at - timedelta(seconds=1))
