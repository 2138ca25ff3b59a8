"""Other networks, operating models and the division of labour in three of the demo's groups."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from elo_platform.accounts.models import User
from groups.demo.cast import DOMAIN
from groups.demo.names import address_of
from groups.demo.stage import Stage
from groups.models import Body, EloGroup, Municipality, Network, Organisation, Outcome, SeatHolder
from groups.services.duties import DutyValues, add_duty
from groups.services.load_sets import NewOrganisation, load_network_members, load_organisations
from groups.services.networks import MemberValues, NetworkValues, add_member, add_network
from groups.services.operating_models import (
    accept_model,
    change_model,
    publish_model,
    start_version,
)
from groups.services.welcome import change_welcome

LONG_AGO = timedelta(days=430)
# How many organisations are contacts of the large register; each sits in two of its networks.
CONTACTS = 110


class Known(NamedTuple):
    """A network of the demo: names, kind, relation, purposes, towns, and since when."""

    name_sv: str
    name_fi: str
    kind: str
    relation: str
    purpose_sv: str
    purpose_fi: str
    towns: tuple[str, ...]
    since: int


NETWORKS: dict[str, tuple[Known, ...]] = {
    "pohjanmaa": (
        Known(
            "Vägledarnas nätverk vid kusten",
            "Rannikon ohjaajaverkosto",
            "regional",
            "built_upon",
            "Vägledare i skolor och på sysselsättningsområden träffas och lär av varandra.",
            "Koulujen ja työllisyysalueiden ohjaajat tapaavat ja oppivat toisiltaan.",
            ("Vasa", "Korsholm", "Jakobstad"),
            2009,
        ),
        Known(
            "Vasas nätverk för vägledning och tjänster för unga",
            "Vaasan nuorten ohjaus- ja palveluverkosto",
            "youth",
            "informs",
            "Kommunens, välfärdsområdets och arbetslivets samarbete kring tjänster för unga.",
            "Kunnan, hyvinvointialueen ja työelämän yhteistyö nuorten palveluissa.",
            ("Vasa",),
            2011,
        ),
        Known(
            "Södra kustens lokala nätverk",
            "Etelärannikon paikallisverkosto",
            "sub",
            "parallel",
            "De avlägsna kommunernas eget möte om övergångarna efter grundskolan.",
            "Syrjäisempien kuntien oma tapaaminen perusopetuksen jälkeisistä siirtymistä.",
            ("Kristinestad", "Närpes", "Kaskö"),
            2019,
        ),
    ),
    "satakunta": (
        Known(
            "",
            "Satakunnan alueverkosto",
            "regional",
            "built_upon",
            "",
            "Ohjauksen toimijat kokoontuvat neljästi vuodessa: tieto kulkee ja käytännöt leviävät.",
            ("Pori", "Rauma"),
            2016,
        ),
        Known(
            "",
            "Rauman nuorten ohjaus- ja palveluverkosto",
            "youth",
            "informs",
            "",
            "Nuorten palvelujen yhteensovittaminen kunnassa.",
            ("Rauma",),
            2012,
        ),
    ),
    "etela-karjala": (
        Known(
            "Verkstad för vägledning i sydost",
            "Kaakon ohjauksen paja",
            "regional",
            "built_upon",
            "Gemensam utveckling av vägledningen i två landskap.",
            "Ohjauksen yhteinen kehittäminen kahdessa maakunnassa.",
            ("Villmanstrand", "Imatra"),
            2014,
        ),
        Known(
            "Kontaktnätet för övergångar",
            "Nivelvaiheiden yhteysverkosto",
            "other",
            "parallel",
            "Skolornas och läroanstalternas kontaktpersoner för övergångarna.",
            "Koulujen ja oppilaitosten yhteyshenkilöt siirtymissä.",
            ("Villmanstrand",),
            2018,
        ),
        Known(
            "Projektens samarbetsnät",
            "Hankkeiden yhteistyöverkosto",
            "other",
            "merged",
            "",
            "",
            (),
            2015,
        ),
    ),
}
MODEL = (
    (
        "Vi träffas fyra gånger om året. Samordnaren bereder mötena tillsammans med ordföranden.",
        "Tapaamme neljä kertaa vuodessa. Koordinaattori valmistelee kokoukset puheenjohtajan "
        "kanssa.",
    ),
    (
        "Det vi kommer fram till gäller när det står i resultaten. Varje organisation berättar "
        "vad som hände hos den.",
        "Se mihin päädymme on voimassa, kun se on tuloksissa. Jokainen organisaatio kertoo, mitä "
        "siitä seurasi.",
    ),
)
ADDED = (
    "Den som inte kan komma skickar sin ersättare, som är insatt i ärendena.",
    "Joka ei pääse paikalle, lähettää varajäsenen, joka tuntee asiat.",
)
GREETING = (
    "Roligt att du är med! Ring eller skriv när något är oklart; ingen fråga är för liten.",
    "Mukavaa, että olet mukana! Soita tai kirjoita, kun jokin on epäselvää.",
)
DUTIES = (
    ("Bereda mötena", "Kokousten valmistelu", ""),
    ("Hålla kontakt med arbetslivet", "Yhteydet työelämään", "INTEREST"),
    ("Ordna nätverkets utbildningar", "Verkoston koulutusten järjestäminen", "VET"),
    ("Föra fram de ungas behov", "Nuorten tarpeiden esiin tuominen", "MUNYOUTH"),
)


def tell_of_networks(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Fill the registers of the demo's groups, by key, that have something to tell."""
    for key, networks in NETWORKS.items():
        group, coordinator = groups[key]
        made = [_network(stage, group, known, coordinator) for known in networks]
        if key == "etela-karjala":
            _many_contacts(stage, made)
        else:
            _own_members(stage, group, made, coordinator)
        _operating_model(stage, group, coordinator)
        _duties(stage, group, coordinator)
        given = {"text_sv": GREETING[0], "text_fi": GREETING[1], "by": coordinator}
        change_welcome(group_id=group.pk, version=0, now=stage.now, **given)


