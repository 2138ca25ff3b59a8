"""Who may read which text, written down a second time and on purpose: nothing here asks
visible_to, roles or policies. A model with text that has no line here fails the build.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps

from tests.canary.planting import Planted
from tests.world import ACTORS, STATES, World

EVERYONE = frozenset({*ACTORS, *STATES})
# In the group, by a seat, a task or an organisation; national eyes come on top.
PEOPLE = frozenset(
    {"member", "deputy", "working", "contact", "staff", "leading", "chair", "coordinator"}
)
NATIONAL = frozenset({"national", "researcher"})
GROUP = PEOPLE | NATIONAL
LEADING = frozenset({"deputy", "leading", "chair", "coordinator"})
LEADS = frozenset({"chair", "coordinator"})
COORDINATOR = frozenset({"coordinator"})
ADMINISTRATORS = frozenset({"admin"})
# Whoever has a role somewhere; a role in another group is one.
SOMEBODY = GROUP | {"other_coordinator"}
NOBODY: frozenset[str] = frozenset()
# Who takes part in what the group writes and talks about: staff read what it has published.
TAKES_PART = PEOPLE - {"staff"}
# Who reads what came of surveys: contact persons and staff answer them.
READS_RESULTS = PEOPLE - {"staff", "contact"} | NATIONAL

# An address that carries a person's own key: whoever has it reads as that person.
KEYS_OF = {"notifications:unsubscribe": "member"}

# An address that shows whoever has it what it is for, and nothing else that they may not read.
SHOWN_AT = {
    "groups:capture_new": {"groups.CaptureSpot"},
    "groups:capture_thanks": {"groups.CaptureSpot"},
}

Rule = Callable[[World, Any], frozenset[str]]


def always(readers: frozenset[str]) -> Rule:
    """Return the rule that `readers` may read it, whatever the row."""
    return lambda _world, _row: readers


def _user(world: World, row: Any) -> frozenset[str]:
    """One reads of oneself; people of the group read who sits, answers and has led in it."""
    own = {actor for actor, person in world.people.items() if person == row}
    if own == {"contact"}:
        # There to be found: whoever sees people somewhere, and who keeps the register.
        return PEOPLE | {"national", "other_coordinator", "admin"}
    return (
        PEOPLE | {"national"}
        if own & (PEOPLE | {"no_second_factor", "removed_yesterday"})
        else NOBODY
    )


def _organisation(_world: World, row: Any) -> frozenset[str]:
    """Whoever has a role somewhere, and administrators; everyone where the profile is public."""
    return EVERYONE if row.is_public else SOMEBODY | {"admin"}


def _of_organisation(world: World, row: Any) -> frozenset[str]:
    return _organisation(world, row.organisation)


def _meeting(_world: World, row: Any) -> frozenset[str]:
    return LEADS if row.state == "draft" else LEADING


def _of_meeting(world: World, row: Any) -> frozenset[str]:
    return _meeting(world, row.meeting)


def _of_minutes(world: World, row: Any) -> frozenset[str]:
    """Who leads the body while it is written, its people in review, and then as the meeting."""
    minutes = getattr(row, "minutes", row)
    if minutes.state == "approved":
        return _meeting(world, minutes.meeting)
    return LEADING if minutes.state == "review" else LEADS


def _guideline(_world: World, row: Any) -> frozenset[str]:
    """The text as it stands: the leading group, and the group's people once asked to comment."""
    guideline = getattr(row, "guideline", row)
    return TAKES_PART if guideline.comments_by else LEADING


def _edition(world: World, row: Any) -> frozenset[str]:
    """Each edition until the published one as far as that is open; later ones as the text."""
    if row.number > row.guideline.published_edition:
        return _guideline(world, row)
    open_to = {"group": GROUP, "all_regions": SOMEBODY, "public": EVERYONE}
    return open_to[row.guideline.visibility]


def _event(_world: World, row: Any) -> frozenset[str]:
    """Drafts show to who arranges them; the rest as far as it is open."""
    event = getattr(row, "event", row)
    open_to = {"body": LEADING, "group": GROUP, "all_regions": SOMEBODY, "public": EVERYONE}
    arrange = _arrangers(_world, event)
    return arrange if event.state == "draft" else open_to[event.visibility] | arrange


