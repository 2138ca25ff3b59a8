from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import in_language
from groups.models.document import Document
from groups.models.group import EloGroup
from groups.querysets.permitted import GroupPartQuerySet
from groups.states import GroupState


class LifeEvent(models.Model):
    """A day in the life of a group: founded, or from then on in another state."""

    class Kind(models.TextChoices):
        FOUNDED = "founded", _("Founded")
        PLANNED = GroupState.PLANNED.value, GroupState.PLANNED.label
        ACTIVE = GroupState.ACTIVE.value, GroupState.ACTIVE.label
        DORMANT = GroupState.DORMANT.value, GroupState.DORMANT.label
        MERGED = GroupState.MERGED.value, GroupState.MERGED.label
        ENDED = GroupState.ENDED.value, GroupState.ENDED.label

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="life", verbose_name=_("group")
    )
    kind = models.CharField(_("what"), max_length=20, choices=Kind.choices)
    on = models.DateField(_("day"))
    note_sv = models.CharField(_("note in Swedish"), max_length=300, blank=True)
    note_fi = models.CharField(_("note in Finnish"), max_length=300, blank=True)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="life",
        verbose_name=_("document"),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"))

    objects = GroupPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("day in the life of a group")
        verbose_name_plural = _("days in the lives of groups")
        constraints = [
            models.UniqueConstraint(
                name="a_group_is_founded_once", fields=["group"], condition=Q(kind="founded")
            ),
            models.UniqueConstraint(
                name="a_state_begins_once_a_day", fields=["group", "kind", "on"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.kind}"

    @property
    def note(self) -> str:
        return in_language(self, "note")
