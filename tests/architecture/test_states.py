"""The diagrams in STATES.md are today's tables, and every state can be reached."""

import pytest
from django.conf import settings

from elo_platform.overview.diagrams import TABLES, states_document
from groups.states import (
    AgreementState,
    EventState,
    GuidelineState,
    InvitationState,
    MeetingState,
    MinutesState,
    NeedState,
    PartyState,
    PollState,
    SignUpState,
    YearState,
)
from plans.states import MeasureStatus, OfferState, PlanState
from surveys.states import SurveyState

STATES = {
    "Invitation": InvitationState,
    "Meeting": MeetingState,
    "Minutes": MinutesState,
    "Event": EventState,
    "Sign-up to an event": SignUpState,
    "Date poll": PollState,
    "Need": NeedState,
    "Guideline": GuidelineState,
    "Plan": PlanState,
    "Action of a plan": MeasureStatus,
    "Offer of responsibility": OfferState,
    "Partnership agreement": AgreementState,
    "Party of an agreement": PartyState,
    "Survey": SurveyState,
    "Entry of the year": YearState,
}


# Where a state is reached by another thing's act: sending an agreement asks its parties, and
# an invitation begins by being sent where nobody suggested the person.
REACHED = {
    "Invitation": {InvitationState.PENDING},
    "Party of an agreement": {PartyState.ASKED},
}


def test_states_md_is_what_the_tables_say():
    assert (settings.BASE_DIR / "STATES.md").read_text() == states_document()


@pytest.mark.parametrize("name", TABLES)
def test_every_state_is_reached_or_is_the_first(name):
    first = next(iter(STATES[name]))

    reached = {row.target for row in TABLES[name].values()} | {first} | REACHED.get(name, set())

    assert reached == set(STATES[name])