def _arrangers(_world: World, row: Any) -> frozenset[str]:
    """Who manages the group; for an event of the leading group who leads that too."""
    return LEADS if getattr(row, "event", row).body_id else COORDINATOR


def _event_series(world: World, row: Any) -> frozenset[str]:
    """The group knows of it, and whoever may open one of its events reads what it is part of."""
    return GROUP.union(*(_event(world, event) for event in row.events.all()))


def _year(_world: World, row: Any) -> frozenset[str]:
    is_silent = row.state in {"draft", "dropped"}
    return COORDINATOR if is_silent else PEOPLE | {"national"}


def _document(world: World, row: Any) -> frozenset[str]:
    """A document is as open as it says, and as the event or the study that it belongs to.

    In the group it opens to its people and national coordinators.
    """
    open_to = {"managers": COORDINATOR, "group": PEOPLE | {"national"}, "public": EVERYONE}
    events = [_event(world, material) for material in row.materials.all()]
    return open_to[row.reach].union(*events, GROUP if row.studies.exists() else NOBODY)


def _operating_model(_world: World, row: Any) -> frozenset[str]:
    return PEOPLE | {"national"} if row.published_on else COORDINATOR


def _agreement(_world: World, row: Any) -> frozenset[str]:
    """What has been sent is read by the group; its parties are in it in this world."""
    return COORDINATOR if row.state == "draft" else PEOPLE | {"national"}


def _of_agreement(world: World, row: Any) -> frozenset[str]:
    return _agreement(world, row.agreement)


def _survey(_world: World, row: Any) -> frozenset[str]:
    """Whoever has its address reads a survey once it has been opened."""
    return COORDINATOR if row.state == "draft" else EVERYONE


def _of_survey(world: World, row: Any) -> frozenset[str]:
    return _survey(world, row.survey)


def _of_question(world: World, row: Any) -> frozenset[str]:
    return _survey(world, row.question.survey)


def _plan(_world: World, row: Any) -> frozenset[str]:
    return GROUP if row.state in {"approved", "ended"} else TAKES_PART


def _of_plan(world: World, row: Any) -> frozenset[str]:
    return _plan(world, row.plan)


def _of_measure(world: World, row: Any) -> frozenset[str]:
    return _plan(world, row.measure.plan)


def _space(world: World, row: Any) -> frozenset[str]:
    in_body = {
        world.leading.pk: LEADING,
        world.network.pk: frozenset({"member", "coordinator"}),
        world.working.pk: frozenset({"working", "coordinator"}),
    }
    if row.group_id != world.group.pk:
        return frozenset({"other_coordinator"})
    # In a body that nobody sits in, only the coordinator reads.
    return in_body.get(row.body_id, frozenset({"coordinator"})) if row.body_id else TAKES_PART


def _of_space(world: World, row: Any) -> frozenset[str]:
    return _space(world, row.space)


def _of_topic(world: World, row: Any) -> frozenset[str]:
    return _space(world, row.topic.space)


