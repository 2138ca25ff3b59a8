from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Edited
from elo_platform.lib.text import in_language
from groups.models.document import Document
from groups.models.group import Body, EloGroup
from groups.models.organisation import Organisation
from groups.models.outcome import Outcome
from groups.permissions import Visibility
from groups.querysets.statements import StatementQuerySet


class StatementKind(models.TextChoices):
    """What a group turns to somebody with."""

    INITIATIVE = "initiative", _("Initiative")
    STATEMENT = "statement", _("Statement")
    HEARING = "hearing", _("Heard in a matter")
    LETTER = "letter", _("Letter")


class Effect(models.TextChoices):
    """What a statement led to."""

    UNKNOWN = "unknown", _("Not known yet")
    NONE = "none", _("No effect")
    PARTLY = "partly", _("Partly taken into account")
    FULLY = "fully", _("Taken into account")


class Statement(Edited):
    """How a group tries to influence: to whom, when, what was answered, what came of it."""

    group = models.ForeignKey(
        EloGroup,
        on_delete=models.PROTECT,
        related_name="statements",
        verbose_name=_("group"),
    )
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
        verbose_name=_("body"),
    )
    outcome = models.ForeignKey(
        Outcome,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
        verbose_name=_("outcome"),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=StatementKind.choices, default=StatementKind.STATEMENT
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True)
    text_fi = models.TextField(_("text in Finnish"), blank=True)
    addressee = models.CharField(_("addressee"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements_received",
        verbose_name=_("organisation addressed"),
    )
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="statements",
        verbose_name=_("document"),
    )
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    answer_sv = models.TextField(_("answer in Swedish"), blank=True)
    answer_fi = models.TextField(_("answer in Finnish"), blank=True)
    answered_on = models.DateField(_("answered"), null=True, blank=True)
    effect = models.CharField(
        _("effect"), max_length=20, choices=Effect.choices, default=Effect.UNKNOWN
    )
    effect_text_sv = models.TextField(_("what came of it in Swedish"), blank=True)
    effect_text_fi = models.TextField(_("what came of it in Finnish"), blank=True)
    follow_up_on = models.DateField(_("to be followed up"), null=True, blank=True)
    visibility = models.CharField(
        _("open to"), max_length=20, choices=Visibility.choices, default=Visibility.GROUP
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )
    made_at = models.DateTimeField(_("entered"))

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        constraints = [
            models.CheckConstraint(
                name="statement_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="statement_kind_is_known", condition=Q(kind__in=StatementKind.values)
            ),
            models.CheckConstraint(
                name="statement_effect_is_known", condition=Q(effect__in=Effect.values)
            ),
            models.CheckConstraint(
                name="statement_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="statement_has_an_addressee",
                condition=~Q(addressee="") | Q(organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="statement_is_answered_after_it_is_sent",
                condition=Q(answered_on=None)
                | Q(sent_on__isnull=False, answered_on__gte=F("sent_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def to(self) -> str:
        """Return whom it is addressed to, by name."""
        names = (self.organisation.name if self.organisation else "", self.addressee)
        return ", ".join(each for each in names if each)

    @property
    def text(self) -> str:
        return in_language(self, "text")

    @property
    def answer(self) -> str:
        return in_language(self, "answer")

    @property
    def effect_text(self) -> str:
        return in_language(self, "effect_text")
