import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.querysets import AuditEventQuerySet, FormReceiptQuerySet
from elo_platform.lib.fields import KindField


class AuditEvent(models.Model):
    """Somebody did something to something: a row that no code path changes or deletes.

    No foreign keys, so that history never blocks a deletion; the actor by id without a
    name, so that erasing a person leaves the event and takes the name.
    """

    kind = KindField(_("what"), max_length=40, choices=AuditKind.choices)
    target_kind = models.CharField(_("kind of object"), max_length=60, blank=True)
    target_id = models.BigIntegerField(_("object"), null=True)
    group_id = models.BigIntegerField(_("group"), null=True, db_index=True)
    data = models.JSONField(_("details"), default=dict)
    actor_id = models.BigIntegerField(_("who"), null=True)
    at = models.DateTimeField(_("when"), db_index=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        triggers = [
            pgtrigger.Protect(
                name="audit_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.kind} {self.target_kind} {self.target_id}"


class FormReceipt(models.Model):
    """A form that has had its effect, where it led and what it said: so it does sent again.

    `said` holds the messages for the reader, each as level and text.
    """

    key = models.UUIDField(_("key"))
    actor_id = models.BigIntegerField(_("who"), default=0)
    location = models.TextField(_("address"))
    said = models.JSONField(_("messages"), default=list)
    made_at = models.DateTimeField(_("made"))

    objects = FormReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("form receipt")
        verbose_name_plural = _("form receipts")
        constraints = [
            models.UniqueConstraint(name="a_form_has_one_effect", fields=["key", "actor_id"])
        ]

    def __str__(self) -> str:
        return str(self.key)
