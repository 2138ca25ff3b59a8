"""Who followed whom, for everything but authorities, which have a table with regions."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.kinds import StepRelation, SuccessionOf
from groups.models.dated import Sourced
from groups.querysets.succession import SuccessionQuerySet

_KINDS = [choice for choice in SuccessionOf.choices if choice[0] != SuccessionOf.AUTHORITY]


class Succession(Sourced):
    """One thing followed another of its kind from a day on; both keep their ids and pages.

    Kinds and ids instead of foreign keys, as in Link: plans stand in a room above.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=_KINDS)
    predecessor_id = models.BigIntegerField(_("predecessor"))
    successor_id = models.BigIntegerField(_("successor"))
    on = models.DateField(_("date"))
    relation = models.CharField(_("relation"), max_length=10, choices=StepRelation.choices)
    note = models.TextField(_("note"), blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        indexes = [
            models.Index(name="succession_backward", fields=["kind", "successor_id"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_thing_succeeds_another_once",
                fields=["kind", "predecessor_id", "successor_id"],
            ),
            models.CheckConstraint(
                name="a_thing_does_not_succeed_itself",
                condition=~Q(predecessor_id=F("successor_id")),
                violation_error_message=_("A thing cannot succeed itself."),
            ),
            models.CheckConstraint(
                name="kind_of_succession_is_known",
                condition=Q(kind__in=[choice[0] for choice in _KINDS]),
            ),
            models.CheckConstraint(
                name="relation_of_succession_is_known",
                condition=Q(relation__in=StepRelation.values),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.predecessor_id} → {self.successor_id} {self.on:%Y-%m-%d}"
