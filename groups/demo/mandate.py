"""What some groups of the demo may do, and with what: ground, time, money, pulse and wishes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from elo_platform.accounts.models import User
from groups.demo.cast import account
from groups.demo.stage import Stage
from groups.kinds import BasisKind, TaskKind
from groups.models import Coordination, EloGroup
from groups.permissions import GroupPermission
from groups.querysets.readers import people_permitted_in_group
from groups.querysets.work_time import Hours, Sheet
from groups.services.load_sets import name_theme
from groups.services.mandate import (
    BasisValues,
    ClauseValues,
    FundingValues,
    keep_basis,
    keep_clause,
    keep_funding,
)
from groups.services.pulse import PulseValues, give_pulse
from groups.services.wishes import answer_wish, send_wish
from groups.services.work_time import keep_work_time

# The agreed hours of a year, the coordinator's and the members', by kind of task.
AGREED = {
    TaskKind.PLANNING: (120, 160),
    TaskKind.DEVELOPMENT: (200, 240),
    TaskKind.FOLLOWUP: (80, 60),
    TaskKind.COORDINATION: (420, 120),
    TaskKind.LINK: (140, 90),
    TaskKind.FACILITATOR: (100, 30),
}
LAW = BasisValues(
    kind=BasisKind.LAW,
    starts_on=date(2026, 1, 1),
    source_sv="Lagen om livskraftscentralerna och utvecklings- och förvaltningscentret",
    source_fi="Laki elinvoimakeskuksista sekä kehittämis- ja hallintokeskuksesta",
    powers_sv="Livskraftscentralen kallar samman samarbetet för livslång vägledning i regionen.",
    powers_fi="Elinvoimakeskus kokoaa elinikäisen ohjauksen yhteistyön alueella.",
    resources_sv="Arbetstid för en samordnare, möteslokaler och tolkning.",
    resources_fi="Koordinaattorin työaika, kokoustilat ja tulkkaus.",
)
LETTER = BasisValues(
    kind=BasisKind.LETTER,
    starts_on=date(2024, 2, 1),
    ends_on=date(2027, 12, 31),
    source_sv="Brev om tillsättning 1.2.2024",
    source_fi="Asettamiskirje 1.2.2024",
    powers_sv="Gruppen bereder en verksamhetsplan, avger utlåtanden och tillsätter arbetsgrupper.",
    powers_fi="Ryhmä valmistelee toimintasuunnitelman, antaa lausuntoja ja asettaa työryhmiä.",
)
CUSTOM = BasisValues(
    kind=BasisKind.CUSTOM,
    starts_on=date(2015, 1, 1),
    powers_sv="Medlemmarna tar med besluten hem och svarar för att de genomförs där.",
    powers_fi="Jäsenet vievät linjaukset organisaatioihinsa ja vastaavat niiden toteutuksesta.",
)
CLAUSE_SV = (
    "Centralen stöder det regionala ELO-samarbetet, ser till att gruppen har en samordnare och "
    "rapporterar om hur planen genomförs."
)
CLAUSE_FI = (
    "Keskus tukee alueellista ELO-yhteistyötä, huolehtii ryhmän koordinoinnista ja raportoi "
    "suunnitelman toteutumisesta."
)

MONEY = {
    "sv": ("Livskraftscentralens anslag", "Möten", "Utveckling"),
    "fi": ("Elinvoimakeskuksen määräraha", "Kokoukset", "Kehittäminen"),
}


@dataclass(frozen=True, slots=True)
class Means:
    """What is special to one group."""

    bases: tuple[BasisValues, ...]
    share_used: int
    source: str
    amount: int
    wish: str
    answer: str = ""
    theme: tuple[str, str] = ("", "")


MEANS = {
    "pohjanmaa": Means(
        (LAW, LETTER, CUSTOM),
        82,
        "Utvecklingsprogrammet för kontinuerligt lärande",
        48_000,
        "Vi önskar en gemensam blankett på båda språken för avtalet om samarbete.",
        "En modell på svenska och finska kommer i januari.",
        ("Tvåspråkig vägledning", "Kaksikielinen ohjaus"),
    ),
    "pohjois-karjala": Means(
        (LAW, LETTER),
        104,
        "Elinvoimakeskuksen toimintamääräraha",
        36_000,
        "Toivomme, että koordinaattorin työaika kirjataan tulossopimukseen tunteina.",
    ),
    "satakunta": Means(
        (LAW, CUSTOM),
        61,
        "Satakuntaliitto, maakunnan kehittämisraha",
        15_000,
        "Toivomme yhteistä koulutusta uusille johtoryhmien jäsenille.",
        "Seuraava valtakunnallinen perehdytys pidetään etänä helmikuussa.",
        ("Ohjaus työelämän murroksessa", ""),
    ),
    "kanta-hame": Means(
        (CUSTOM,),
        45,
        "Hämeen elinvoimakeskus, hankeraha",
        9_000,
        "Toivomme kirjallista perustetta ryhmän tehtäville Hämeen jaon jälkeen.",
    ),
}


def give_means(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Write the mandate and the means of the groups that have some."""
    national = User.objects.with_address(account("national")).get()
    for place, (key, means) in enumerate(MEANS.items()):
        group, by = groups[key]
        asked_at = stage.now - timedelta(days=30 + 20 * place)
        given = {"group_id": group.pk, "by": by, "now": asked_at}
        for values in means.bases:
            keep_basis(pk=None, version=0, values=values, **given)
        _agree(group, means, given)
        _count(stage, key, means, given)
        _feel(group, place)
        wish = send_wish(text=means.wish, language=_language(key), **given)
        if means.answer:
            answer = {"wish_id": wish.pk, "version": 0, "text": means.answer}
            answer_wish(by=national, now=asked_at + timedelta(days=9), **answer)


