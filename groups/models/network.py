import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.kinds import NetworkKind, NetworkRelation
from groups.models.given import GivenElsewhere
from groups.models.group import Body, EloGroup, ends_after
from groups.models.organisation import Organisation
from groups.models.outcome import Outcome
from groups.models.place import Municipality
from groups.querysets.inside import ModelPartQuerySet, NetworkPartQuerySet
from groups.querysets.networks import DutyQuerySet, NetworkQuerySet, OperatingModelQuerySet


class Network(Versioned):
    """Another network of the region and how it stands to the group; no client matters.

    `revised_on` is the last yearly look at it.
    """

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="networks", verbose_name=_("group")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NetworkKind.choices)
    relation = models.CharField(_("relation"), max_length=20, choices=NetworkRelation.choices)
    name_sv = models.CharField(_("name in Swedish"), max_length=160, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=160, blank=True)
    purpose_sv = models.TextField(_("purpose in Swedish"), blank=True)
    purpose_fi = models.TextField(_("purpose in Finnish"), blank=True)
    home = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="networks_led",
        verbose_name=_("led by"),
    )
    website = models.URLField(_("website"), blank=True)
    municipalities = models.ManyToManyField(
        Municipality, related_name="networks", blank=True, verbose_name=_("municipalities")
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    revised_on = models.DateField(_("last looked through"), null=True, blank=True)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")
        constraints = [
            models.CheckConstraint(
                name="network_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
            models.CheckConstraint(
                name="network_kind_is_known", condition=Q(kind__in=NetworkKind.values)
            ),
            models.CheckConstraint(
                name="network_relation_is_known", condition=Q(relation__in=NetworkRelation.values)
            ),
            models.CheckConstraint(
                name="network_has_a_name", condition=~Q(name_sv="") | ~Q(name_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")

    @property
    def purpose(self) -> str:
        return in_language(self, "purpose")


class NetworkMember(models.Model):
    """An organisation takes part in a network, with a contact person where one is known."""

    network = models.ForeignKey(
        Network, on_delete=models.CASCADE, related_name="members", verbose_name=_("network")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="network_parts",
        verbose_name=_("organisation"),
    )
    contact_name = models.CharField(_("contact person"), max_length=120, blank=True)
    contact_address = models.EmailField(_("e-mail address"), blank=True)

    objects = NetworkPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a network")
        verbose_name_plural = _("members of networks")
        constraints = [
            models.UniqueConstraint(
                name="a_contact_is_in_a_network_once",
                fields=["network", "organisation", "contact_address"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.network}"


class OperatingModel(models.Model):
    """How a group works together, written down; a new version is a new row."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="operating_models", verbose_name=_("group")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    published_on = models.DateField(_("published"), null=True, blank=True)
    edits = models.PositiveIntegerField(_("edits"), default=0, editable=False)
    # Given by `with_replaced`: has a newer version been published?
    is_replaced: bool

    objects = OperatingModelQuerySet.as_manager()

    class Meta:
        verbose_name = _("operating model")
        verbose_name_plural = _("operating models")
        triggers = [
            pgtrigger.Protect(
                name="published_operating_model_is_frozen",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_on__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="operating_models_are_numbered", fields=["group", "number"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.number}"

    @property
    def text(self) -> str:
        return in_language(self, "text")


class Acceptance(GivenElsewhere):
    """An organisation accepts an operating model, by the person who says so or enters it for it."""

    model = models.ForeignKey(
        OperatingModel,
        on_delete=models.CASCADE,
        related_name="acceptances",
        verbose_name=_("operating model"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="acceptances",
        verbose_name=_("organisation"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("accepted by"),
    )
    at = models.DateTimeField(_("accepted"))

    objects = ModelPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("acceptance")
        verbose_name_plural = _("acceptances")
        constraints = [
            models.UniqueConstraint(
                name="an_organisation_accepts_a_model_once", fields=["model", "organisation"]
            ),
            models.CheckConstraint(
                name="acceptance_that_was_entered_has_a_day",
                condition=Q(reason="") | Q(signed_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.model}"

    @property
    def is_on_behalf(self) -> bool:
        """Tell whether it was given elsewhere and entered here: that alone has a reason."""
        return bool(self.reason)


class Duty(Versioned):
    """Who does what in the network: a task and the body or organisation that answers for it."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="duties", verbose_name=_("group")
    )
    task_sv = models.CharField(_("task in Swedish"), max_length=200, blank=True)
    task_fi = models.CharField(_("task in Finnish"), max_length=200, blank=True)
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duties",
        verbose_name=_("body"),
    )
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duties",
        verbose_name=_("organisation"),
    )
    agreed_on = models.DateField(_("agreed"))
    agreed_where = models.CharField(_("where it was agreed"), max_length=160, blank=True)
    outcome = models.ForeignKey(
        Outcome,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duties",
        verbose_name=_("outcome"),
    )
    ends_on = models.DateField(_("to"), null=True, blank=True)
    # Given by `marked_for`: may the reader know these by name?
    sees_body: bool
    sees_outcome: bool

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("division of labour")
        verbose_name_plural = _("division of labour")
        constraints = [
            models.CheckConstraint(
                name="duty_belongs_to_a_body_or_an_organisation",
                condition=Q(body=None) ^ Q(organisation=None),
            ),
            models.CheckConstraint(
                name="duty_ends_after_it_is_agreed", condition=ends_after("agreed_on", "ends_on")
            ),
            models.CheckConstraint(
                name="duty_has_a_task", condition=~Q(task_sv="") | ~Q(task_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.task

    @property
    def task(self) -> str:
        return in_language(self, "task")
