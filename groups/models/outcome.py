import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.kinds import OutcomeKind
from groups.models.agenda import AgendaItem
from groups.models.group import Body
from groups.models.meeting import Meeting
from groups.models.organisation import Organisation
from groups.permissions import Visibility
from groups.querysets.outcomes import EchoQuerySet, OutcomeQuerySet
from groups.states import EchoAnswer, TrialResult

# What was recorded stays as it was; a correction is a new outcome.
_RECORDED = (
    "body", "meeting", "item", "kind", "year", "number", "decided_by", "decided_on", "addressee",
    "corrects", "recorded_at",
)  # fmt: skip
# A language that was left out may be written afterwards; words that stand are never changed.
WORDS = ("title_sv", "title_fi", "text_sv", "text_fi")
_CHANGED = " OR ".join(
    f"(OLD.{name} <> '' AND OLD.{name} IS DISTINCT FROM NEW.{name})" for name in WORDS
)


class Outcome(models.Model):
    """What a body came to in a matter: numbered per body and year, and never changed.

    Only a language that its title or wording lacks is added afterwards.

    `decided_by` is the organisation that decided, where the kind is a decision and the body
    itself does not decide. The organisations that it is addressed to, and the parties of an
    agreement, are those of its `echoes`: what somebody has agreed to is what they are asked
    about. `addressee` is who else it is addressed to, outside the group. `answer_by` is the day
    until which organisations are asked; None where nobody is. `corrects` is the outcome that
    this one takes the place of.
    """

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="outcomes", verbose_name=_("body")
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="outcomes", verbose_name=_("meeting")
    )
    item = models.ForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="outcomes",
        verbose_name=_("agenda item"),
    )
    kind = models.CharField(_("type"), max_length=20, choices=OutcomeKind.choices)
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    text_sv = models.TextField(_("wording in Swedish"), blank=True)
    text_fi = models.TextField(_("wording in Finnish"), blank=True)
    decided_by = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="decisions",
        verbose_name=_("decided by"),
    )
    decided_on = models.DateField(_("date"))
    addressee = models.CharField(_("addressed to somebody else"), max_length=200, blank=True)
    corrects = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="correction",
        verbose_name=_("corrects"),
    )
    answer_by = models.DateField(_("answers wanted by"), null=True, blank=True)
    visibility = models.CharField(
        _("open to"), max_length=20, choices=Visibility.choices, default=Visibility.GROUP
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="outcomes_recorded",
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded"))

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        triggers = [
            pgtrigger.ReadOnly(name="outcome_is_kept_as_recorded", fields=_RECORDED),
            pgtrigger.Protect(
                name="outcome_keeps_its_words",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(f"({_CHANGED})"),
            ),
            pgtrigger.Protect(name="outcome_is_never_deleted", operation=pgtrigger.Delete),
        ]
        constraints = [
            models.UniqueConstraint(
                name="outcomes_are_numbered_per_body_and_year", fields=["body", "year", "number"]
            ),
            models.CheckConstraint(
                name="outcome_type_is_known", condition=Q(kind__in=OutcomeKind.values)
            ),
            models.CheckConstraint(
                name="outcome_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="outcome_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year} {self.title}"

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def text(self) -> str:
        return in_language(self, "text")

    @property
    def reference(self) -> str:
        """Return the number as people cite it: number and year."""
        return f"{self.number}/{self.year}"


class Echo(Versioned):
    """What one organisation did with an outcome that was addressed to it: one matter each."""

    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, related_name="echoes", verbose_name=_("outcome")
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="echoes",
        verbose_name=_("organisation"),
    )
    answer = models.CharField(
        _("answer"), max_length=20, choices=EchoAnswer.choices, default=EchoAnswer.NONE
    )
    text = models.CharField(_("what was done, or why not"), max_length=500, blank=True)
    lesson = models.CharField(_("what was learned"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, blank=True)
    tried_from = models.DateField(_("tried out from"), null=True, blank=True)
    tried_to = models.DateField(_("tried out until"), null=True, blank=True)
    worked = models.CharField(
        _("how it worked"),
        max_length=20,
        choices=TrialResult.choices,
        default=TrialResult.UNKNOWN,
        blank=True,
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )
    is_on_behalf = models.BooleanField(_("entered for the organisation"), default=False)
    asked_at = models.DateTimeField(_("asked"))
    reminded_at = models.DateTimeField(_("last reminded"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = EchoQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to an outcome")
        verbose_name_plural = _("answers to outcomes")
        constraints = [
            models.UniqueConstraint(
                name="an_organisation_answers_an_outcome_once", fields=["outcome", "organisation"]
            ),
            models.CheckConstraint(
                name="echo_answer_is_known", condition=Q(answer__in=EchoAnswer.values)
            ),
            models.CheckConstraint(
                name="echo_is_answered_when_it_says_so",
                condition=Q(answer="none", answered_at=None)
                | ~Q(answer="none") & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="echo_trial_ends_after_it_starts",
                condition=Q(tried_to=None)
                | Q(tried_from__isnull=False, tried_to__gte=F("tried_from")),
            ),
            models.CheckConstraint(
                name="echo_trial_result_is_known", condition=Q(worked__in=TrialResult.values)
            ),
            models.CheckConstraint(
                name="echo_says_why_it_is_not_possible",
                condition=~Q(answer="not_possible") | ~Q(text=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.outcome}"
