from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a matter stands on an agenda for."""

    INFORM = "inform", _("For information")
    DISCUSS = "discuss", _("For discussion")
    DECIDE = "decide", _("For agreement")


class StandingKind(models.TextChoices):
    """What a standing item of an agenda fills itself with."""

    SINCE = "since", _("Since last time: all of the below")
    OUTCOMES = "outcomes", _("Outcomes since last time, and what came of them")
    ACTIONS = "actions", _("Actions that are late or stuck")
    MANDATES = "mandates", _("Mandates that end and seats that are vacant")
    AGREEMENTS = "agreements", _("Agreements that end or wait for signatures")
    SURVEYS = "surveys", _("Surveys and their results")
    NEEDS = "needs", _("Needs that wait for an answer")
    TRIALS = "trials", _("What was tried out at home")
    FOLLOW_UPS = "follow_ups", _("What was left to do, and how it stands")
    NEWS = "news", _("News from the organisations")
