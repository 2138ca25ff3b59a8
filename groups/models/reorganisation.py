"""A reorganisation: what changes on a day, what people decided about it, what it did."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.kinds import REORGANISED, ChoiceKind, PartSide, StepRelation
from groups.models.place import Municipality, Region
from groups.querysets.succession import ReorganisationPartQuerySet, ReorganisationQuerySet
from groups.states import ReorganisationState


def _person(label: object, *, null: bool = True) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=null,
        blank=null,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
    )


class Reorganisation(Versioned):
    """Authorities, organisations, groups or bodies are merged, split, renamed or moved on a day.

    `fingerprint` is of the simulation that the first administrator confirmed.
    """

    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    on = models.DateField(_("takes effect"))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=ReorganisationState.choices,
        default=ReorganisationState.DRAFT,
    )
    fingerprint = models.CharField(_("fingerprint"), max_length=64, blank=True)
    made_by = _person(_("prepared by"), null=False)
    made_at = models.DateTimeField(_("prepared"))
    first_by = _person(_("first confirmed by"))
    first_at = models.DateTimeField(_("first confirmed"), null=True, blank=True)
    second_by = _person(_("second confirmed by"))
    second_at = models.DateTimeField(_("second confirmed"), null=True, blank=True)
    applied_at = models.DateTimeField(_("carried out"), null=True, blank=True)
    withdrawn_by = _person(_("withdrawn by"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    waits_for = models.CharField(
        _("waits for"),
        max_length=300,
        blank=True,
        help_text=_("Why it was not carried out on its day."),
    )

    objects = ReorganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        constraints = [
            models.CheckConstraint(
                name="reorganisation_state_is_known",
                condition=Q(state__in=ReorganisationState.values),
            ),
            models.CheckConstraint(
                name="reorganisation_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="reorganisation_is_confirmed_by_two_people",
                condition=Q(second_by=None)
                | Q(first_by__isnull=False) & ~Q(first_by=F("second_by")),
                violation_error_message=_("Two different people must confirm."),
            ),
            models.CheckConstraint(
                name="reorganisation_is_carried_out_when_confirmed",
                condition=~Q(state__in=["confirmed", "applied"]) | Q(second_by__isnull=False),
            ),
            models.CheckConstraint(
                name="reorganisation_has_a_time_when_carried_out",
                condition=~Q(state="applied") | Q(applied_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")


class ReorganisationStep(models.Model):
    """One succession of a reorganisation: who becomes what, by parts on both sides."""

    reorganisation = models.ForeignKey(
        Reorganisation,
        on_delete=models.CASCADE,
        related_name="steps",
        verbose_name=_("reorganisation"),
    )
    number = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=20, choices=REORGANISED)
    relation = models.CharField(_("relation"), max_length=10, choices=StepRelation.choices)
    note = models.TextField(_("note"), blank=True)

    objects = ReorganisationPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a reorganisation")
        verbose_name_plural = _("steps of a reorganisation")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="steps_of_a_reorganisation_have_an_order", fields=["reorganisation", "number"]
            ),
            models.CheckConstraint(
                name="step_of_a_reorganisation_has_a_known_kind",
                condition=Q(kind__in=[choice[0] for choice in REORGANISED]),
            ),
            models.CheckConstraint(
                name="step_of_a_reorganisation_has_a_known_relation",
                condition=Q(relation__in=StepRelation.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reorganisation} {self.number}"


class ReorganisationPart(models.Model):
    """A predecessor or a successor of a step; a new thing has names until it is made.

    `regions` and `municipalities` go to this successor; empty means all that is not named.
    """

    step = models.ForeignKey(
        ReorganisationStep, on_delete=models.CASCADE, related_name="parts", verbose_name=_("step")
    )
    side = models.CharField(_("side"), max_length=10, choices=PartSide.choices)
    object_id = models.BigIntegerField(_("which"), null=True, blank=True)
    name_sv = models.CharField(_("name in Swedish"), max_length=160, blank=True)
    name_fi = models.CharField(_("name in Finnish"), max_length=160, blank=True)
    regions = models.ManyToManyField(
        Region, related_name="+", blank=True, verbose_name=_("regions")
    )
    municipalities = models.ManyToManyField(
        Municipality, related_name="+", blank=True, verbose_name=_("municipalities")
    )

    objects = ReorganisationPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part of a step")
        verbose_name_plural = _("parts of a step")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="part_of_a_step_has_a_known_side", condition=Q(side__in=PartSide.values)
            ),
            models.CheckConstraint(
                name="part_of_a_step_is_there_or_has_names",
                condition=Q(object_id__isnull=False) | ~Q(side="before") & ~Q(name_fi=""),
            ),
            models.UniqueConstraint(
                name="a_thing_stands_once_at_each_side_of_a_step",
                fields=["step", "side", "object_id"],
            ),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.side} {self.object_id}"

    @property
    def name(self) -> str:
        return in_language(self, "name")


class ReorganisationChoice(models.Model):
    """What somebody decided where a reorganisation has several ways."""

    reorganisation = models.ForeignKey(
        Reorganisation,
        on_delete=models.CASCADE,
        related_name="choices",
        verbose_name=_("reorganisation"),
    )
    key = models.CharField(_("key"), max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=ChoiceKind.choices)
    object_id = models.BigIntegerField(_("which"))
    options = models.JSONField(_("ways"), encoder=DjangoJSONEncoder)
    chosen = models.CharField(_("chosen"), max_length=80)
    by = _person(_("chosen by"), null=False)
    at = models.DateTimeField(_("chosen"))

    objects = ReorganisationPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of a reorganisation")
        verbose_name_plural = _("choices of a reorganisation")
        constraints = [
            models.UniqueConstraint(
                name="a_choice_of_a_reorganisation_is_made_once", fields=["reorganisation", "key"]
            ),
            models.CheckConstraint(
                name="choice_of_a_reorganisation_is_of_a_known_kind",
                condition=Q(kind__in=ChoiceKind.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.chosen}"


class ReorganisationChange(models.Model):
    """What carrying out did to one row: the journal by which it can be undone.

    Without `before` the row was made, without `after` it was taken away.
    """

    reorganisation = models.ForeignKey(
        Reorganisation,
        on_delete=models.CASCADE,
        related_name="changes",
        verbose_name=_("reorganisation"),
    )
    number = models.PositiveIntegerField(_("order"))
    model = models.CharField(_("table"), max_length=60)
    object_id = models.BigIntegerField(_("row"))
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)

    objects = ReorganisationPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a reorganisation")
        verbose_name_plural = _("changes of a reorganisation")
        ordering = ["number"]
        indexes = [models.Index(name="change_of_a_row", fields=["model", "object_id"])]
        constraints = [
            models.UniqueConstraint(
                name="changes_of_a_reorganisation_have_an_order",
                fields=["reorganisation", "number"],
            ),
            models.CheckConstraint(
                name="change_of_a_reorganisation_says_something",
                condition=Q(before__isnull=False) | Q(after__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"
