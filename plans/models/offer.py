from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from groups.models import Organisation
from plans.kinds import DeclineReason
from plans.models.measure import Measure
from plans.querysets.measures import OfferQuerySet
from plans.states import LIVE_OFFERS, OfferState


class Offer(Versioned):
    """The responsibility for an action, offered to an organisation, and what it answered.

    `offered_due_on` is the date that it is offered with, where that is not the plan's;
    `proposed_due_on` the one that the organisation asks for. `agreed_due_on` holds once it has
    accepted. `comment` is of whoever spoke last.
    """

    measure = models.ForeignKey(
        Measure, on_delete=models.PROTECT, related_name="offers", verbose_name=_("action")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="offers",
        verbose_name=_("organisation"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=OfferState.choices, default=OfferState.OFFERED
    )
    answer_by = models.DateField(_("answer wanted by"))
    offered_due_on = models.DateField(_("offered date"), null=True, blank=True)
    proposed_due_on = models.DateField(_("proposed date"), null=True, blank=True)
    agreed_due_on = models.DateField(_("agreed date"), null=True, blank=True)
    comment = models.CharField(_("comment"), max_length=500, blank=True)
    decline_reason = models.CharField(
        _("reason"), max_length=20, choices=DeclineReason.choices, blank=True
    )
    decline_text = models.CharField(_("reason in words"), max_length=500, blank=True)
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="offers_made",
        verbose_name=_("offered by"),
    )
    offered_at = models.DateTimeField(_("offered"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    is_on_behalf = models.BooleanField(_("entered for the organisation"), default=False)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer of responsibility")
        verbose_name_plural = _("offers of responsibility")
        constraints = [
            models.UniqueConstraint(
                name="an_organisation_is_asked_once_at_a_time",
                fields=["measure", "organisation"],
                condition=Q(state__in=LIVE_OFFERS),
            ),
            models.UniqueConstraint(
                name="one_organisation_answers_for_a_measure",
                fields=["measure"],
                condition=Q(state=OfferState.ACCEPTED),
            ),
            models.CheckConstraint(
                name="offer_state_is_known", condition=Q(state__in=OfferState.values)
            ),
            models.CheckConstraint(
                name="offer_accepted_has_a_date",
                condition=~Q(state="accepted") | Q(agreed_due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="offer_negotiating_has_a_date",
                condition=~Q(state="negotiating") | Q(proposed_due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="offer_is_declined_with_a_reason",
                condition=Q(state="declined", decline_reason__in=DeclineReason.values)
                | ~Q(state="declined") & Q(decline_reason=""),
            ),
            models.CheckConstraint(
                name="offer_declined_for_another_reason_says_which",
                condition=~Q(decline_reason="other") | ~Q(decline_text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.measure}"

    @property
    def due_on(self) -> date:
        """Return the day that was last spoken of: agreed, else proposed, else offered."""
        return self.agreed_due_on or self.proposed_due_on or self.offered_day

    @property
    def offered_day(self) -> date:
        """Return the day that the organisation takes on by accepting."""
        return self.offered_due_on or self.measure.due_on