def _language(key: str) -> str:
    return "sv" if key == "pohjanmaa" else "fi"


def _agree(group: EloGroup, means: Means, given: dict[str, object]) -> None:
    """Store the clause of each authority that has coordinated the group lately."""
    rows = Coordination.objects.filter(group=group).select_related("authority")
    for row in rows.order_by("starts_on"):
        clause = ClauseValues(
            authority=row.authority,
            starts_on=max(row.starts_on, date(2024, 1, 1)),
            ends_on=row.ends_on or date(2027, 12, 31),
            parties="Arbets- och näringsministeriet",
            text_sv=CLAUSE_SV,
            text_fi=CLAUSE_FI,
        )
        keep_clause(pk=None, version=0, values=clause, **given)
        if row.ends_on is None and means.theme[0]:
            name_theme(authority=row.authority, theme_sv=means.theme[0], theme_fi=means.theme[1])


def _count(stage: Stage, key: str, means: Means, given: dict[str, object]) -> None:
    year = stage.today.year
    for each, share in ((year - 1, 96), (year, means.share_used)):
        hours = {
            (is_own, task.value): Hours(agreed[place], agreed[place] * share // 100)
            for task, agreed in AGREED.items()
            for place, is_own in enumerate((True, False))
        }
        version = Sheet(each, {}).version
        keep_work_time(year=each, version=version, hours=hours, **given)
    words = MONEY[_language(key)]
    own = FundingValues(words[0], 12_000, date(year, 1, 1), date(year, 12, 31), words[1])
    project = FundingValues(
        means.source, means.amount, date(year - 1, 7, 1), stage.in_days(120), words[2]
    )
    for values in (own, project):
        keep_funding(pk=None, version=0, values=values, **given)


def _feel(group: EloGroup, place: int) -> None:
    """Let some people say how the work felt in earlier years: in the last group too few."""
    people = people_permitted_in_group(group.pk, GroupPermission.GIVE_PULSE).order_by("pk")
    few = 4 if place == len(MEANS) - 1 else 7
    for year in (2024, 2025):
        for number, person in enumerate(people[:few]):
            shift = number + place + year
            values = PulseValues(2 + shift % 3, 2 + shift % 4, 3 + shift % 3)
            at = datetime(year, 10, 1 + number, 8, tzinfo=UTC)
            give_pulse(group_id=group.pk, values=values, by=person, now=at)
