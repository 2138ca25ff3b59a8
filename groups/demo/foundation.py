"""Every group of the demo, with its territory, its coordination by date, levels and bodies."""

from datetime import date, timedelta

from elo_platform.accounts.models import User
from groups.demo.stage import REFORMS, Stage
from groups.models import Body, EloGroup, Level
from groups.models.group import BodyKind, GroupKind
from groups.permissions import Role, Visibility
from groups.services.founding import Coordinated, Land, found_group
from groups.services.group_settings import (
    BodyValues,
    GroupValues,
    LevelValues,
    change_levels,
    create_body,
    open_body,
)
from groups.services.roles import appoint

LEADING = ("leading", "ELO-ledningsgruppen", "ELO-johtoryhmä", "ELO leading group")
NETWORK = ("network", "ELO-nätverket", "ELO-verkosto", "ELO network")

USUAL_LEVELS = (
    LevelValues(
        None,
        "leading",
        "Ledningsgrupp",
        "Johtoryhmä",
        "Leading group",
        "Bereder riktlinjer, godkänner och främjar",
        "Valmistelee linjauksia, hyväksyy ja edistää",
    ),
    LevelValues(
        None,
        "network",
        "Nätverk",
        "Verkosto",
        "Network",
        "Lyfter behov och granskar arbetet",
        "Nostaa esiin tarpeita ja tarkastelee työtä",
    ),
    LevelValues(
        None,
        "organisations",
        "Organisationernas vägledningspersonal",
        "Organisaatioiden ohjaushenkilöstö",
        "The organisations' guidance staff",
        "Använder verktygen och utvecklar det egna arbetet",
        "Käyttää työkaluja ja kehittää omaa työtään",
    ),
)
# The three levels in the words of that group's own plan.
SAVO_LEVELS = (
    LevelValues(
        None,
        "leading",
        "Ledningsgruppen",
        "Johtoryhmä",
        "Leading group",
        "Styr, godkänner och främjar de strategiska riktlinjerna",
        "Ohjaa, hyväksyy ja edistää strategisia linjauksia",
    ),
    LevelValues(
        None,
        "network",
        "Aktörsnivån",
        "Toimijataso",
        "Actor level",
        "Mer omfattande, granskar arbetet ur vägledningsaktörernas synvinkel",
        "Laajempi, tarkastelee työtä ohjaustoimijoiden näkökulmasta",
    ),
    LevelValues(
        None,
        "organisations",
        "De egna organisationerna",
        "Omat organisaatiot",
        "The own organisations",
        "Det överenskomna sprids och testas i praktiken",
        "Sovittua levitetään ja kokeillaan käytännössä",
    ),
)
ABOUT_SV = (
    "Gruppen samordnar den livslånga vägledningen i regionen: den för samman dem som vägleder "
    "människor i skola, utbildning, arbete och övergångarna mellan dem."
)
ABOUT_FI = (
    "Ryhmä sovittaa yhteen elinikäistä ohjausta alueella: se kokoaa ne, jotka ohjaavat ihmisiä "
    "koulussa, koulutuksessa, työssä ja niiden nivelvaiheissa."
)


def found(stage: Stage, row: dict[str, str], coordinator: User) -> EloGroup:
    """Found a group as a row of groups.csv says, and let `coordinator` coordinate it."""
    founded_on = date(int(row["founded"]), 3, 1)
    lands = [part.partition(":") for part in row["regions"].split(";")]
    group = found_group(
        values=GroupValues(
            name_sv=row["name_sv"],
            name_fi=row["name_fi"],
            name_en=row["name_en"],
            kind=GroupKind.BOTH if row["shape"] != "small" else GroupKind.COOPERATION,
            state=row["state"],
            languages=row["languages"],
            about_sv=ABOUT_SV,
            about_fi=ABOUT_FI,
        ),
        founded_on=founded_on,
        territory=[Land(stage.regions[code], share != "part") for code, _colon, share in lands],
        coordinated=_coordinated(stage, lands[0][0], founded_on),
        by=None,
        now=stage.now - timedelta(days=601),
    )
    appoint(
        user=coordinator,
        role=Role.COORDINATOR,
        held_in=group,
        starts_on=date(2024, 1, 1),
        by=None,
        now=stage.now - timedelta(days=600),
    )
    return group


def _coordinated(stage: Stage, code: str, founded_on: date) -> list[Coordinated]:
    """Return the centre of before and of after the reform, as the region belonged to them."""
    last_day, old, new = REFORMS["CENTRE"]
    first_day = date(last_day.year + 1, 1, 1)
    before, after = stage.authority(old, code, last_day), stage.authority(new, code, first_day)
    rows = []
    if before and founded_on <= last_day:
        rows.append(Coordinated(before, founded_on, last_day))
    if after:
        rows.append(Coordinated(after, max(first_day, founded_on)))
    return rows


def set_up(
    stage: Stage,
    group: EloGroup,
    coordinator: User,
    *,
    levels: tuple[LevelValues, ...],
    bodies: list[tuple[str, ...]],
    public: bool,
) -> dict[str, Body]:
    """Give a group its levels and bodies through the services; return the bodies by kind.

    `bodies` holds kind, names in Swedish, Finnish and English. A working group lasts to the
    end of next April. What is `public` is opened to everyone.
    """
    made_by = {"by": coordinator, "now": stage.now - timedelta(days=600)}
    group = change_levels(group_id=group.pk, version=group.version, levels=list(levels), **made_by)
    homes = {level.kind: level for level in group.levels.all()}
    made = {}
    for kind, sv, fi, en in bodies:
        values = _body_values(stage, group, homes.get(kind), kind, (sv, fi, en))
        body = create_body(
            group_id=group.pk, version=_version(group), kind=kind, values=values, **made_by
        )
        if public and kind != BodyKind.WORKING:
            open_body(
                body_id=body.pk,
                version=_version(group),
                visibility=Visibility.PUBLIC,
                **made_by,
            )
        made[kind] = body
    return made


def _version(group: EloGroup) -> int:
    group.refresh_from_db(fields=["version"])
    return group.version


def _body_values(
    stage: Stage, group: EloGroup, level: Level | None, kind: str, names: tuple[str, str, str]
) -> BodyValues:
    ends_on = None
    starts_on = max(group.founded_on or date.min, date(2015, 1, 1))
    if kind == BodyKind.WORKING:
        starts_on, ends_on = date(2026, 1, 1), date(stage.today.year + 1, 4, 30)
    return BodyValues(*names, level=level, starts_on=starts_on, ends_on=ends_on)