RULES: dict[str, Rule] = {
    "accounts.User": _user,
    "groups.Region": always(EVERYONE),
    "groups.Authority": always(EVERYONE),
    "groups.AuthorityName": always(EVERYONE),
    "groups.AuthoritySuccession": always(EVERYONE),
    "groups.AuthorityRegion": always(EVERYONE),
    "groups.AuthorityMunicipality": always(EVERYONE),
    "groups.Municipality": always(EVERYONE),
    "groups.MunicipalityRegion": always(EVERYONE),
    "groups.Succession": always(EVERYONE),
    # Administrators prepare reorganisations; the journal of what one did stands on no page.
    # Who coordinates a group is told what one that touches it is called.
    "groups.Reorganisation": always(ADMINISTRATORS | {"coordinator"}),
    "groups.ReorganisationStep": always(ADMINISTRATORS),
    "groups.ReorganisationPart": always(ADMINISTRATORS),
    "groups.ReorganisationChoice": always(ADMINISTRATORS),
    "groups.ReorganisationChange": always(NOBODY),
    "groups.EloGroup": always(EVERYONE),
    "groups.Level": always(EVERYONE),
    "groups.Body": always(GROUP),
    "groups.Meeting": _meeting,
    "groups.MeetingUserObjectPermission": always(LEADS),
    "groups.Category": always(EVERYONE),
    "groups.CategoryName": always(EVERYONE),
    "groups.RequiredCategory": always(EVERYONE),
    "groups.Organisation": _organisation,
    "groups.OrganisationName": _of_organisation,
    # Whom a seat was offered to: who manages seats, and the invited person.
    "groups.Invitation": always(COORDINATOR | {"invited"}),
    "groups.HandoverNote": always(COORDINATOR),
    # An uploaded list is its uploader's alone.
    "groups.ImportDraft": always(COORDINATOR),
    # What a body aims at is for those who see its people.
    "groups.Target": always(PEOPLE | {"national"}),
    "groups.Commission": always(PEOPLE | {"national"}),
    "groups.Responsibility": always(PEOPLE | {"national"}),
    "groups.AgendaItem": _of_meeting,
    "groups.Paper": _of_meeting,
    "groups.Attendance": _of_meeting,
    "groups.GoalFramework": always(EVERYONE),
    "groups.NationalGoal": always(EVERYONE),
    "groups.BodyMessage": always(LEADING),
    "groups.Term": always(EVERYONE),
    "groups.Need": always(TAKES_PART),
    "groups.Evidence": always(TAKES_PART),
    "groups.Outcome": always(GROUP),
    # What organisations did with an outcome is between people who know each other's names.
    "groups.Echo": always(PEOPLE | {"national"}),
    "groups.Document": _document,
    "groups.Agreement": _agreement,
    "groups.Party": _of_agreement,
    "groups.Commitment": _of_agreement,
    "groups.Annex": _of_agreement,
    "groups.LifeEvent": always(EVERYONE),
    # Earlier states are for the people of the group, whatever stands now.
    "groups.EloGroupVersion": always(PEOPLE | {"national"}),
    "groups.BodyVersion": always(PEOPLE | {"national"}),
    "groups.OrganisationVersion": always(PEOPLE | {"national"}),
    "groups.BasisVersion": always(PEOPLE | {"national"}),
    "groups.ClauseVersion": always(PEOPLE | {"national"}),
    "groups.AgreementVersion": always(PEOPLE | {"national"}),
    "groups.CommitmentVersion": always(PEOPLE | {"national"}),
    "groups.DutyVersion": always(PEOPLE | {"national"}),
    "groups.OperatingModelVersion": always(PEOPLE | {"national"}),
    "groups.NetworkVersion": always(PEOPLE | {"national"}),
    # What a group may do and with what is for its people and the national coordinators.
    "groups.Basis": always(PEOPLE | {"national"}),
    "groups.Clause": always(PEOPLE | {"national"}),
    "groups.Funding": always(PEOPLE | {"national"}),
    "groups.Wish": always(PEOPLE | {"national"}),
    # The register of networks is the group's own; addresses in it have a test of their own.
    "groups.AgendaTemplate": always(LEADING),
    "groups.TemplateItem": always(LEADING),
    "groups.Series": always(LEADING),
    "groups.DatePoll": always(LEADING),
    "groups.PollAsked": always(LEADING),
    "groups.BacklogItem": always(LEADING),
    # Who answers for the organisation that does it reads it too, and nothing of the meeting.
    "groups.FollowUp": always(LEADING | {"contact"}),
    "groups.Minutes": _of_minutes,
    "groups.MinutesPart": _of_minutes,
    "groups.MinutesChecker": _of_minutes,
    # What was approved once stays open as its meeting, also while it is being revised.
    "groups.MinutesRevision": lambda world, row: _meeting(world, row.minutes.meeting),
    "groups.Statement": always(GROUP),
    "groups.Guideline": _guideline,
    "groups.GuidelineEdition": _edition,
    "groups.GuidelineComment": _guideline,
    "groups.Acknowledgement": always(PEOPLE | {"national"}),
    "groups.Study": always(GROUP),
    "groups.NeedComment": always(TAKES_PART),
    # Whoever follows the short link of a workshop may write; what was written stays inside.
    "groups.CaptureSpot": always(COORDINATOR),
    "groups.Capture": always(COORDINATOR),
    "groups.EventSeries": _event_series,
    "groups.Event": _event,
    "groups.ProgrammeItem": _event,
    "groups.SignUp": _arrangers,
    "groups.ThemeSuggestion": _event,
    "groups.EventFeedback": _arrangers,
    "groups.YearRule": always(COORDINATOR),
    "groups.YearEntry": _year,
    "groups.YearTheme": always(GROUP),
    "groups.Network": always(PEOPLE | {"national"}),
    "groups.NetworkMember": always(PEOPLE | {"national"}),
    "groups.OperatingModel": _operating_model,
    "groups.Acceptance": always(PEOPLE | {"national"}),
    "groups.Duty": always(PEOPLE | {"national"}),
    "groups.Welcome": always(EVERYONE),
    "plans.Plan": _plan,
    "plans.Position": _of_plan,
    "plans.Goal": _of_plan,
    "plans.Measure": _of_plan,
    "plans.PlanVersion": always(GROUP),
    "plans.Step": _of_measure,
    "plans.Progress": _of_measure,
    "plans.Promoter": always(PEOPLE | {"national"}),
    "plans.Offer": always(TAKES_PART),
    "surveys.Survey": _survey,
    "surveys.Section": _of_survey,
    "surveys.Question": _of_survey,
    "surveys.Choice": _of_question,
    # One by one for who gathers them into themes; others read quotes of five and more.
    "surveys.Answer": always(COORDINATOR),
    "surveys.Theme": always(READS_RESULTS),
    "forums.Space": _space,
    "forums.Topic": _of_space,
    "forums.Post": _of_topic,
}


