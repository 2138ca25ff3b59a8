from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.kinds import BasisKind, TaskKind
from groups.models.authority import Authority
from groups.models.document import Document
from groups.models.group import EloGroup, ends_after
from groups.querysets.inside import InsideQuerySet, OwnQuerySet
from groups.querysets.mandate import ClauseQuerySet, WishQuerySet


class Basis(Versioned):
    """What a group may do and with what, and on what ground: one row of its mandate."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="bases", verbose_name=_("group")
    )
    kind = models.CharField(_("rests on"), max_length=20, choices=BasisKind.choices)
    source_sv = models.CharField(_("source in Swedish"), max_length=200, blank=True)
    source_fi = models.CharField(_("source in Finnish"), max_length=200, blank=True)
    powers_sv = models.TextField(_("what the group may do in Swedish"), blank=True)
    powers_fi = models.TextField(_("what the group may do in Finnish"), blank=True)
    resources_sv = models.TextField(_("own resources in Swedish"), blank=True)
    resources_fi = models.TextField(_("own resources in Finnish"), blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bases",
        verbose_name=_("document"),
    )

    objects = InsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("basis of the mandate")
        verbose_name_plural = _("bases of the mandate")
        constraints = [
            models.CheckConstraint(
                name="basis_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
            models.CheckConstraint(
                name="basis_kind_is_known", condition=Q(kind__in=BasisKind.values)
            ),
            models.CheckConstraint(
                name="basis_says_something", condition=~Q(powers_sv="") | ~Q(powers_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.source or str(BasisKind(self.kind).label)

    @property
    def source(self) -> str:
        return in_language(self, "source")

    @property
    def powers(self) -> str:
        return in_language(self, "powers")

    @property
    def resources(self) -> str:
        return in_language(self, "resources")


class Clause(Versioned):
    """What the performance agreement of the coordinating authority says of the group's work."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="clauses", verbose_name=_("group")
    )
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="clauses", verbose_name=_("authority")
    )
    parties = models.CharField(_("parties"), max_length=200, blank=True)
    text_sv = models.TextField(_("wording of the clause in Swedish"), blank=True)
    text_fi = models.TextField(_("wording of the clause in Finnish"), blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="clauses",
        verbose_name=_("document"),
    )

    objects = ClauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("clause of the performance agreement")
        verbose_name_plural = _("clauses of performance agreements")
        constraints = [
            models.CheckConstraint(
                name="clause_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
            models.CheckConstraint(
                name="clause_has_a_wording", condition=~Q(text_sv="") | ~Q(text_fi="")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def authority_name(self) -> str:
        """Return the authority's name as of the day given to `with_authority`, or its key."""
        return in_language(self, "authority_name") or self.authority.key

    @property
    def text(self) -> str:
        return in_language(self, "text")


class WorkTime(models.Model):
    """Hours of a year for a kind of task: agreed and used, the coordinator's or the members'."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="work_times", verbose_name=_("group")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    is_coordinator = models.BooleanField(_("the coordinator's"), default=True)
    task = models.CharField(_("kind of task"), max_length=20, choices=TaskKind.choices)
    agreed = models.PositiveIntegerField(_("agreed hours"), null=True, blank=True)
    used = models.PositiveIntegerField(_("used hours"), null=True, blank=True)

    objects = InsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("working time")
        verbose_name_plural = _("working times")
        constraints = [
            models.UniqueConstraint(
                name="working_time_is_said_once", fields=["group", "year", "is_coordinator", "task"]
            ),
            models.CheckConstraint(
                name="working_time_is_of_a_known_task", condition=Q(task__in=TaskKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.task}"


class Funding(Versioned):
    """Money for a group's work from one source, in euros, for a period."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="funding", verbose_name=_("group")
    )
    source = models.CharField(_("source"), max_length=160)
    amount = models.PositiveIntegerField(_("amount, euros"))
    purpose = models.CharField(_("for what"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = InsideQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("funding")
        constraints = [
            models.CheckConstraint(
                name="funding_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
        ]

    def __str__(self) -> str:
        return self.source


class Pulse(models.Model):
    """How the work feels to one person this year; the group sees sums of five or more alone."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="pulses", verbose_name=_("group")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="pulses",
        verbose_name=_("person"),
    )
    means = models.PositiveSmallIntegerField(_("enough money and time"))
    strength = models.PositiveSmallIntegerField(_("enough strength"))
    meaning = models.PositiveSmallIntegerField(_("the work feels worth while"))
    at = models.DateTimeField(_("answered"))

    objects = OwnQuerySet.as_manager()

    class Meta:
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")
        constraints = [
            models.UniqueConstraint(
                name="a_person_gives_one_pulse_a_year", fields=["group", "year", "user"]
            ),
            models.CheckConstraint(
                name="pulse_is_from_1_to_5",
                condition=Q(means__range=(1, 5), strength__range=(1, 5), meaning__range=(1, 5)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.year}"


class Wish(Versioned):
    """What a group wishes of the national level for its mandate or means, and the answer."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="wishes", verbose_name=_("group")
    )
    text = models.TextField(_("wish"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("sent by"),
    )
    sent_at = models.DateTimeField(_("sent"))
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = _("wish to the national level")
        verbose_name_plural = _("wishes to the national level")

    def __str__(self) -> str:
        return self.text[:80]
