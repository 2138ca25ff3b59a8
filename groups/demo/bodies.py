"""How bodies work in the demo: nicknames, commissions, one that is done, who answers for what."""

from datetime import date, datetime, time, timedelta

from elo_platform.accounts.models import User
from elo_platform.lib.dates import wall_to_utc
from groups.demo.stage import Stage
from groups.models import Body, EloGroup
from groups.models.group import BodyKind
from groups.services.bodies import close_body
from groups.services.commissions import Commissioned, add_commission
from groups.services.group_settings import BodyValues, change_body, create_body
from groups.services.load_sets import state_positions
from groups.services.responsibilities import ResponsibilityValues, add_responsibility

COMMISSIONS = (
    (
        "Styr, godkänner och främjar de strategiska riktlinjerna för den livslånga vägledningen.",
        "Ohjaa, hyväksyy ja edistää elinikäisen ohjauksen strategisia linjauksia.",
        "Livskraftscentralen – Elinvoimakeskus",
        date(2024, 1, 1),
    ),
    (
        "Är vägledningssektion i regionens samarbetsgrupp för kompetens.",
        "Toimii maakunnan osaamisen yhteistyöryhmän ohjausjaostona.",
        "Landskapsförbundet – Maakunnan liitto",
        date(2025, 3, 1),
    ),
)
# Swedish and Finnish name of an area, and whether somebody answers for it.
AREAS = (
    ("Vägledning för vuxna", "Aikuisten ohjaus", True),
    ("Övergångar mellan stadierna", "Nivelvaiheet", True),
    ("Språk och integration", "Kielet ja kotoutuminen", True),
    ("Webbplats och kalender", "Verkkosivut ja kalenteri", False),
)
NOTE_SV = (
    "Kartläggningen är gjord: tjänsterna för vuxna finns beskrivna, och nätverket håller dem "
    "aktuella. Öppet är ännu vem som tar emot den som byter bransch."
)
NOTE_FI = (
    "Kartoitus on tehty: aikuisten palvelut on kuvattu, ja verkosto pitää ne ajan tasalla. "
    "Avoinna on vielä, kuka ottaa vastaan alan vaihtajan."
)


def describe_bodies(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Say how the bodies of three groups work, and where the people on seats stand at home."""
    state_positions()
    karelia, coordinator = groups["pohjois-karjala"]
    bodies = {body.kind: body for body in karelia.bodies.order_by("pk")}
    for sv, fi, given_by, starts_on in COMMISSIONS:
        given = Commissioned(sv, fi, given_by, starts_on)
        at = _noon(starts_on)
        add_commission(body_id=bodies[BodyKind.LEADING].pk, given=given, by=None, now=at)
    _nickname(bodies[BodyKind.NETWORK], "Stora bordet", "Iso pöytä", coordinator, stage)
    _finished(karelia, bodies[BodyKind.LEADING], coordinator, stage)
    _share_out(karelia, bodies[BodyKind.LEADING], coordinator, stage)
    _core(*groups["etela-savo"], stage)


def _nickname(body: Body, sv: str, fi: str, by: User, stage: Stage) -> None:
    values = BodyValues(
        **{name: getattr(body, name) for name in BodyValues.__slots__}
        | {"nickname_sv": sv, "nickname_fi": fi}
    )
    version = EloGroup.objects.get(pk=body.group_id).version
    change_body(body_id=body.pk, version=version, values=values, by=by, now=stage.now)


def _finished(group: EloGroup, leading: Body, by: User, stage: Stage) -> None:
    """Set up a working group of the year before, and close it with its note."""
    begun, last_day = stage.in_days(-420), stage.in_days(-60)
    values = BodyValues(
        "Arbetsgrupp: vuxnas vägar",
        "Työryhmä: aikuisten polut",
        "Working group: adults' paths",
        None,
        begun,
        stage.in_days(-30),
        deliverable_sv="En karta över vägledningstjänsterna för vuxna",
        deliverable_fi="Kartta aikuisten ohjauspalveluista",
    )
    lead = leading.seats.open_on(begun).filter(holders__ends_on=None).order_by("pk").first()
    body = create_body(
        group_id=group.pk,
        version=EloGroup.objects.get(pk=group.pk).version,
        kind=BodyKind.WORKING,
        values=values,
        commissioned=Commissioned(
            "Kartlägg vad som finns för vuxna.",
            "Kartoita, mitä aikuisille on.",
            leading.name_sv,
            begun,
        ),
        lead=lead.holders.filter(ends_on=None)[0].user if lead else None,
        by=by,
        now=_noon(begun),
    )
    note = {"closing_note_sv": NOTE_SV, "closing_note_fi": NOTE_FI}
    close_body(body_id=body.pk, last_day=last_day, **note, by=by, now=_noon(last_day))


def _share_out(group: EloGroup, leading: Body, by: User, stage: Stage) -> None:
    """Let members answer for areas of the work, each with the next as deputy."""
    held = leading.seats.open_on(stage.today).order_by("pk")
    people = [
        holder.user
        for seat in held
        for holder in seat.holders.on(stage.today).filter(kind="principal").select_related("user")
    ]
    for number, (sv, fi, is_held) in enumerate(AREAS):
        user, deputy = (people[number], people[number + 1]) if is_held else (None, None)
        ends_on = stage.in_days(60) if number == 1 else None
        values = ResponsibilityValues(sv, fi, user, deputy, date(2026, 1, 1), ends_on)
        add_responsibility(group_id=group.pk, values=values, by=by, now=_noon(date(2026, 1, 1)))


def _core(group: EloGroup, by: User, stage: Stage) -> None:
    """Give a group with a large leading group its small core, which works informally."""
    values = BodyValues(
        "ELO-kärngruppen",
        "ELO-ydinryhmä",
        "ELO core group",
        None,
        date(2025, 1, 1),
        None,
        is_informal=True,
        tasks_sv="Förbereder ärendena mellan mötena.",
        tasks_fi="Valmistelee asiat kokousten välillä.",
    )
    create_body(
        group_id=group.pk,
        version=EloGroup.objects.get(pk=group.pk).version,
        kind=BodyKind.NETWORK,
        values=values,
        by=by,
        now=stage.now - timedelta(days=300),
    )


def _noon(day: date) -> datetime:
    return wall_to_utc(day=day, at=time(12))
