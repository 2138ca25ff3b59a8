from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from groups.kinds import LINKED, Relation
from groups.models.group import EloGroup
from groups.querysets.chain import LinkQuerySet


class Link(models.Model):
    """One step of the chain from an answer to its effect: `from` led to `to`.

    Rows are added and retired, never changed, by groups.services.links alone. Kinds and ids
    instead of foreign keys, since the ends stand in rooms that do not know each other.
    """

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="links", verbose_name=_("group")
    )
    from_kind = models.CharField(_("from"), max_length=20, choices=LINKED)
    from_id = models.BigIntegerField(_("from which"))
    relation = models.CharField(_("relation"), max_length=20, choices=Relation.choices)
    to_kind = models.CharField(_("to"), max_length=20, choices=LINKED)
    to_id = models.BigIntegerField(_("to which"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("linked by"),
    )
    at = models.DateTimeField(_("linked"))
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("unlinked by"),
    )
    retired_at = models.DateTimeField(_("unlinked"), null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of the chain")
        verbose_name_plural = _("links of the chain")
        indexes = [
            models.Index(
                name="link_forward", fields=["from_kind", "from_id"], condition=Q(retired_at=None)
            ),
            models.Index(
                name="link_backward", fields=["to_kind", "to_id"], condition=Q(retired_at=None)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_link_stands_once",
                fields=["from_kind", "from_id", "relation", "to_kind", "to_id"],
                condition=Q(retired_at=None),
            ),
            models.CheckConstraint(
                name="link_kinds_are_known",
                condition=Q(from_kind__in=[*dict(LINKED)], to_kind__in=[*dict(LINKED)]),
            ),
            models.CheckConstraint(
                name="link_relation_is_known", condition=Q(relation__in=Relation.values)
            ),
            models.CheckConstraint(
                name="link_joins_two_things",
                condition=~Q(from_kind=F("to_kind"), from_id=F("to_id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_kind} {self.from_id} {self.relation} {self.to_kind} {self.to_id}"
