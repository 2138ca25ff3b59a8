"""What the links of the chain join, and how: stored words, shared by all rooms."""

from datetime import date

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.text import day


class NodeKind(models.TextChoices):
    """What can stand in the chain, in the order in which it is drawn."""

    SURVEY = "survey", _("Survey")
    THEME = "theme", _("Theme")
    TOPIC = "topic", _("Discussion")
    NEED = "need", _("Need")
    GOAL = "goal", _("Goal")
    MEASURE = "measure", pgettext_lazy("plan", "Action")
    PLAN = "plan", _("Plan")
    EVENT = "event", _("Event")
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
    REPLIED = "replied", _("answered by the group")


class EvidenceKind(models.TextChoices):
    """Where a piece of evidence for a need comes from."""

    SURVEY = "survey", _("Survey")
    DISCUSSION = "discussion", _("Discussion")
    MEETING = "meeting", _("Meeting")
    STUDY = "study", _("Study or report")
    FIGURE = "figure", _("Figure")
    VISIT = "visit", _("Visit or event")
    OTHER = "other", _("Other")


class GuidanceArea(models.TextChoices):
    """Where guidance is given: the areas by which needs are gathered."""

    BASIC = "basic", _("Basic education")
    UPPER = "upper", _("Upper secondary education")
    HIGHER = "higher", _("Higher education")
    ADULT = "adult", _("Adult education and liberal education")
    EMPLOYMENT = "employment", _("Employment services")
    YOUTH = "youth", _("Youth work and one-stop guidance centres")
    WELFARE = "welfare", _("Social welfare and health care")
    INTEGRATION = "integration", _("Integration")
    WORKING_LIFE = "working_life", _("Working life")
    OTHER = "other", pgettext_lazy("area of guidance", "Other")


class Transition(models.TextChoices):
    """The transitions of a life at which guidance is needed. Ages are rough."""

    PRE_BASIC = "pre_basic", _("Pre-primary → basic education")
    WITHIN_BASIC = "within_basic", _("Primary → lower secondary")
    BASIC_UPPER = "basic_upper", _("Basic education → upper secondary")
    UPPER_NEXT = "upper_higher_work", _("Upper secondary → higher education or working life")
    BACK = "interrupted_back", _("Interrupted studies → back to studies")
    HIGHER_WORK = "higher_work", _("Higher education → working life")
    UNEMPLOYED = "unemployed", _("Unemployment → training or work")
    NEW_OCCUPATION = "work_new_occupation", _("In work → new occupation")
    MIGRANT = "migrant", _("Migrant → studies or work")
    RETIREMENT = "retirement", _("Working life → retirement")


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


class SkillLevel(models.TextChoices):
    """What a person says of themself about one kind of the group's work."""

    LEAD = "lead", _("Can lead")
    PART = "part", _("Can take part")
    LEARN = "learn", _("Want to learn")
    NONE = "none", _("Not for me")


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
    PLAN = "plan", _("Plan")
    AGREEMENT = "agreement", _("Agreement")


class StepRelation(models.TextChoices):
    """What became of the predecessor."""

    RENAME = "rename", _("Goes on whole as the successor")
    MERGE = "merge", _("Goes whole into the successor with others")
    SPLIT = "split", _("Only a part goes to the successor")
    TRANSFER = "transfer", _("Hands its tasks over and goes on itself")


# What a reorganisation may be made of; plans and agreements follow their groups.
REORGANISED = [
    choice
    for choice in SuccessionOf.choices
    if choice[0] not in {SuccessionOf.PLAN, SuccessionOf.AGREEMENT}
]


class PartSide(models.TextChoices):
    """Which end of a step a part stands at."""

    BEFORE = "before", _("Predecessor")
    AFTER = "after", _("Successor")


class Touched(models.TextChoices):
    """What a reorganisation touches, in the order in which it is listed."""

    AUTHORITY = "authority", _("Authorities")
    TERRITORY = "territory", _("Territories")
    MUNICIPALITY = "municipality", _("Municipalities")
    COORDINATION = "coordination", _("Coordination of groups")
    GROUP = "group", _("Groups")
    BODY = "body", _("Bodies")
    ORGANISATION = "organisation", _("Organisations")
    CATEGORY = "category", _("Categories of organisations")
    REQUIRED = "required", _("Required categories")
    SEAT = "seat", _("Seats")
    MANDATE = "mandate", _("Mandates")
    ROLE = "role", _("Roles")
    INVITATION = "invitation", _("Open invitations")
    MEETING = "meeting", _("Meetings to come")
    NEED = "need", _("Open needs")
    AGREEMENT = "agreement", _("Partnership agreements")
    PLAN = "plan", _("Plans")
    MEASURE = "measure", _("Ongoing actions")
    OFFER = "offer", _("Open offers of responsibility")
    FILE = "file", _("Files")
    CLOSED = "closed", _("Closed minutes and plans")


class Fate(models.TextChoices):
    """What a reorganisation does with something."""

    STAYS = "stays", _("Stays as it is")
    FOLLOWS = "follows", _("Goes on with the successor, same history")
    MOVES = "moves", _("Closes the day before and opens for the successor")
    RENAMED = "renamed", _("Gets the new name; the old one keeps its days")
    ENDS = "ends", _("Ends the day before")
    BEGINS = "begins", _("Begins on the day")
    REFILL = "refill", _("Closes the day before and is to be filled anew")
    DIVIDES = "divides", _("Becomes several with a common origin")
    FROZEN = "frozen", _("Untouched, keeps the old names")


class ChoiceKind(models.TextChoices):
    """What a human must decide before a reorganisation can be confirmed."""

    COORDINATION = "coordination", _("Who coordinates the group")
    SEAT = "seat", _("Who takes the seat")
    HOLDER = "holder", _("Where the member goes on")
    BOTH = "both", _("A member sits in several parts")
    AGREEMENT = "agreement", _("A partnership agreement common to several parts")
    PLAN = "plan", _("A plan common to several parts")
    FILES = "files", _("Files shared by several parts")
    CONTACT = "contact", _("Where the contact person goes on")


def signed_words(signed: int, asked: int) -> str:
    """Return how many of the parties of an agreement have signed, in words."""
    sentence = ngettext(
        "%(signed)s of %(asked)s has signed", "%(signed)s of %(asked)s have signed", signed
    )
    return sentence % {"signed": signed, "asked": asked}


def agreed_period(first: date, last: date | None) -> str:
    """Return when something agreed on holds, in words."""
    if last is None:
        return gettext("from %(day)s until further notice") % {"day": day(first)}
    return f"{day(first)}–{day(last)}"