def _network(stage: Stage, group: EloGroup, known: Known, coordinator: User) -> Network:
    towns = Municipality.objects.filter(name_sv__in=known.towns) | Municipality.objects.filter(
        name_fi__in=known.towns
    )
    home = Organisation.objects.members_of(group_id=group.pk).order_by("pk").first()
    values = NetworkValues(
        kind=known.kind,
        relation=known.relation,
        starts_on=date(known.since, 9, 1),
        name_sv=known.name_sv,
        name_fi=known.name_fi,
        purpose_sv=known.purpose_sv,
        purpose_fi=known.purpose_fi,
        # The first of each group is led; who leads the others is for the register to ask.
        home_id=home.pk if home and known.relation == "built_upon" else None,
        municipalities=tuple(sorted(town.pk for town in towns)),
    )
    # Looked through when it was added: the youth network's year has passed.
    at = stage.now - (LONG_AGO if known.kind == "youth" else timedelta(days=60))
    return add_network(group_id=group.pk, values=values, by=coordinator, now=at)


def _own_members(stage: Stage, group: EloGroup, networks: list[Network], coordinator: User) -> None:
    members = list(Organisation.objects.members_of(group_id=group.pk).order_by("pk"))
    for place, network in enumerate(networks):
        for version, organisation in enumerate(members[place : place + 5]):
            name = stage.namer.person()
            add_member(
                network_id=network.pk,
                version=version,
                values=MemberValues(organisation.pk, name, address_of(name, DOMAIN)),
                by=coordinator,
                now=stage.now,
            )


def _many_contacts(stage: Stage, networks: list[Network]) -> None:
    """Load over two hundred contacts: each organisation has its person in two networks."""
    schools = [
        NewOrganisation(
            stage.categories["VET"],
            stage.regions["09"],
            f"Sydöstra läroanstalten {number}",
            f"Kaakon oppilaitos {number}",
            date(2015, 1, 1),
        )
        for number in range(1, CONTACTS + 1)
    ]
    rows = []
    for place, organisation in enumerate(load_organisations(rows=schools)):
        name = stage.namer.person()
        address = address_of(name, DOMAIN)
        rows += [
            (networks[(place + turn) % len(networks)].pk, organisation.pk, name, address)
            for turn in range(2)
        ]
    load_network_members(rows=rows)


def _operating_model(stage: Stage, group: EloGroup, coordinator: User) -> None:
    for days, passages in ((400, MODEL), (45, (*MODEL, ADDED))):
        at = stage.now - timedelta(days=days)
        model = start_version(group_id=group.pk, by=coordinator, now=at)
        text_sv, text_fi = ("\n\n".join(texts) for texts in zip(*passages, strict=True))
        given = {"model_id": model.pk, "by": coordinator, "now": at}
        change_model(version=0, text_sv=text_sv, text_fi=text_fi, **given)
        publish_model(version=1, **given)
        _accept(model.pk, group, at)


def _accept(model_id: int, group: EloGroup, at: datetime) -> None:
    """Let four people in five who sit in the group accept for their organisations."""
    sitting = SeatHolder.objects.current().filter(seat__body__group=group, user__is_active=True)
    people = User.objects.filter(pk__in=sitting.values("user")).order_by("pk")
    for place, person in enumerate(people):
        if place % 5:
            accept_model(model_id=model_id, by=person, now=at + timedelta(days=place % 9))


def _duties(stage: Stage, group: EloGroup, coordinator: User) -> None:
    body = Body.objects.filter(group=group).current().order_by("pk")[0]
    outcome = Outcome.objects.filter(body__group=group, kind="agreement").order_by("pk").first()
    members = Organisation.objects.members_of(group_id=group.pk)
    agreed_on = stage.today - timedelta(days=300)
    for task_sv, task_fi, category in DUTIES:
        organisation = members.filter(category__key=category).order_by("pk").first()
        values = DutyValues(
            agreed_on=agreed_on,
            task_sv=task_sv,
            task_fi=task_fi,
            body_id=None if organisation else body.pk,
            organisation_id=organisation.pk if organisation else None,
            agreed_where="" if outcome and category else "Ledningsgruppens möte",
            outcome_id=outcome.pk if outcome and category else None,
            # What the first seminar needed has ended.
            ends_on=stage.today - timedelta(days=30) if category == "VET" else None,
        )
        add_duty(group_id=group.pk, values=values, by=coordinator, now=stage.now)
