from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.models.agreement_frozen import agreement_is_frozen, part_is_frozen, party_is_kept
from groups.models.document import Document
from groups.models.given import GivenElsewhere
from groups.models.group import EloGroup, ends_after
from groups.models.organisation import Organisation
from groups.querysets.agreements import (
    AgreementPartQuerySet,
    AgreementQuerySet,
    CommitmentQuerySet,
    PartyQuerySet,
)
from groups.states import AgreementState, PartyState


class Agreement(Versioned):
    """A partnership agreement of a group with organisations; a renewal points at what it renews."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="agreements", verbose_name=_("group")
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    text_sv = models.TextField(_("what is agreed in Swedish"), blank=True)
    text_fi = models.TextField(_("what is agreed in Finnish"), blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=AgreementState.choices, default=AgreementState.DRAFT
    )
    renews = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="renewal",
        verbose_name=_("renews"),
    )
    answer_by = models.DateField(_("sign by"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent for signing"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded by hand"), null=True, blank=True)
    concluded_on = models.DateField(_("concluded"), null=True, blank=True)
    ended_on = models.DateField(_("ended before its time"), null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership agreement")
        verbose_name_plural = _("partnership agreements")
        triggers = agreement_is_frozen()
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
            models.CheckConstraint(
                name="agreement_state_is_known", condition=Q(state__in=AgreementState.values)
            ),
            models.CheckConstraint(
                name="agreement_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(name="agreement_renews_another", condition=~Q(renews=F("pk"))),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def text(self) -> str:
        return in_language(self, "text")


class Party(GivenElsewhere, Versioned):
    """An organisation's part in an agreement: asked, signed, declined, or entered for it."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="parties", verbose_name=_("agreement")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="agreement_parts",
        verbose_name=_("organisation"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=PartyState.choices, default=PartyState.DRAFT
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        triggers = party_is_kept()
        constraints = [
            models.UniqueConstraint(
                name="an_organisation_is_a_party_once", fields=["agreement", "organisation"]
            ),
            models.CheckConstraint(
                name="party_state_is_known", condition=Q(state__in=PartyState.values)
            ),
            models.CheckConstraint(
                name="party_has_a_day_when_it_has_signed",
                condition=~Q(state__in=["signed", "on_behalf"]) | Q(signed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.agreement}"


class Commitment(models.Model):
    """What the parties of an agreement promise, with hours a year or seats where it is measured."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="commitments", verbose_name=_("agreement")
    )
    number = models.PositiveSmallIntegerField(_("order"))
    text_sv = models.CharField(_("promise in Swedish"), max_length=300, blank=True)
    text_fi = models.CharField(_("promise in Finnish"), max_length=300, blank=True)
    hours = models.PositiveSmallIntegerField(
        _("hours a year for each party"), null=True, blank=True
    )
    seats = models.PositiveSmallIntegerField(_("seats for each party"), null=True, blank=True)
    goal_kind = models.CharField(_("carries out"), max_length=20, blank=True)
    goal_id = models.BigIntegerField(_("which"), null=True, blank=True)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        triggers = part_is_frozen("commitment")
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="commitment_has_a_text", condition=~Q(text_sv="") | ~Q(text_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self, "text")


class Annex(models.Model):
    """A file that belongs to an agreement."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="annexes", verbose_name=_("agreement")
    )
    number = models.PositiveSmallIntegerField(_("order"))
    title = models.CharField(_("title"), max_length=160)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="annexes", verbose_name=_("document")
    )

    objects = AgreementPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("annex")
        verbose_name_plural = _("annexes")
        triggers = part_is_frozen("annex")
        ordering = ["number"]

    def __str__(self) -> str:
        return self.title
