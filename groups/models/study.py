from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.edits import Edited
from elo_platform.lib.text import in_language
from groups.kinds import NodeKind
from groups.models.document import Document
from groups.models.group import EloGroup
from groups.models.organisation import Organisation
from groups.permissions import Visibility
from groups.querysets.studies import StudyQuerySet, StudyUseQuerySet


class StudyKind(models.TextChoices):
    """What sort of knowledge a study holds."""

    STUDY = "study", _("Study or report")
    FORESIGHT = "foresight", _("Foresight")
    STATISTICS = "statistics", _("Statistics")
    SURVEY = "survey", _("Survey of somebody else")


class Study(Edited):
    """A study or a piece of foresight that a group builds on, with what it found."""

    group = models.ForeignKey(
        EloGroup,
        on_delete=models.PROTECT,
        related_name="studies",
        verbose_name=_("group"),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=StudyKind.choices, default=StudyKind.STUDY
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=200, blank=True)
    title_fi = models.CharField(_("title in Finnish"), max_length=200, blank=True)
    publisher = models.CharField(_("owner"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="studies",
        verbose_name=_("owner in the register"),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="studies",
        verbose_name=_("document"),
    )
    findings_sv = models.TextField(_("key findings in Swedish"), blank=True)
    findings_fi = models.TextField(_("key findings in Finnish"), blank=True)
    visibility = models.CharField(
        _("open to"), max_length=20, choices=Visibility.choices, default=Visibility.GROUP
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("added by"),
    )
    added_at = models.DateTimeField(_("added"))

    objects = StudyQuerySet.as_manager()

    class Meta:
        verbose_name = _("study")
        verbose_name_plural = _("studies")
        constraints = [
            models.CheckConstraint(
                name="study_has_a_title", condition=~Q(title_sv="") | ~Q(title_fi="")
            ),
            models.CheckConstraint(
                name="study_kind_is_known", condition=Q(kind__in=StudyKind.values)
            ),
            models.CheckConstraint(
                name="study_visibility_is_known", condition=Q(visibility__in=Visibility.values)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return in_language(self, "title")

    @property
    def findings(self) -> str:
        return in_language(self, "findings")


class StudyUse(models.Model):
    """A goal, a need or an action builds on a study."""

    study = models.ForeignKey(
        Study,
        on_delete=models.CASCADE,
        related_name="uses",
        verbose_name=_("study"),
    )
    node_kind = models.CharField(_("kind of what builds on it"), max_length=20)
    node_id = models.BigIntegerField(_("what builds on it"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("added by"),
    )
    at = models.DateTimeField(_("added"))

    objects = StudyUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a study")
        verbose_name_plural = _("uses of studies")
        constraints = [
            models.UniqueConstraint(
                name="a_study_is_used_once_in_a_place",
                fields=["study", "node_kind", "node_id"],
            ),
            models.CheckConstraint(
                name="study_is_used_in_a_known_place", condition=Q(node_kind__in=NodeKind.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.study_id}: {self.node_kind} {self.node_id}"
