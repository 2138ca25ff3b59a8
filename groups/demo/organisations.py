"""What organisations of the demo say of themselves, and who speaks for them."""

from dataclasses import fields
from datetime import date, timedelta

from elo_platform.accounts.models import User
from groups.demo.cast import account
from groups.demo.stage import Stage
from groups.models import Body, Organisation, SeatHolder
from groups.permissions import Role
from groups.services.organisation_profiles import ProfileValues, change_profile, open_profile
from groups.services.organisations import (
    OrganisationValues,
    change_organisation,
    rename_organisation,
)
from groups.services.roles import appoint
from groups.services.seats import fill_seat, open_seat
from groups.states import HolderKind

REGIONS = ("15", "12", "04", "07")
# By category: what it does, for whom, what it does not do, how to refer to it; each sv and fi.
PROFILES = {
    "VET": (
        ("Vi utbildar till yrkesexamina och vägleder genom studierna och ut i arbetslivet.",
         "Koulutamme ammatillisiin tutkintoihin ja ohjaamme opinnoissa ja työelämään."),
        ("Unga efter grundskolan och vuxna som vill byta yrke.",
         "Nuoret peruskoulun jälkeen ja aikuiset, jotka haluavat vaihtaa ammattia."),
        ("Vi prövar inte rätten till studiestöd och ger ingen vård.",
         "Emme ratkaise oikeutta opintotukeen emmekä anna hoitoa."),
        ("Ring studiehandledningen eller boka en tid på webben. Första tiden fås inom två veckor.",
         "Soita opinto-ohjaukseen tai varaa aika verkossa, usein jo samalle viikolle."),
    ),
    "LIBED": (
        ("Vi ordnar kurser och handleder vuxna som söker sig tillbaka till studier.",
         "Järjestämme kursseja ja ohjaamme aikuisia, jotka palaavat opintoihin."),
        ("Vuxna i alla åldrar, också den som nyligen har flyttat hit.",
         "Kaikenikäiset aikuiset, myös äskettäin muuttaneet."),
        ("Vi ger inga examina.", "Emme anna tutkintoja."),
        ("Kom in på kansliet eller skriv; ingen remiss behövs.",
         "Tule toimistoon tai kirjoita; lähetettä ei tarvita."),
    ),
    "HE": (
        ("Vi ger högskoleutbildning och handleder sökande, studerande och alumner.",
         "Annamme korkeakoulutusta ja ohjaamme hakijoita, opiskelijoita ja alumneja."),
        ("Den som funderar på högskolestudier, i vilket skede av livet som helst.",
         "Korkeakouluopintoja harkitseville elämän joka vaiheessa."),
        ("Vi handleder inte i grundskolans val.", "Emme ohjaa peruskoulun valinnoissa."),
        ("Hänvisa till ansökningsrådgivningen, som har öppet varje vardag.",
         "Ohjaa hakijaneuvontaan, joka on avoinna arkisin."),
    ),
    "MUNYOUTH": (
        ("Vi möter unga där de är och går med dem till nästa dörr.",
         "Kohtaamme nuoria siellä missä he ovat ja kuljemme mukana seuraavalle ovelle."),
        ("Unga under 29 år och deras familjer.", "Alle 29-vuotiaat nuoret ja heidän perheensä."),
        ("Vi fattar inga beslut om förmåner.", "Emme tee päätöksiä etuuksista."),
        ("Ring eller skicka ett meddelande; den unga bestämmer själv om vi får kontakta.",
         "Soita tai lähetä viesti; nuori päättää itse, saammeko ottaa yhteyttä."),
    ),
}  # fmt: skip
TEXTS = ("does", "for_whom", "does_not", "referring")
# Open to everyone: one in each of these regions.
PUBLIC = {("12", "VET"), ("15", "LIBED")}
RENAMED = {("07", "VET"): date(2024, 8, 1)}


