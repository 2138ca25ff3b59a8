import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models.survey import Survey
from surveys.querysets.answers import SealedQuerySet


class Waiting(models.Model):
    """An answer that waits, sealed, until it can be mixed with others.

    Nothing but the survey and the sealed answer: no time, no language, no person, no address,
    and a random key instead of a counter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(
        Survey, on_delete=models.PROTECT, related_name="waiting", verbose_name=_("survey")
    )
    sealed = models.BinaryField(_("sealed answer"))

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = _("waiting answer")
        verbose_name_plural = _("waiting answers")

    def __str__(self) -> str:
        return str(self.survey_id)


class UsedKey(models.Model):
    """A form that has been sent, as a hash of the random key in it: sent twice, it counts once.

    Not an audit.FormReceipt: that one keeps the moment, so that whoever reads it knows when
    each answer came. These rows hold no time and go when the survey closes.
    """

    key_hash = models.CharField(_("hash of the key"), max_length=64, primary_key=True)
    survey = models.ForeignKey(
        Survey, on_delete=models.CASCADE, related_name="used_keys", verbose_name=_("survey")
    )

    objects = SealedQuerySet.as_manager()

    class Meta:
        verbose_name = _("used form")
        verbose_name_plural = _("used forms")

    def __str__(self) -> str:
        return str(self.survey_id)
