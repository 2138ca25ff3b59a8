"""Makers for the tests of outcomes: a meeting that has been held, and what it came to."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from elo_platform.accounts.models import User
from groups.models import AgendaItem, Body, Echo, Meeting, Organisation, Outcome
from groups.permissions import Role
from groups.services.outcomes import OutcomeValues, record_outcome
from tests.factories import make_actor, make_body, make_organisation, make_seat, today
from tests.groups.meetings import Hall, called, sit

NAMES = ("Yrkesinstitutet Strand", "Gymnasiet Norrskog", "Folkhögskolan Udden")


@dataclass
class Held:
    """A meeting of yesterday, with three organisations in the group; the first has a contact."""

    body: Body
    coordinator: User
    organisations: list[Organisation]
    holders: list[User]
    contact: User
    meeting: Meeting
    item: AgendaItem
    now: datetime = field(default_factory=timezone.now)


def make_held(*, mandate="agreeing", **fields) -> Held:
    """Return a held meeting; the third organisation sits in the network of the group alone."""
    body = make_body(mandate=mandate, **fields)
    network = make_body(group=body.group, kind="network", name_sv="Nätverket")
    coordinator = make_actor(role=Role.COORDINATOR, group=body.group, name="Siri Lund")
    organisations = [make_organisation(name_sv=name, name_fi=f"{name} fi") for name in NAMES]
    places = zip((body, body, network), organisations, strict=True)
    seats = [make_seat(body=place, organisation=each) for place, each in places]
    languages = ("sv", "fi", "sv")
    holders = [
        sit(seat=seat, name=f"Alva Strand {number}", language=language)
        for number, (seat, language) in enumerate(zip(seats, languages, strict=True))
    ]
    contact = make_actor(role=Role.CONTACT, organisation=organisations[0], name="Onni Lehtola")
    hall = Hall(body, coordinator, seats, holders, holders[0])
    meeting = called(hall, days=-1, now=timezone.now() - timedelta(days=9))
    return Held(body, coordinator, organisations, holders, contact, meeting, meeting.items.get())


def wording(**fields) -> OutcomeValues:
    """Return a recommendation to a ministry, which nobody is asked about, but for what is given."""
    given = {
        "kind": "recommendation",
        "title_sv": "Gemensam remissväg",
        "title_fi": "Yhteinen lähetepolku",
        "text_sv": "Ledningsgruppen rekommenderar den gemensamma remissvägen.",
        "text_fi": "Johtoryhmä suosittaa yhteistä lähetepolkua.",
        "addressee": "Undervisnings- och kulturministeriet",
    }
    return OutcomeValues(**(given | fields))


def to_members(**fields) -> OutcomeValues:
    """Return a recommendation to all organisations of the group, to answer within 20 days."""
    given = {"addressed": "members", "answer_by": today() + timedelta(days=20)}
    return wording(**(given | fields))


def recorded(held: Held, values: OutcomeValues | None = None, **given) -> Outcome:
    given = {"item_id": held.item.pk, "by": held.coordinator, "now": held.now} | given
    return record_outcome(meeting_id=held.meeting.pk, values=values or wording(), **given)


def echo_of(outcome: Outcome, organisation: Organisation) -> Echo:
    return Echo.objects.select_related("outcome__body").get(
        outcome=outcome, organisation=organisation
    )


def also_contact(held: Held, number: int = 0, **fields) -> User:
    """Return one more contact person of an organisation."""
    return make_actor(role=Role.CONTACT, organisation=held.organisations[number], **fields)


def chair_of(held: Held) -> User:
    return make_actor(role=Role.CHAIR, body=held.body, name="Runa Fors")