def keep_register(stage: Stage) -> None:
    """Write a profile for a dozen organisations; most have somebody who speaks for them."""
    for code in REGIONS:
        for key in PROFILES:
            organisation = _first(code, key)
            if organisation is not None:
                _describe(stage, organisation, code, key)
    _seat_elsewhere(stage)
    _end_offices(stage)


def _end_offices(stage: Stage) -> None:
    """End the organisations whose authority has ended; their pages lead on to what followed."""
    over = Organisation.objects.filter(authority__valid_to__lt=stage.today, ended_on=None)
    names = [field.name for field in fields(OrganisationValues)]
    for organisation in over.select_related("authority", "category", "region").order_by("pk"):
        kept = {name: getattr(organisation, name) for name in names}
        values = OrganisationValues(**kept | {"ended_on": organisation.authority.valid_to})
        change_organisation(organisation_id=organisation.pk, values=values, by=None, now=stage.now)


def _first(code: str, key: str) -> Organisation | None:
    """Return the organisation of a kind in a region that the demo met first."""
    contact = Organisation.objects.filter(role_grants__user__email=account("contact"))
    rows = Organisation.objects.filter(region__code=code, category__key=key).order_by("pk")
    return rows.filter(pk__in=contact.values("pk")).first() or rows.first()


def _describe(stage: Stage, organisation: Organisation, code: str, key: str) -> None:
    act = {"organisation_id": organisation.pk, "by": None, "now": stage.now}
    texts = {
        f"{field}_{language}": text
        for field, pair in zip(TEXTS, PROFILES[key], strict=True)
        for language, text in zip(("sv", "fi"), pair, strict=True)
    }
    site = f"{key.lower()}-{code}.elo.example"
    values = ProfileValues(
        is_provider=True,
        **texts,
        website=f"https://{site}/",
        mail=f"info@{site}",
        phone=f"050 000 {code}{len(key):02}",
    )
    saved = change_profile(version=organisation.version, values=values, **act)
    if (code, key) in PUBLIC:
        open_profile(version=saved.version, is_public=True, **act)
    if (code, key) in RENAMED:
        _rename(stage, organisation, RENAMED[code, key])
    if not organisation.role_grants.filter(role=Role.CONTACT).exists():
        _appoint(stage, organisation)


def _rename(stage: Stage, organisation: Organisation, day: date) -> None:
    rename_organisation(
        organisation_id=organisation.pk,
        name_sv=organisation.name_sv.replace("Yrkesinstitutet", "Yrkescampus"),
        name_fi=organisation.name_fi.replace("Ammattiopisto", "Ammattikampus"),
        starts_on=day,
        by=None,
        now=stage.now,
    )


def _appoint(stage: Stage, organisation: Organisation) -> None:
    """Let who sits for the organisation speak for it."""
    sitting = SeatHolder.objects.on(stage.today).filter(seat__organisation=organisation)
    holder = sitting.order_by("pk").first()
    if holder is not None:
        appoint(
            user=holder.user,
            role=Role.CONTACT,
            held_in=organisation,
            starts_on=max(holder.starts_on, date(2026, 1, 1)),
            by=None,
            now=stage.now,
        )


def _seat_elsewhere(stage: Stage) -> None:
    """Give the contact person's organisation a seat in the neighbouring region too."""
    contact = User.objects.with_address(account("contact")).get()
    organisation = Organisation.objects.get(role_grants__user=contact)
    body = Body.objects.get(group__name_fi="Pohjois-Savon ELO-ryhmä", kind="network")
    since = stage.today - timedelta(days=200)
    act = {"by": None, "now": stage.now}
    seat = open_seat(
        body=body,
        organisation=organisation,
        category=organisation.category,
        opened_on=since,
        **act,
    )
    fill_seat(
        seat=seat,
        user=stage.hire(1, ["sv"])[0],
        kind=HolderKind.PRINCIPAL,
        starts_on=since,
        ends_on=stage.in_days(60),
        **act,
    )
