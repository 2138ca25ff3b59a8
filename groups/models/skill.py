from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from groups.kinds import SkillLevel, TaskKind
from groups.models.group import EloGroup
from groups.querysets.skills import SkillQuerySet


class Skill(models.Model):
    """What a person says that they can do of one kind of the group's work: for its members."""

    group = models.ForeignKey(
        EloGroup, on_delete=models.PROTECT, related_name="skills", verbose_name=_("group")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="skills",
        verbose_name=_("person"),
    )
    task = models.CharField(_("kind of work"), max_length=20, choices=TaskKind.choices)
    level = models.CharField(_("what they can do"), max_length=20, choices=SkillLevel.choices)
    at = models.DateTimeField(_("said"))

    objects = SkillQuerySet.as_manager()

    class Meta:
        verbose_name = _("what a person can do in a group")
        verbose_name_plural = _("what people can do in their groups")
        constraints = [
            models.UniqueConstraint(
                name="a_person_says_each_kind_of_work_once", fields=["group", "user", "task"]
            ),
            models.CheckConstraint(
                name="skill_task_is_known", condition=Q(task__in=TaskKind.values)
            ),
            models.CheckConstraint(
                name="skill_level_is_known", condition=Q(level__in=SkillLevel.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.level}"
