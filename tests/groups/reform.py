"""A world before the reforms of 2025 and 2026: every region's group under its ELY Centre."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from django.db import connection

from elo_platform.accounts.models import User
from groups.kinds import StepRelation, SuccessionOf
from groups.models import (
    Agreement,
    Authority,
    Body,
    Category,
    Coordination,
    EloGroup,
    Organisation,
    Party,
    Region,
    Reorganisation,
    ReorganisationChoice,
    Seat,
    SeatHolder,
)
from groups.permissions import Role
from groups.services.reference import load_reference
from groups.services.reorganisation import (
    ReorganisationValues,
    StepValues,
    Successor,
    add_step,
    draft_known_reform,
)
from groups.services.reorganisation_applying import apply_due
from groups.services.reorganisation_confirming import confirm_reorganisation
from groups.services.reorganisation_simulation import simulate
from groups.services.roles import grant_role
from plans.models import Goal, Measure, Plan
from tests.factories import give_role, make_user

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
THEN = date(2015, 1, 1)
TE_DAY, CENTRE_DAY = date(2025, 1, 1), date(2026, 1, 1)
# The regions with the ELY Centre that each had, and the TE Office.
CENTRES = {
    "01": "uusimaa", "02": "varsinais-suomi", "04": "satakunta", "05": "hame", "06": "pirkanmaa",
    "07": "hame", "08": "kaakkois-suomi", "09": "kaakkois-suomi", "10": "etela-savo",
    "11": "pohjois-savo", "12": "pohjois-karjala", "13": "keski-suomi", "14": "etela-pohjanmaa",
    "15": "pohjanmaa", "16": "pohjanmaa", "17": "pohjois-pohjanmaa", "18": "kainuu", "19": "lappi",
}  # fmt: skip
AVI = {
    "01": "etela-suomi", "02": "lounais-suomi", "04": "lounais-suomi", "05": "etela-suomi",
    "06": "lansi-ja-sisa-suomi", "07": "etela-suomi", "08": "etela-suomi", "09": "etela-suomi",
    "10": "ita-suomi", "11": "ita-suomi", "12": "ita-suomi", "13": "lansi-ja-sisa-suomi",
    "14": "lansi-ja-sisa-suomi", "15": "lansi-ja-sisa-suomi", "16": "lansi-ja-sisa-suomi",
    "17": "pohjois-suomi", "18": "pohjois-suomi", "19": "lappi",
}  # fmt: skip


@dataclass(slots=True)
class Reform:
    """The groups by region code, with their leading bodies, and two administrators."""

    admins: tuple[User, User]
    groups: dict[str, EloGroup]
    bodies: dict[str, Body]
    organisations: dict[str, Organisation]
    people: dict[str, User]
    agreement: Agreement
    shared: EloGroup
    plan: Plan
    counts: dict[str, int] = field(default_factory=dict)
    applied: list[Reorganisation] = field(default_factory=list)

    def holders(self, region: str, on: date) -> list[SeatHolder]:
        """Return who sits in the leading body of a region's group on a day, with the seat."""
        rows = SeatHolder.objects.on(on).filter(seat__body=self.bodies[region])
        return list(rows.select_related("seat__organisation__authority", "user").order_by("pk"))

    def centre_of(self, region: str, on: date) -> str:
        """Return the key of who coordinates a region's group on a day."""
        return Coordination.objects.on(on).get(group=self.groups[region]).authority.key


def make_reform() -> Reform:
    """Load the reference data and set up the groups as they were in 2024."""
    load_reference(now=NOW)
    authorities = {row.key: row for row in Authority.objects.named(THEN)}
    categories = {row.key: row for row in Category.objects.all()}
    admins = (
        make_user(name="Hilja Purolehto", is_staff=True),
        make_user(name="Ture Almvik", is_staff=True),
    )
    made = Reform(admins, {}, {}, {}, {}, Agreement(), EloGroup(), Plan())
    regions = {row.code: row for row in Region.objects.all()}
    for code, centre in CENTRES.items():
        group = EloGroup.objects.create(
            name_sv=f"ELO {regions[code].name_sv}", name_fi=f"ELO {regions[code].name_fi}"
        )
        group.territory.create(region=regions[code], starts_on=THEN)
        group.coordinations.create(authority=authorities[f"ely-{centre}"], starts_on=THEN)
        body = group.bodies.create(
            kind="leading", name_sv="Ledningsgruppen", name_fi="Johtoryhmä", starts_on=THEN
        )
        made.groups[code], made.bodies[code] = group, body
        for prefix, key, category in (
            ("ely", centre, "CENTRE"),
            ("te", centre, "EMPL"),
            ("avi", AVI[code], "STATE"),
        ):
            authority = authorities[f"{prefix}-{key}"]
            _sit(made, body, authority, categories[category])
    _share(made, categories["SCHOOL"])
    return made


def _sit(made: Reform, body: Body, authority: Authority, category: Category) -> None:
    key = authority.key
    if key not in made.organisations:
        organisation = Organisation.objects.create(
            name_sv=authority.name_sv[:160],
            name_fi=authority.name_fi[:160],
            category=category,
            authority=authority,
        )
        organisation.names.create(
            name_sv=organisation.name_sv, name_fi=organisation.name_fi, starts_on=THEN
        )
        made.organisations[key] = organisation
        made.people[key] = make_user(name=f"Onni {key}")
        give_role(user=made.people[key], role=Role.CONTACT, held_in=organisation, starts_on=THEN)
    seat = Seat.objects.create(
        body=body, organisation=made.organisations[key], category=category, opened_on=THEN
    )
    holder = SeatHolder.objects.create(
        seat=seat, user=made.people[key], kind="principal", starts_on=THEN
    )
    grant_role(
        user=holder.user,
        role=Role.LEADING_MEMBER,
        held_in=body,
        starts_on=THEN,
        holder=holder,
        by=None,
        now=NOW,
    )


