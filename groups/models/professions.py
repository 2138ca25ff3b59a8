"""For whom events are: the professions that give guidance, and those who work beside them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Profession(models.TextChoices):
    """Stored codes of the list that an event chooses from."""

    COUNSELLOR = "counsellor", _("Guidance counsellors")
    PSYCHOLOGIST = "psychologist", _("Career psychologists and coaches")
    YOUTH = "youth", _("Youth workers")
    TEACHER = "teacher", _("Teachers")
    EMPLOYMENT = "employment", _("Employment experts")
    WELFARE = "welfare", _("Social and health professionals")
    WORKPLACE = "workplace", _("Human resources and workplace instructors")
    PLANNER = "planner", _("Planners and developers")
