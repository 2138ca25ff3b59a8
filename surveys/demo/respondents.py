"""Invented respondents, the same at every load."""

from collections.abc import Iterator, Sequence
from random import Random

from surveys.demo.texts import FIRST, LACKING, STORIES
from surveys.models import Survey
from surveys.services.answers import Asked, Typed, questionnaire_of

# How the eight questions of the starter are answered, by their place. Weights of the choices.
_AGES = (2, 5, 8, 6, 6, 1)
_WORST = (2, 9, 5, 7, 6, 5, 4, 1)
_FORMS = (6, 3, 7, 8, 5, 4)
_KNOWS = (2, 5, 9, 8, 3)
TELLS, LACKS, WISHES = 0.46, 0.41, 0.38


def respondents(
    survey: Survey, *, sectors: Sequence[int], swedish: int, seed: int
) -> Iterator[tuple[str, Typed]]:
    """Yield language and answers of as many as `sectors` say, by the sectors' places.

    `swedish` of them answer in Swedish, spread over all sectors; they come in no order.
    """
    chance = Random(seed)  # noqa: S311 - invented data
    asked = questionnaire_of(survey=survey).asked
    people = [place for place, number in enumerate(sectors) for _person in range(number)]
    languages = ["sv"] * swedish + ["fi"] * (len(people) - swedish)
    chance.shuffle(people)
    chance.shuffle(languages)
    stories = {code: _stories(code, chance) for code in STORIES}
    for sector, language in zip(people, languages, strict=True):
        yield language, _answers(asked, sector, language, stories[language], chance)


def _stories(language: str, chance: Random) -> Iterator[str]:
    """Yield stories, none twice before all have been told."""
    told = [
        f"{first} {then}"
        for firsts, thens in STORIES[language]
        for first in firsts
        for then in thens
    ]
    while True:
        chance.shuffle(told)
        yield from told


def _answers(
    asked: Sequence[Asked], sector: int, language: str, stories: Iterator[str], chance: Random
) -> Typed:
    who, ages, worst, story, lacking, knows, forms, first = asked
    number = 1 + chance.choices(range(5), _KNOWS)[0]
    return {
        who.id: [str(who.choices[sector].pk)],
        ages.id: _several(ages, _AGES, 1 + chance.randrange(3), chance),
        worst.id: _several(worst, _WORST, 1 + chance.randrange(2), chance),
        story.id: [next(stories) if chance.random() < TELLS else ""],
        lacking.id: [chance.choice(LACKING[language]) if chance.random() < LACKS else ""],
        knows.id: [str(number)],
        forms.id: _several(forms, _FORMS, chance.randrange(4), chance),
        first.id: [chance.choice(FIRST[language]) if chance.random() < WISHES else ""],
    }


def _several(asked: Asked, weights: Sequence[int], number: int, chance: Random) -> list[str]:
    places = chance.choices(range(len(asked.choices)), weights, k=number)
    return [str(asked.choices[place].pk) for place in sorted(set(places))]
