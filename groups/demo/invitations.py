"""Invitations in each of their states, and a message to a body: as a coordinator would."""

from datetime import timedelta
from functools import partial

from elo_platform.accounts.models import User
from groups.demo.cast import DOMAIN
from groups.demo.deep import DeepGroup
from groups.demo.names import address_of
from groups.demo.stage import Stage
from groups.models import Body, Invitation
from groups.services.invitations import (
    INVITATION_DAYS,
    Acceptance,
    Invitee,
    SeatAsked,
    accept_invitation,
    decline_invitation,
    invite_to_seat,
)
from groups.services.messages import send_message
from groups.states import HolderKind

GREETING_SV = "Hej! Vi saknar er i gruppen. Ring gärna om du undrar över något."
GREETING_FI = "Hei! Kaipaamme teitä ryhmään. Soita, jos jokin mietityttää."


def invite_people(stage: Stage, deep: DeepGroup, coordinator: User) -> None:
    """Leave one invitation waiting, one declined, one run out and one accepted."""
    leading, network = deep.bodies["leading"], deep.bodies["network"]
    ask = partial(_ask, stage, deep, coordinator)
    ask(leading, "PROJECT", "fi", days_ago=2)
    ask(network, "BUSINESS", "sv", days_ago=INVITATION_DAYS + 5)
    declined = ask(leading, "COMPANY", "sv", days_ago=8)
    decline_invitation(
        invitation_id=declined.pk,
        address=declined.address,
        reason="Vi hinner inte i år. Fråga gärna på nytt nästa höst.",
        now=stage.now - timedelta(days=6),
    )
    accepted = ask(network, "NGO", "fi", days_ago=9)
    accept_invitation(
        invitation_id=accepted.pk,
        address=accepted.address,
        answer=Acceptance(name=accepted.name, title="toiminnanjohtaja", language="fi"),
        now=stage.now - timedelta(days=5),
    )


def _ask(
    stage: Stage,
    deep: DeepGroup,
    coordinator: User,
    body: Body,
    key: str,
    language: str,
    *,
    days_ago: int,
) -> Invitation:
    """Invite somebody of a new organisation to a body, so many days ago."""
    name = stage.namer.person()
    name_sv, name_fi = stage.namer.organisation(key, stage.places[deep.code])
    return invite_to_seat(
        seat=SeatAsked(
            body=body,
            category=stage.categories[key],
            kind=HolderKind.PRINCIPAL,
            name_sv=name_sv,
            name_fi=name_fi,
            region=stage.regions[deep.code],
        ),
        person=Invitee(
            address=address_of(name, DOMAIN),
            name=name,
            language=language,
            greeting=GREETING_SV if language == "sv" else GREETING_FI,
        ),
        by=coordinator,
        now=stage.now - timedelta(days=days_ago),
    )


def write_to_network(stage: Stage, deep: DeepGroup, coordinator: User) -> None:
    """Send the network one message in both languages."""
    send_message(
        body=deep.bodies["network"],
        subject_sv="Förslag till vårens teman",
        subject_fi="Ehdotuksia kevään teemoiksi",
        text_sv="Svara gärna före nästa möte: vilka övergångar ska vi titta på i vår?",
        text_fi="Vastaathan ennen seuraavaa kokousta: mitä nivelvaiheita tarkastelemme keväällä?",
        by=coordinator,
        now=stage.now - timedelta(days=2),
    )
