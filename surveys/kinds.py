"""Stored words of surveys."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# Nothing is shown of fewer answers than this. Source: quality rules 27 and 28 of the platform.
FEWEST_SHOWN = 5


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("One is chosen")
    MULTIPLE = "multiple", _("Several are chosen")
    SCALE = "scale", _("Scale")
    TEXT = "text", _("Free text")


# What is answered by choosing.
CHOSEN = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
