"""What some groups aim at in their representation, and an invitee who named somebody else."""

from datetime import date, timedelta

from elo_platform.accounts.models import User
from groups.demo.cast import DOMAIN
from groups.demo.names import address_of
from groups.demo.stage import Stage
from groups.models import Body, EloGroup
from groups.services.invitations import (
    Invitee,
    SeatAsked,
    Substitute,
    decline_invitation,
    invite_to_seat,
)
from groups.services.targets import TargetValues, end_target, set_target
from groups.states import HolderKind

SINCE = date(2025, 2, 12)
WANTED = {
    "pohjanmaa": {"BUSINESS": 1, "NGO": 2, "PROJECT": 1},
    "satakunta": {"BUSINESS": 1, "COMPANY": 1},
    "kanta-hame": {"NGO": 1, "MUNSOC": 1},
    "paijat-hame": {"BUSINESS": 1, "VET": 1},
}
Groups = dict[str, tuple[EloGroup, User]]


def set_targets(stage: Stage, groups: Groups) -> None:
    """Set targets in four groups, one of them ended; let an invitee name somebody else."""
    for key, wanted in WANTED.items():
        group, coordinator = groups[key]
        body = Body.objects.get(group=group, kind="leading")
        for kind, seats in wanted.items():
            agreed = "Ledningsgruppen 12.2.2025" if key == "pohjanmaa" else "Johtoryhmä 12.2.2025"
            values = TargetValues(body, stage.categories[kind], seats, SINCE, agreed=agreed)
            target = set_target(values=values, by=coordinator, now=stage.now)
            if kind == "PROJECT":
                last_day = date(2026, 6, 30)
                end_target(target_id=target.pk, last_day=last_day, by=coordinator, now=stage.now)
    name_another(stage, *groups["pohjanmaa"])


def name_another(stage: Stage, group: EloGroup, coordinator: User) -> None:
    """Let somebody who was invited say that a colleague is the right one."""
    code, asked, named = "15", stage.namer.person(), stage.namer.person()
    name_sv, name_fi = stage.namer.organisation("BUSINESS", stage.places[code])
    invitation = invite_to_seat(
        seat=SeatAsked(
            body=Body.objects.get(group=group, kind="leading"),
            category=stage.categories["BUSINESS"],
            kind=HolderKind.PRINCIPAL,
            name_sv=name_sv,
            name_fi=name_fi,
            region=stage.regions[code],
        ),
        person=Invitee(address=address_of(asked, DOMAIN), name=asked, language="sv"),
        by=coordinator,
        now=stage.now - timedelta(days=4),
    )
    decline_invitation(
        invitation_id=invitation.pk,
        address=invitation.address,
        reason="",
        now=stage.now - timedelta(days=2),
        instead=Substitute(name=named, address=address_of(named, DOMAIN)),
    )
