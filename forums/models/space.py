from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from forums.querysets import SpaceQuerySet
from groups.models import Body, EloGroup


class Space(Versioned):
    """Where the people of a group, or of one of its bodies, discuss.

    It comes and goes with what it belongs to: it has no members of its own, and is called what
    its body is called. An archived one is read and no longer written in.
    """

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="spaces", verbose_name=_("group")
    )
    body = models.OneToOneField(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="space",
        verbose_name=_("body"),
    )
    about_sv = models.TextField(_("about the space in Swedish"), blank=True)
    about_fi = models.TextField(_("about the space in Finnish"), blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("space for discussion")
        verbose_name_plural = _("spaces for discussion")
        constraints = [
            models.UniqueConstraint(
                name="a_group_has_one_space_for_all",
                fields=["group"],
                condition=Q(body=None),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the body is called today, or that the space is the whole group's."""
        return self.body.name if self.body else gettext("The whole group")

    @property
    def about(self) -> str:
        return in_language(self, "about")

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None