# A mail goes to who has the role: the second factor opens the pages, not the letter box.
LETTERS_OF = {"no_second_factor": "coordinator"}
# Whoever is asked to take a seat is told by whom, of which organisation and in which body.
ASKED = {"accounts.User", "groups.Body", "groups.Organisation"}
TOLD = {"invitation": ASKED, "invitation_reminder": ASKED}

# Administrators look rows up by what they are called: content shows titles there, never texts.
REFERENCE = {
    "groups.Region",
    "groups.Authority",
    "groups.AuthorityName",
    "groups.AuthoritySuccession",
    "groups.AuthorityRegion",
    "groups.AuthorityMunicipality",
    "groups.Municipality",
    "groups.MunicipalityRegion",
    "groups.Succession",
    "groups.Category",
    "groups.CategoryName",
    "groups.RequiredCategory",
    "groups.GoalFramework",
    "groups.NationalGoal",
    "groups.Organisation",
    "groups.OrganisationName",
    "groups.Term",
}
CALLED = {"name", "name_sv", "name_fi", "name_en", "title_sv", "title_fi", "title", "email"}
# Titles of discussions are words of a closed circle; papers and the like have no page there.
CALLED_IN_ADMIN = {
    "accounts.User": CALLED,
    "groups.EloGroup": CALLED,
    "groups.Level": CALLED,
    "groups.Body": CALLED,
    "groups.Invitation": {"name", "address"},
    "groups.Outcome": CALLED,
    "plans.Plan": CALLED,
    "plans.Goal": CALLED,
    "plans.Measure": CALLED,
    "surveys.Survey": CALLED,
    "surveys.Theme": CALLED,
}


def is_for_admins(planted: Planted) -> bool:
    """Tell whether a text may stand in the Django admin."""
    names = CALLED_IN_ADMIN.get(planted.model, set())
    return planted.model in REFERENCE or planted.field in names


def readers_of_all(world: World, planted: Iterable[Planted]) -> dict[Planted, frozenset[str]]:
    """Return for each text the actors who may read it.

    Raises:
        KeyError: nobody has said who may read texts of a model.
    """
    readers: dict[tuple[str, object], frozenset[str]] = {}
    for each in planted:
        if (each.model, each.pk) not in readers:
            readers[each.model, each.pk] = _readers(world, each)
    return {each: readers[each.model, each.pk] for each in planted}


def _readers(world: World, planted: Planted) -> frozenset[str]:
    row = apps.get_model(planted.model)._base_manager.get(pk=planted.pk)
    readers = RULES[planted.model](world, row)
    if readers == EVERYONE:
        return readers
    own = frozenset(actor for actor, person in world.people.items() if person == row)
    return readers - {"deactivated", "removed_yesterday", "no_second_factor"} | own