def _share(made: Reform, category: Category) -> None:
    """What both halves of Häme have in common: an agreement, a group with a plan, a school."""
    school = Organisation.objects.create(
        name_sv="Gymnasiet Granen",
        name_fi="Lukio Kuusi",
        category=category,
        region=Region.objects.get(code="07"),
    )
    made.organisations["school"] = school
    made.agreement = Agreement.objects.create(
        group=made.groups["05"],
        title_sv="Partnerskapsavtalet",
        title_fi="Kumppanuussopimus",
        starts_on=date(2023, 1, 1),
        ends_on=date(2028, 12, 31),
    )
    for organisation in (school, made.organisations["ely-hame"]):
        Party.objects.create(agreement=made.agreement, organisation=organisation)
    Agreement.objects.filter(pk=made.agreement.pk).update(state="in_force")
    made.shared = group = EloGroup.objects.create(name_sv="ELO Tavastland", name_fi="ELO Häme")
    for code in ("05", "07"):
        group.territory.create(region=Region.objects.get(code=code), starts_on=THEN)
    group.coordinations.create(authority=Authority.objects.get(key="ely-hame"), starts_on=THEN)
    body = group.bodies.create(
        kind="network", name_sv="Nätverket", name_fi="Verkosto", starts_on=THEN
    )
    made.bodies["shared"] = body
    seat = Seat.objects.create(body=body, organisation=school, category=category, opened_on=THEN)
    made.people["school"] = make_user(name="Siri Granholmen")
    SeatHolder.objects.create(
        seat=seat, user=made.people["school"], kind="principal", starts_on=THEN
    )
    made.plan = Plan.objects.create(
        group=group,
        title_sv="Tavastlands plan",
        title_fi="Hämeen suunnitelma",
        year_from=2024,
        year_to=2026,
        made_at=NOW,
        changed_at=NOW,
    )
    goal = Goal.objects.create(
        plan=made.plan, number=1, title_sv="Mål", title_fi="Tavoite", changed_at=NOW
    )
    Measure.objects.create(
        plan=made.plan,
        goal=goal,
        number=1,
        title_sv="Åtgärd",
        title_fi="Toimenpide",
        responsible=school,
        due_on=date(2026, 12, 1),
        made_at=NOW,
        changed_at=NOW,
    )


def split_the_shared(made: Reform, reorganisation: Reorganisation) -> None:
    """Add a step: the group of both halves of Häme is divided between the groups of each."""
    regions = dict(Region.objects.values_list("code", "pk"))
    add_step(
        reorganisation_id=reorganisation.pk,
        version=reorganisation.version,
        values=StepValues(
            SuccessionOf.GROUP,
            StepRelation.SPLIT,
            (made.shared.pk,),
            tuple(
                Successor(made.groups[code].pk, regions=(regions[code],)) for code in ("05", "07")
            ),
        ),
        by=made.admins[0],
        now=NOW,
    )


def draft(made: Reform, on: date) -> Reorganisation:
    """Prepare the known reform of a day."""
    values = ReorganisationValues(f"Reformen {on.year}", f"Uudistus {on.year}", on)
    return draft_known_reform(values=values, by=made.admins[0], now=_before(on))


def _before(on: date) -> datetime:
    """Return a moment before a reform: it can be prepared and confirmed until its day."""
    return datetime.combine(on - timedelta(days=30), time(9), tzinfo=UTC)


def answer_all(reorganisation: Reorganisation, by: User, **wanted: str) -> None:
    """Make every open choice: by its kind as `wanted`, else the first way."""
    while questions := simulate(reorganisation_id=reorganisation.pk).open_questions:
        ReorganisationChoice.objects.bulk_create(
            ReorganisationChoice(
                reorganisation=reorganisation,
                key=question.key,
                kind=question.kind,
                object_id=question.object_id,
                options=[way.code for way in question.ways],
                chosen=wanted.get(question.kind.value, question.ways[0].code),
                by=by,
                at=NOW,
            )
            for question in questions
        )


def confirm_by_two(made: Reform, reorganisation: Reorganisation) -> Reorganisation:
    """Let both administrators confirm."""
    for admin in made.admins:
        found = simulate(reorganisation_id=reorganisation.pk)
        reorganisation = confirm_reorganisation(
            reorganisation_id=reorganisation.pk,
            fingerprint=found.fingerprint,
            by=admin,
            now=_before(reorganisation.on),
        )
    return reorganisation


def carry_out(made: Reform, on: date, **wanted: str) -> Reorganisation:
    """Prepare, choose, confirm and carry out the known reform of a day."""
    reorganisation = draft(made, on)
    if on == CENTRE_DAY:
        split_the_shared(made, reorganisation)
    answer_all(reorganisation, made.admins[0], **wanted)
    confirm_by_two(made, reorganisation)
    assert apply_due(now=NOW) == 1
    reorganisation.refresh_from_db()
    return reorganisation


def row_counts() -> dict[str, int]:
    """Return how many rows each table has."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts
