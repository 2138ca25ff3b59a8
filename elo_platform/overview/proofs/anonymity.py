"""`./dev prove anonymity`: an attacker has the whole database and knows who answered when.

What is tried: each table that holds answers is put in every order that it can be put in (place
on the disk, transaction, each column, and the same of the rows that it points at), and the
first row is taken for the first person; and each table that names persons is joined to the
answers by transaction, the same one and the next. One right guess in all is what chance gives;
`CHANCE` is what it does not give in a hundred thousand tries. The order is also compared as a
whole, so that a leak of batches would show although no single guess is right.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from groups.models import EloGroup, RoleGrant
from groups.permissions import Role
from surveys.models import Survey
from surveys.services.answers import questionnaire_of
from surveys.services.building import make_survey
from surveys.services.intake import take_in
from surveys.services.life import close_survey, open_survey
from surveys.services.moving import move_answers
from surveys.services.rewriting import rewrite_intake
from surveys.services.starters import GUIDANCE_STAFF, GUIDANCE_STAFF_TEXTS

# So many right guesses, or so strong an order (in standard deviations), are no chance.
CHANCE, STRENGTH = 8, 5.0
BATCHES = 3


@dataclass(frozen=True, slots=True)
class Attack:
    """One way to guess: how many guesses were right, and how strongly the order agreed."""

    method: str
    right: int
    strength: float

    @property
    def succeeds(self) -> bool:
        return self.right > CHANCE or self.strength > STRENGTH

    @property
    def linked(self) -> int:
        """How many persons it links to their answers; none where chance does as well."""
        return self.right if self.right > CHANCE else 0

    def __str__(self) -> str:
        return f"{self.method}: {self.right} right, order {self.strength:.1f}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What all attacks together came to."""

    people: int
    attacks: tuple[Attack, ...]

    @property
    def linked(self) -> int:
        return max((attack.linked for attack in self.attacks), default=0)

    @property
    def successes(self) -> list[Attack]:
        """The ways that work."""
        return [attack for attack in self.attacks if attack.succeeds]

    def __str__(self) -> str:
        best = max(self.attacks, key=lambda attack: (attack.right, attack.strength))
        return (
            f"{self.linked} of {self.people} linked, {len(self.attacks)} ways tried, "
            f"{len(self.successes)} work; the best: {best}"
        )


def prove_anonymity(*, count: int, now: datetime) -> Outcome:
    """Let `count` people answer one after the other in the present database, and attack it.

    Each of them also does something under their own name just before, so that there is a trace
    in the order of time to compare with.
    """
    people, texts = _people(count), _texts(count)
    survey = _survey(now)
    story = next(each for each in questionnaire_of(survey=survey).asked if _is_story(each))
    for number, (person, text) in enumerate(zip(people, texts, strict=True), start=1):
        moment = now + timedelta(minutes=number)
        with transaction.atomic():
            record(kind=AuditKind.ANSWERED, target=None, by=person, at=moment)
        take_in(
            survey_id=survey.pk,
            edition=survey.edition,
            form_key=uuid4(),
            language="sv",
            typed=_required(survey) | {story.id: [text]},
        )
        if number % max(1, count // BATCHES) == 0:
            move_answers(survey_id=survey.pk)
    close_survey(survey_id=survey.pk, by=survey.made_by, now=now)
    rewrite_intake(has_moved=True)
    return attack(people=[person.pk for person in people], texts=texts)


def prove_control(*, count: int) -> Outcome:
    """Do the same with a naive store: who has answered and what, in one transaction."""
    people, texts = _people(count), _texts(count)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE naive_answered (id bigserial, person_id bigint)")
        cursor.execute("CREATE TABLE naive_answer (id bigserial, text text)")
    for person, text in zip(people, texts, strict=True):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO naive_answered (person_id) VALUES (%s)", [person.pk])
            cursor.execute("INSERT INTO naive_answer (text) VALUES (%s)", [text])
    outcome = attack(people=[person.pk for person in people], texts=texts)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE naive_answered, naive_answer")
    return outcome


def attack(*, people: Sequence[int], texts: Sequence[str]) -> Outcome:
    """Try every way; `people` and `texts` are in the order of time, the n-th of both belong."""
    place_of = {text: place for place, text in enumerate(texts)}
    attacks = []
    for table, column in _text_columns():
        rows = _rows(table, column, list(texts))
        if len(rows) * 2 < len(texts):
            continue
        for name in rows[0]:
            if name != "found":
                order = [place_of[row["found"]] for row in sorted(rows, key=_by(name))]
                attacks.append(_by_order(f"{table} by {name}", order))
        answers = sorted((row["xmin"], place_of[row["found"]]) for row in rows)
        attacks += list(_by_transaction(table, answers, people))
    return Outcome(len(people), tuple(attacks))


def _by(name: str) -> Callable[[dict], tuple]:
    return lambda row: (row[name] is None, row[name], row["ctid"])


def _by_order(method: str, order: Sequence[int]) -> Attack:
    """Guess that the n-th row is the n-th person's, from either end."""
    last = len(order) - 1
    right = sum(place == at for at, place in enumerate(order))
    turned = sum(place == last - at for at, place in enumerate(order))
    return Attack(method, max(right, turned), _strength(order))


def _strength(order: Sequence[int]) -> float:
    """Return how far the rank correlation with time lies from none, in standard deviations."""
    number = len(order)
    if number < 3:
        return 0.0
    apart = sum((place - at) ** 2 for at, place in enumerate(order))
    return abs(1 - 6 * apart / (number * (number**2 - 1))) * sqrt(number - 1)


def _by_transaction(
    table: str, answers: list[tuple[int, int]], people: Sequence[int]
) -> Iterator[Attack]:
    """Guess that an answer is of whoever did something in the same transaction, or just before."""
    number_of = {pk: number for number, pk in enumerate(people)}
    moments = [xmin for xmin, _place in answers]
    for other, column in _person_columns():
        # One guess for each person: what they did last.
        last = {number_of[pk]: xmin for xmin, pk in sorted(_traces(other, column, people))}
        traces = [(xmin, number) for number, xmin in last.items()]
        if len(traces) * 2 < len(people) or other == table:
            continue
        same, after = 0, 0
        for xmin, number in traces:
            at = bisect_left(moments, xmin)
            alone = moments.count(xmin) == 1
            same += alone and answers[at][1] == number
            after += at < len(answers) and answers[at][1] == number
        yield Attack(f"{table} by the transaction of {other}.{column}", same, 0.0)
        yield Attack(f"{table} by the next transaction after {other}.{column}", after, 0.0)


def _text_columns() -> list[tuple[str, str]]:
    return _columns("data_type IN ('text', 'character varying')")


def _person_columns() -> list[tuple[str, str]]:
    return _columns("data_type = 'bigint'")


def _columns(condition: str) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"  # noqa: S608 - constants
            " JOIN information_schema.tables USING (table_schema, table_name)"
            f" WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND {condition}"
            " ORDER BY 1, 2"
        )
        return cursor.fetchall()


def _rows(table: str, column: str, texts: list[str]) -> list[dict]:
    """Return the rows of answers with all that can order them, and the same of their parents."""
    parents = _parents(table)
    wanted = [f"row.{column} AS found", *_ordering("row", table, "")]
    joins = ""
    for number, (own, parent, key) in enumerate(parents):
        wanted += _ordering(f"p{number}", parent, f"{parent}.")
        joins += f" LEFT JOIN {parent} p{number} ON p{number}.{key} = row.{own}"
    with connection.cursor() as cursor:
        cursor.execute(
            # Names come out of the catalogue.
            f"SELECT {', '.join(wanted)} FROM {table} row {joins}"  # noqa: S608
            f" WHERE row.{column} = ANY(%s)",
            [texts],
        )
        names = [each[0] for each in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def _ordering(alias: str, table: str, prefix: str) -> list[str]:
    """Return what orders a table's rows: place, transaction, command, and each plain column."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND data_type IN ('bigint', 'integer', 'smallint', 'uuid',"
            " 'timestamp with time zone', 'date')",
            [table],
        )
        columns = [name for (name,) in cursor.fetchall()]
    system = [
        f"({alias}.ctid::text::point)[0] * 100000 + ({alias}.ctid::text::point)[1]"
        f' AS "{prefix}ctid"',
        f'{alias}.xmin::text::bigint AS "{prefix}xmin"',
        f'{alias}.cmin::text::bigint AS "{prefix}cmin"',
    ]
    return [*system, *(f'{alias}.{name} AS "{prefix}{name}"' for name in columns)]


def _parents(table: str) -> list[tuple[str, str, str]]:
    """Return the table's foreign keys: own column, the other table and its column."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_relations(cursor, table)
    return [(own, other, key) for own, (key, other, *_rest) in found.items()]


def _traces(table: str, column: str, people: Sequence[int]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT xmin::text::bigint, {column} FROM {table}"  # noqa: S608 - as above
            f" WHERE {column} = ANY(%s)",
            [list(people)],
        )
        return cursor.fetchall()


def _texts(count: int) -> list[str]:
    return [f"Vad person {number} har att säga om vägledningen" for number in range(count)]


def _people(count: int) -> list[User]:
    """Make people whose ids, too, are in the order in which they answer."""
    first, password = User.objects.count(), make_password(None)
    rows = [
        User(email=f"respondent{first + number}@elo.example", name="Alva Strand", password=password)
        for number in range(count)
    ]
    return User.objects.bulk_create(rows)


def _survey(now: datetime) -> Survey:
    group = EloGroup.objects.create(name_sv="Prövningens ELO-grupp", name_fi="Koetuksen ELO-ryhmä")
    maker = _people(1)[0]
    starts_on = (now - timedelta(days=30)).date()
    RoleGrant.objects.create(user=maker, role=Role.COORDINATOR, group=group, starts_on=starts_on)
    draft = make_survey(
        group=group, texts=GUIDANCE_STAFF_TEXTS, sections=GUIDANCE_STAFF, by=maker, now=now
    )
    return open_survey(survey_id=draft.pk, closes_on=None, by=maker, now=now)


def _is_story(asked: object) -> bool:
    return not asked.question.has_choices and asked.question.kind == "text"  # type: ignore[attr-defined]


def _required(survey: Survey) -> dict[int, list[str]]:
    """Return the same answers to what must be answered, for everybody."""
    return {
        each.id: [str(each.choices[0].pk) if each.choices else "3"]
        for each in questionnaire_of(survey=survey).asked
        if each.question.is_required
    }
