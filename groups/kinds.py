"""What the links of the chain join, and how: stored words, shared by all rooms."""

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _


class NodeKind(models.TextChoices):
    """What can stand in the chain, in the order in which it is drawn."""

    SURVEY = "survey", _("Survey")
    THEME = "theme", _("Theme")
    TOPIC = "topic", _("Discussion")
    NEED = "need", _("Need")
    GOAL = "goal", _("Goal")
    MEASURE = "measure", pgettext_lazy("plan", "Action")
    PLAN = "plan", _("Plan")
    ITEM = "item", _("Agenda item")
    OUTCOME = "outcome", _("Outcome")
    ECHO = "echo", _("What became of it")


# The echo is no row of its own: it stands under the id of its outcome, and no link leads to it.
LINKED = [choice for choice in NodeKind.choices if choice[0] != NodeKind.ECHO]


class Relation(models.TextChoices):
    """How the first led to the second. Always from the earlier to the later."""

    GROUPED_IN = "grouped_in", _("its answers were gathered in")
    RAISED = "raised", _("raised")
    LIFTED_TO = "lifted_to", _("was put on the agenda as")
    ANSWERED_BY = "answered_by", _("is answered by")
    IMPLEMENTED_BY = "implemented_by", _("is carried out by")
    DECIDED_IN = "decided_in", _("was settled in")


class NeedStep(models.TextChoices):
    """What happens to a need that those who stand behind it are told."""

    LIFTED = "lifted", _("put on an agenda")
    REFUSED = "refused", _("not taken up")
    REOPENED = "reopened", _("taken up again")
    MERGED = "merged", _("merged with another need")
    ANSWERED = "answered", _("answered by an action")
    SETTLED = "settled", _("settled in an outcome")


class EvidenceKind(models.TextChoices):
    """Where a piece of evidence for a need comes from."""

    SURVEY = "survey", _("Survey")
    DISCUSSION = "discussion", _("Discussion")
    MEETING = "meeting", _("Meeting")
    STUDY = "study", _("Study or report")
    FIGURE = "figure", _("Figure")
    VISIT = "visit", _("Visit or event")
    OTHER = "other", _("Other")


class OutcomeKind(models.TextChoices):
    """What a body may come to. Source: the types of outcomes of the ELO groups."""

    DISCUSSED = "discussed", _("discussed")
    NOTED = "noted", _("noted")
    POSITION = "position", pgettext_lazy("outcome", "position")
    RECOMMENDATION = "recommendation", _("recommendation")
    AGREEMENT = "agreement", _("agreement")
    DECISION = "decision", _("decision of a named organisation")


class Mandate(models.TextChoices):
    """What a body may come to on its own."""

    DISCUSSING = "discussing", _("discusses")
    ADVISORY = "advisory", _("gives advice")
    AGREEING = "agreeing", _("agrees together")
    DECIDING = "deciding", _("decides")


_DISCUSSING = (OutcomeKind.DISCUSSED, OutcomeKind.NOTED, OutcomeKind.DECISION)
_ADVISORY = (*_DISCUSSING, OutcomeKind.POSITION, OutcomeKind.RECOMMENDATION)
_AGREEING = (*_ADVISORY, OutcomeKind.AGREEMENT)

# What a body's mandate lets it record. A decision always names who decides: the body names
# itself only where it is deciding, and else an organisation.
OUTCOMES_ALLOWED: dict[Mandate, tuple[OutcomeKind, ...]] = {
    Mandate.DISCUSSING: _DISCUSSING,
    Mandate.ADVISORY: _ADVISORY,
    Mandate.AGREEING: _AGREEING,
    Mandate.DECIDING: _AGREEING,
}

# An outcome of these kinds stands behind what it approves.
APPROVING = (OutcomeKind.POSITION, OutcomeKind.AGREEMENT, OutcomeKind.DECISION)


def outcome_words(kind: str, decider: str = "") -> str:
    """Return the type of an outcome in words; of a decision with who decided."""
    words = str(OutcomeKind(kind).label)
    if kind == OutcomeKind.DECISION:
        words = (
            gettext("decision of %(who)s") % {"who": decider} if decider else gettext("decision")
        )
    return capfirst(words)


class TaskKind(models.TextChoices):
    """The six kinds of a group's work, by which time is agreed and used."""

    PLANNING = "planning", _("strategic planning")
    DEVELOPMENT = "development", _("development work")
    FOLLOWUP = "followup", _("follow-up")
    COORDINATION = "coordination", _("coordination of the activity")
    LINK = "link", _("acting as a link")
    FACILITATOR = "facilitator", _("acting as a facilitator")


class PositionLevel(models.TextChoices):
    """Where in the own organisation the holder of a seat works."""

    UNKNOWN = "", _("Not stated")
    LEADING = "leading", _("Leading position")
    MIDDLE = "middle", _("Middle management")
    EXPERT = "expert", _("Expert or planner")
    PRACTITIONER = "practitioner", _("Guidance work")


class MayCommit(models.TextChoices):
    """Whether the holder of a seat may commit the organisation."""

    UNKNOWN = "", _("Not stated")
    YES = "yes", _("May commit the organisation")
    CONSULTING = "consulting", _("After consulting at home")
    NO = "no", _("May not commit the organisation")


class BasisKind(models.TextChoices):
    """What a power or a task of a group rests on."""

    LAW = "law", _("Law or decree")
    AGREEMENT = "agreement", _("Agreement")
    LETTER = "letter", _("Letter or decision of an authority")
    CUSTOM = "custom", _("Custom")


class NetworkKind(models.TextChoices):
    """What sort of other network works in the region."""

    REGIONAL = "regional", _("Regional network")
    YOUTH = "youth", _("Municipal youth guidance and service network")
    SUB = "sub", _("Local network of the group")
    OTHER = "other", _("Other network")


class NetworkRelation(models.TextChoices):
    """How another network stands to the group."""

    BUILT_UPON = "built_upon", _("The group builds upon it")
    MERGED = "merged", _("Merged into the group")
    PARALLEL = "parallel", _("Works beside the group")
    INFORMS = "informs", _("Keeps the group informed")


class SuccessionOf(models.TextChoices):
    """What may be succeeded by another."""

    AUTHORITY = "authority", _("Authority")
    ORGANISATION = "organisation", _("Organisation")
    CATEGORY = "category", _("Category of organisations")
    GROUP = "group", _("Group")
    BODY = "body", _("Body")
    MUNICIPALITY = "municipality", _("Municipality")
