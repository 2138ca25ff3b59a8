import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Edited
from elo_platform.lib.text import in_language
from groups.models import Clause, EloGroup, Outcome
from groups.models.group import BodyKind
from groups.permissions import Visibility
from plans.kinds import TEXT_LANGUAGES, Completeness, PositionKind
from plans.models.frozen import part_is_frozen, plan_is_frozen
from plans.querysets.plans import PlanPartQuerySet, PlanQuerySet, PlanVersionQuerySet
from plans.states import FROZEN, PlanState

# A plan concerns the whole group; it is never a matter of one body alone.
VISIBILITIES = (Visibility.GROUP, Visibility.ALL_REGIONS, Visibility.PUBLIC)


class Plan(Edited):
    """A plan of an ELO group. One row lives through all its editions.

    `edition` is the one that is written or in force; `version` counts edits. What was approved
    is kept in PlanVersion, and stays as it was by the database's own triggers.
    """

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="plans", verbose_name=_("group")
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=160, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=160, blank=True)
    year_from = models.PositiveSmallIntegerField(_("first year"))
    year_to = models.PositiveSmallIntegerField(_("last year"))
    vision_sv = models.TextField(_("vision in Swedish"), blank=True)
    vision_fi = models.TextField(_("vision in Finnish"), blank=True)
    clauses = models.ManyToManyField(
        Clause,
        through="PlanClause",
        blank=True,
        related_name="plans",
        verbose_name=_("clauses of performance agreements that it fulfils"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=PlanState.choices, default=PlanState.DRAFT
    )
    edition = models.PositiveSmallIntegerField(_("edition"), default=1)
    behind = models.CharField(
        _("language that is behind"), max_length=2, choices=TEXT_LANGUAGES, blank=True
    )
    visibility = models.CharField(
        _("open to"), max_length=20, choices=Visibility.choices, default=Visibility.GROUP
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("entered"))
    approved_at = models.DateTimeField(_("last approved"), null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        triggers = plan_is_frozen(
            "group", "title_sv", "title_fi", "year_from", "year_to", "vision_sv", "vision_fi"
        )
        constraints = [
            models.CheckConstraint(
                name="plan_state_is_known", condition=Q(state__in=PlanState.values)
            ),
            models.CheckConstraint(
                name="plan_visibility_is_known", condition=Q(visibility__in=VISIBILITIES)
            ),
            models.CheckConstraint(
                name="plan_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="plan_ends_after_it_begins", condition=Q(year_to__gte=F("year_from"))
            ),
            models.CheckConstraint(name="plan_editions_begin_at_one", condition=Q(edition__gte=1)),
            models.CheckConstraint(
                name="plan_is_approved_when_it_says_so",
                condition=~Q(state__in=FROZEN) | Q(approved_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def vision(self) -> str:
        return in_language(self, "vision")

    @property
    def is_frozen(self) -> bool:
        """Tell whether what it says can change by a new edition only."""
        return self.state in FROZEN


class PlanClause(models.Model):
    """A plan fulfils a clause of its group's performance agreement.

    The wording that an approval stood for is kept in PlanVersion, so a clause can be corrected.
    """

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="pointing", verbose_name=_("plan")
    )
    clause = models.ForeignKey(
        Clause, on_delete=models.PROTECT, related_name="+", verbose_name=_("clause")
    )

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause that a plan fulfils")
        verbose_name_plural = _("clauses that plans fulfil")
        triggers = [
            *part_is_frozen("plan_clause", "plan", "clause"),
            pgtrigger.Trigger(
                name="plan_fulfils_clauses_of_its_group",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NOT EXISTS (SELECT FROM plans_plan plan
                            JOIN groups_clause clause ON clause.group_id = plan.group_id
                            WHERE plan.id = NEW.plan_id AND clause.id = NEW.clause_id) THEN
                        RAISE EXCEPTION 'A plan fulfils clauses of its own group';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_plan_points_at_a_clause_once", fields=["plan", "clause"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} – {self.clause_id}"


class Position(Edited):
    """What a plan says of one of the four matters that it must say something of.

    `exception` is the reason why the plan leaves the matter out.
    """

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="positions", verbose_name=_("plan")
    )
    kind = models.CharField(_("position"), max_length=20, choices=PositionKind.choices)
    text_sv = models.TextField(_("in Swedish"), blank=True)
    text_fi = models.TextField(_("in Finnish"), blank=True)
    exception_sv = models.CharField(_("reason in Swedish"), max_length=500, blank=True)
    exception_fi = models.CharField(_("reason in Finnish"), max_length=500, blank=True)
    behind = models.CharField(
        _("language that is behind"), max_length=2, choices=TEXT_LANGUAGES, blank=True
    )

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        triggers = part_is_frozen(
            "position", "plan", "kind", "text_sv", "text_fi", "exception_sv", "exception_fi"
        )
        constraints = [
            models.UniqueConstraint(name="a_plan_takes_a_position_once", fields=["plan", "kind"]),
            models.CheckConstraint(
                name="position_is_known", condition=Q(kind__in=PositionKind.values)
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def text(self) -> str:
        return in_language(self, "text")

    @property
    def exception(self) -> str:
        return in_language(self, "exception")

    @property
    def completeness(self) -> Completeness:
        """Return how far it has come: ready in both languages, or a draft in one."""
        if self.text_sv and self.text_fi and not self.behind:
            return Completeness.DONE
        if self.text_sv or self.text_fi:
            return Completeness.DRAFT
        return Completeness.EXCUSED if self.exception else Completeness.EMPTY


class PlanVersion(models.Model):
    """A plan as a body approved it: the whole text with its fingerprint, never changed."""

    plan = models.ForeignKey(
        Plan, on_delete=models.PROTECT, related_name="versions", verbose_name=_("plan")
    )
    edition = models.PositiveSmallIntegerField(_("edition"))
    content = models.JSONField(_("content"), encoder=DjangoJSONEncoder)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    approved_on = models.DateField(_("approved on"))
    outcome = models.ForeignKey(
        Outcome,
        on_delete=models.PROTECT,
        related_name="plan_versions",
        verbose_name=_("outcome"),
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    approved_at = models.DateTimeField(_("recorded"))

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("approved version of a plan")
        verbose_name_plural = _("approved versions of plans")
        triggers = [
            pgtrigger.Protect(
                name="plan_version_is_kept_as_approved",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]
        constraints = [
            models.UniqueConstraint(name="an_edition_is_approved_once", fields=["plan", "edition"])
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.edition})"

    @property
    def body_name(self) -> str:
        """Return what the body that approved is called, as its reader may know (`with_body`)."""
        body = self.outcome.body
        return body.name if self.is_body_seen else str(BodyKind(body.kind).label)
