from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Versioned
from elo_platform.lib.text import in_language
from groups.kinds import Mandate
from groups.models.authority import Authority
from groups.models.place import Region
from groups.permissions import Visibility
from groups.querysets.permitted import (
    BodyQuerySet,
    DatedPartQuerySet,
    EloGroupQuerySet,
    GroupPartQuerySet,
)
from groups.states import GroupState


def period(starts: str, ends: str) -> Func:
    """Return an expression for the period from `starts` to `ends`, both days included."""
    both = RangeBoundary(inclusive_lower=True, inclusive_upper=True)
    return Func(F(starts), F(ends), both, function="DATERANGE", output_field=DateRangeField())


def ends_after(starts: str, ends: str) -> Q:
    """Return the condition that a period does not end before it starts."""
    return Q(**{ends: None}) | Q(**{f"{ends}__gte": F(starts)})


class GroupKind(models.TextChoices):
    STEERING = "steering", _("Steering group")
    COOPERATION = "cooperation", _("Cooperation group")
    BOTH = "both", _("Steering and cooperation group")


class EloGroup(Versioned):
    """A regional ELO group: the network that coordinates lifelong guidance in its territory.

    It has an id of its own and is never owned by an authority: who coordinates it, and
    which regions it covers, are dated links.
    """

    name_sv = models.CharField(_("name in Swedish"), max_length=160)
    name_fi = models.CharField(_("name in Finnish"), max_length=160)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    kind = models.CharField(
        _("type"), max_length=20, choices=GroupKind.choices, default=GroupKind.BOTH
    )
    about_sv = models.TextField(_("about the group in Swedish"), blank=True)
    about_fi = models.TextField(_("about the group in Finnish"), blank=True)
    languages = models.CharField(
        _("working languages"), max_length=20, default="fi", help_text=_("Codes, for example fi sv")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=GroupState.choices, default=GroupState.ACTIVE
    )
    founded_on = models.DateField(_("founded"), null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(_("days until a need is answered"), default=30)
    regions = models.ManyToManyField(
        Region, through="GroupRegion", related_name="groups", verbose_name=_("regions")
    )

    objects = EloGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("ELO group")
        verbose_name_plural = _("ELO groups")
        constraints = [
            models.CheckConstraint(
                name="group_state_is_known", condition=Q(state__in=GroupState.values)
            ),
            models.CheckConstraint(
                name="group_type_is_known", condition=Q(kind__in=GroupKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")


class GroupRegion(models.Model):
    """A region belongs to a group's territory for a time."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.CASCADE, related_name="territory", verbose_name=_("group")
    )
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="group_regions", verbose_name=_("region")
    )
    is_whole = models.BooleanField(_("the whole region"), default=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = DatedPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("region of a group")
        verbose_name_plural = _("regions of groups")
        constraints = [
            models.CheckConstraint(
                name="territory_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
            ExclusionConstraint(
                name="a_region_is_in_a_group_once_at_a_time",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    ("region", RangeOperators.EQUAL),
                    (period("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.region}"


class Coordination(models.Model):
    """An authority coordinates a group for a time; one at a time."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.CASCADE, related_name="coordinations", verbose_name=_("group")
    )
    authority = models.ForeignKey(
        Authority,
        on_delete=models.PROTECT,
        related_name="coordinations",
        verbose_name=_("authority"),
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = DatedPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("coordination")
        verbose_name_plural = _("coordinations")
        constraints = [
            models.CheckConstraint(
                name="coordination_ends_after_it_starts",
                condition=ends_after("starts_on", "ends_on"),
            ),
            ExclusionConstraint(
                name="a_group_has_one_coordinating_authority_at_a_time",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    (period("starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} – {self.authority}"


class LevelKind(models.TextChoices):
    LEADING = "leading", _("Leading level")
    NETWORK = "network", _("Actor level")
    ORGANISATIONS = "organisations", _("Organisations")
    WORKING = "working", _("Working groups")


class Level(models.Model):
    """A level of a group's work; how many there are and their names is each group's choice."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.CASCADE, related_name="levels", verbose_name=_("group")
    )
    number = models.PositiveSmallIntegerField(_("order"))
    kind = models.CharField(_("kind"), max_length=20, choices=LevelKind.choices)
    name_sv = models.CharField(_("name in Swedish"), max_length=120)
    name_fi = models.CharField(_("name in Finnish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    task_sv = models.CharField(_("task in Swedish"), max_length=200, blank=True)
    task_fi = models.CharField(_("task in Finnish"), max_length=200, blank=True)

    objects = GroupPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="levels_of_a_group_have_an_order",
                fields=["group", "number"],
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                name="level_kind_is_known", condition=Q(kind__in=LevelKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")

    @property
    def task(self) -> str:
        return in_language(self, "task")


class BodyKind(models.TextChoices):
    LEADING = "leading", _("Leading group")
    NETWORK = "network", _("Network")
    WORKING = "working", _("Working group")


class Body(models.Model):
    """A leading group, a network or a working group of an ELO group, for a time."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.CASCADE, related_name="bodies", verbose_name=_("group")
    )
    level = models.ForeignKey(
        Level,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bodies",
        verbose_name=_("level"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=BodyKind.choices)
    name_sv = models.CharField(_("name in Swedish"), max_length=160)
    name_fi = models.CharField(_("name in Finnish"), max_length=160)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    mandate = models.CharField(
        _("what it may come to"), max_length=20, choices=Mandate.choices, default=Mandate.ADVISORY
    )
    nickname_sv = models.CharField(_("nickname in Swedish"), max_length=80, blank=True)
    nickname_fi = models.CharField(_("nickname in Finnish"), max_length=80, blank=True)
    is_informal = models.BooleanField(
        _("works informally"),
        default=False,
        help_text=_("Meets without agenda and numbered outcomes."),
    )
    tasks_sv = models.TextField(_("tasks and emphasis in Swedish"), blank=True)
    tasks_fi = models.TextField(_("tasks and emphasis in Finnish"), blank=True)
    deliverable_sv = models.CharField(
        _("what it is to bring about, in Swedish"), max_length=300, blank=True
    )
    deliverable_fi = models.CharField(
        _("what it is to bring about, in Finnish"), max_length=300, blank=True
    )
    closing_note_sv = models.TextField(_("closing note in Swedish"), blank=True)
    closing_note_fi = models.TextField(_("closing note in Finnish"), blank=True)
    visibility = models.CharField(
        _("open to"), max_length=20, choices=Visibility.choices, default=Visibility.GROUP
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"), null=True, blank=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.CheckConstraint(
                name="body_kind_is_known", condition=Q(kind__in=BodyKind.values)
            ),
            models.CheckConstraint(
                name="body_mandate_is_known", condition=Q(mandate__in=Mandate.values)
            ),
            models.CheckConstraint(
                name="body_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
            models.CheckConstraint(
                name="body_ends_after_it_starts", condition=ends_after("starts_on", "ends_on")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self, "name")

    @property
    def nickname(self) -> str:
        return in_language(self, "nickname")

    @property
    def tasks(self) -> str:
        return in_language(self, "tasks")

    @property
    def deliverable(self) -> str:
        return in_language(self, "deliverable")

    @property
    def closing_note(self) -> str:
        return in_language(self, "closing_note")

    @property
    def lead_title(self) -> str:
        """Return what whoever leads the body is called."""
        return gettext("Convenor") if self.kind == BodyKind.WORKING else gettext("Chair")
