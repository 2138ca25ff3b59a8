"""What a simulation finds: what is touched, what people must choose, what would be done."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.serializers.json import DjangoJSONEncoder

from groups.kinds import ChoiceKind, Fate, Touched
from groups.models import Reorganisation, ReorganisationChoice
from groups.services.reorganisation_lines import Heir

ALL = "all"
NOBODY = "none"
STAYS = "stays"
ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Way:
    """One of the answers to a question; `code` is stored, `label` shown."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """A choice that a human must make; `chosen` is empty until somebody has."""

    key: str
    kind: ChoiceKind
    object_id: int
    label: str
    about: str
    ways: tuple[Way, ...]
    chosen: str = ""
    choice: ReorganisationChoice | None = None

    @property
    def chosen_label(self) -> str:
        """Return what was chosen, in words; empty until somebody has."""
        return next((way.label for way in self.ways if way.code == self.chosen), "")


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that is touched, and what happens to it; `heirs` are the codes it goes to."""

    touched: Touched
    fate: Fate
    object_id: int
    label: str
    heirs: tuple[str, ...] = ()
    group_id: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that carrying out will do: a verb and plain values."""

    verb: str
    values: dict[str, object]


@dataclass(slots=True)
class Inquiry:
    """A simulation in the making: planners tell it what they find and ask it what was chosen."""

    reorganisation: Reorganisation
    choices: dict[str, ReorganisationChoice]
    effects: list[Effect] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)

    @property
    def on(self) -> date:
        return self.reorganisation.on

    @property
    def last_day(self) -> date:
        """The last day of the old order."""
        return self.on - timedelta(days=1)

    def touch(
        self,
        touched: Touched,
        fate: Fate,
        object_id: int,
        label: str,
        *,
        heirs: Iterable[Heir] = (),
        group_id: int | None = None,
        count: int = 1,
    ) -> None:
        """Say that something is touched."""
        codes = tuple(sorted({heir.code for heir in heirs}))
        self.effects.append(Effect(touched, fate, object_id, label, codes, group_id, count))

    def act(self, verb: str, **values: object) -> None:
        """Say what carrying out will do; equal acts are done once."""
        act = Act(verb, values)
        if act not in self.acts:
            self.acts.append(act)

    def ask(
        self,
        kind: ChoiceKind,
        subject: str,
        object_id: int,
        label: str,
        ways: Iterable[Way],
        about: str = "",
    ) -> str:
        """Ask a question once; return what was chosen, or an empty string.

        A choice that is no longer among the ways is as if nobody had chosen.
        """
        key = f"{kind.value}:{subject}"
        asked = next((each for each in self.questions if each.key == key), None)
        if asked is None:
            ways = tuple(ways)
            choice = self.choices.get(key)
            chosen = choice.chosen if choice else ""
            if chosen not in {way.code for way in ways}:
                chosen, choice = "", None
            asked = Question(key, kind, object_id, label, about, ways, chosen, choice)
            self.questions.append(asked)
        return asked.chosen


@dataclass(frozen=True, slots=True)
class Total:
    """How many of a kind are touched in one way: by the code of the heir they go to, and in all."""

    touched: Touched
    fate: Fate
    by_heir: dict[str, int]
    count: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a reorganisation would do on its day, as the world and the choices are now."""

    reorganisation: Reorganisation
    heirs: tuple[Heir, ...]
    effects: tuple[Effect, ...]
    questions: tuple[Question, ...]
    acts: tuple[Act, ...]
    fingerprint: str

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The choices that nobody has made."""
        return tuple(question for question in self.questions if not question.chosen)

    @property
    def count(self) -> int:
        """How many things are touched."""
        return sum(effect.count for effect in self.effects)

    def totals(self) -> list[Total]:
        """Return the effects counted by what is touched and how, in the order of the kinds."""
        found: dict[tuple[str, str], Total] = {}
        for effect in self.effects:
            key = (effect.touched, effect.fate)
            old = found.get(key) or Total(effect.touched, effect.fate, {}, 0)
            by_heir = dict(old.by_heir)
            for code in effect.heirs:
                by_heir[code] = by_heir.get(code, 0) + effect.count
            found[key] = Total(effect.touched, effect.fate, by_heir, old.count + effect.count)
        order = [*Touched]
        return sorted(found.values(), key=lambda total: order.index(total.touched))


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder)


def _in_order(values: Iterable[object]) -> list[str]:
    """Return the values as texts by the alphabet: a table's rows come in any order."""
    return sorted(_text(value) for value in values)


def concluded(*, inquiry: Inquiry, heirs: Iterable[Heir]) -> Simulation:
    """Return the simulation of an inquiry, with the fingerprint of what it would do.

    Labels are no part of the fingerprint: they read differently in another language.
    """
    told = {
        "on": inquiry.on,
        "acts": _in_order([act.verb, act.values] for act in inquiry.acts),
        "effects": _in_order(
            [effect.touched, effect.fate, effect.object_id, effect.heirs, effect.count]
            for effect in inquiry.effects
        ),
        "questions": _in_order(
            [each.key, sorted(way.code for way in each.ways), each.chosen]
            for each in inquiry.questions
        ),
    }
    text = _text(told)
    return Simulation(
        inquiry.reorganisation,
        tuple({heir.code: heir for heir in heirs}.values()),
        tuple(inquiry.effects),
        tuple(inquiry.questions),
        tuple(inquiry.acts),
        hashlib.sha256(text.encode()).hexdigest(),
    )
