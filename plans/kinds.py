"""The stored words of plans: what positions, actions and their offers can say."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# The languages that a plan is written in.
TEXT_LANGUAGES = [("sv", _("Swedish")), ("fi", _("Finnish"))]


class PositionKind(models.TextChoices):
    """The four positions that a plan of an ELO group must take; official wording."""

    ROLES = "roles", _("Defining the roles of the actors in guidance")
    NETWORK = "network", _("Creating a guidance network and its work")
    COMPETENCE = "competence", _("Guidance competence and its development in the network")
    CHANNELS = "channels", _("Taking part in developing multichannel advice and guidance services")


class Completeness(models.TextChoices):
    """How far a position has come."""

    DONE = "done", _("Ready")
    DRAFT = "draft", _("Draft")
    EMPTY = "empty", _("Empty")
    EXCUSED = "excused", _("Left out for a reason")


class MeasureKind(models.TextChoices):
    DEVELOPMENT = "development", _("Development")
    STUDY = "study", _("Study or report")
    TRAINING = "training", _("Training")
    EVENT = "event", _("Event")
    MATERIAL = "material", _("Material")
    ADVOCACY = "advocacy", _("Advocacy")
    STRUCTURE = "structure", _("Structure or agreement")


class DeclineReason(models.TextChoices):
    """Why an organisation does not take on an action."""

    NOT_OURS = "not_ours", _("It is not our task")
    NO_TIME = "no_time", _("We have no time for it")
    SOMEONE_ELSE = "someone_else", _("Someone else fits better")
    OTHER = "other", _("Another reason")
