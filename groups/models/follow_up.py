from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import in_language
from groups.models.agenda import AgendaItem
from groups.models.organisation import Organisation
from groups.querysets.backlog import FollowUpQuerySet


class FollowUp(models.Model):
    """What one organisation does after a matter was on an agenda, by a day.

    It is smaller than an action of a plan and binds nobody: it stands on the agendas of the
    body until somebody says that it is done.
    """

    item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        related_name="follow_ups",
        verbose_name=_("agenda item"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="follow_ups",
        verbose_name=_("responsible organisation"),
    )
    text_sv = models.CharField(_("what is to be done, in Swedish"), max_length=300, blank=True)
    text_fi = models.CharField(_("what is to be done, in Finnish"), max_length=300, blank=True)
    due_on = models.DateField(_("ready by"))
    note = models.CharField(_("what came of it"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("said by"),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("entered"))

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.CheckConstraint(
                name="follow_up_has_a_text", condition=~Q(text_sv="") | ~Q(text_fi="")
            ),
            models.CheckConstraint(
                name="follow_up_is_done_by_somebody",
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self, "text")
