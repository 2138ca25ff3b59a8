from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.models.agenda import AgendaItem
from groups.models.group import Body
from groups.models.standing import Purpose
from groups.querysets.backlog import BacklogQuerySet


class BacklogItem(Versioned):
    """A matter that waits for an agenda of a body.

    It is on one when `item` is set; `carried_from` is the item that a meeting did not get to.
    """

    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        related_name="backlog",
        verbose_name=_("body"),
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    position = models.PositiveIntegerField(_("order"), default=0)
    purpose = models.CharField(
        _("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.DISCUSS
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    presenter = models.CharField(_("presented by"), max_length=120, blank=True)
    carried_from = models.ForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="carried",
        verbose_name=_("carried over from"),
    )
    item = models.ForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="from_backlog",
        verbose_name=_("agenda item"),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"))
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)
    drop_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = BacklogQuerySet.as_manager()

    class Meta:
        verbose_name = _("matter in the backlog")
        verbose_name_plural = _("matters in the backlog")
        constraints = [
            models.CheckConstraint(
                name="backlog_item_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="backlog_item_purpose_is_known", condition=Q(purpose__in=Purpose.values)
            ),
            models.CheckConstraint(
                name="backlog_item_is_dropped_with_a_reason",
                condition=Q(dropped_at=None) | ~Q(drop_reason=""),
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
