"""Results never show one to four people, in any view, to anybody."""

import random
import re
from collections import Counter
from dataclasses import replace
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groups.permissions import Role, Visibility
from surveys.models import Answer, Fragment, Response, Survey, Theme
from surveys.querysets.results import background_of, questions_of, results_of
from surveys.querysets.suppression import TOTAL, is_few
from surveys.services.life import close_survey, reopen_survey
from surveys.services.values import ChoiceValues, SectionValues
from tests.factories import NOON, make_actor, make_user
from tests.surveys.making import KNOWS, SECTOR, STORY, WORST, make_draft, make_open, send

pytestmark = pytest.mark.django_db

SECTORS = ("Gymnasium", "Högskola", "Kommun", "Företag", "Förening")


def _sections(sectors=SECTORS):
    choices = tuple(ChoiceValues(name, f"{name}-fi") for name in sectors)
    sector = replace(SECTOR, choices=choices, is_required=False)
    return (
        SectionValues(
            "Du", "Sinä", questions=(sector, WORST, replace(KNOWS, is_required=False), STORY)
        ),
    )


def _closed(survey: Survey) -> Survey:
    return close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)


def _random_survey(seed: int) -> Survey:
    chance = random.Random(seed)
    survey = make_open(sections=_sections())
    weights = [chance.choice((0, 1, 3, 8)) for _sector in SECTORS]
    weights[0] += 1
    for number in range(chance.randint(5, 45)):
        sector = chance.choices(range(len(SECTORS)), weights)[0]
        send(
            survey,
            sector=sector if chance.random() < 0.9 else None,
            worst=tuple(chance.sample(range(3), chance.randint(0, 2))),
            knows=chance.choice((0, 1, 3, 4, 4, 4, 5)),
            story=f"Berättelse {number}" if chance.random() < 0.4 else "",
            language=chance.choice(("sv", "fi", "fi")),
        )
    return _closed(survey)


def _views(client, survey: Survey) -> dict[str, str]:
    """Return every view of the results, by its address."""
    url = reverse("surveys:survey_results", args=[survey.pk])
    first = client.get(url).content.decode()
    more = sorted(set(re.findall(r'href="(/surveys/\d+/results/\?sector=[^"]+)"', first)))
    return {url: first} | {each: client.get(each).content.decode() for each in more}


def _cells(html: str) -> list[str]:
    """Return what the tables, the bars and the chips say in figures."""
    found = re.findall(r'<td class="n">(.*?)</td>', html)
    found += re.findall(r'class="num mute">(.*?)</span>', html)
    return [unescape(each) for each in found]


def _shares(html: str) -> list[tuple[str, str]]:
    return re.findall(r"<span[^>]*>([^<]*)</span><svg class=\"pb\".*?<b>(.*?)</b>", html)


@pytest.mark.parametrize("seed", range(8))
def test_no_view_shows_one_to_four(seed, client):
    survey = _random_survey(seed)
    client.force_login(survey.made_by)

    views = _views(client, survey)

    for address, html in views.items():
        few = [cell for cell in _cells(html) if re.match(r"[1-4]($|\s\()", cell)]
        assert few == [], address
    shown = "".join(views.values())
    for language in ("sv", "fi"):
        if is_few(Response.objects.filter(survey=survey, language=language).count()):
            assert not re.search(r"(Svenska|Suomi|Swedish|Finnish)[^<]* \d", shown)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_shown_is_what_a_recount_says(seed):
    survey = _random_survey(seed)
    questions = questions_of(survey)

    results = results_of(survey, questions)

    assert results.people[TOTAL] == Response.objects.filter(survey=survey).count()
    for counted in results.questions:
        own = Answer.objects.filter(question=counted.question)
        for (row, column), count in counted.cells.items():
            rows = (
                own.filter(number=row)
                if counted.question.kind == "scale"
                else own.filter(choice=row)
            )
            if column != TOTAL:
                rows = rows.filter(sector=column or None)
            assert count is None or count == rows.count()
            if is_few(rows.count()):
                assert count is None
        for column, count in counted.answered.items():
            rows = own if column == TOTAL else own.filter(sector=column or None)
            answered = rows.values("response").distinct().count()
            assert count is None or count == answered
            assert count is None or not is_few(results.people[column] - count)
    background = background_of(survey)
    told = Answer.objects.filter(question__survey=survey).exclude(text="")
    spoken = Counter(told.values_list("question", "sector", "response__language"))
    assert background.hidden == results.hidden
    assert background.counts == spoken
    by_language = Counter(Response.objects.values_list("language", flat=True))
    assert background.languages == ({} if any(map(is_few, by_language.values())) else by_language)


def test_a_large_survey_shows_its_figures(client):
    """Positive control: hiding everything would pass the tests above."""
    survey = make_open(sections=_sections())
    for number in range(40):
        send(survey, sector=number % 2, worst=(number % 3,), knows=3 + number % 2)
    survey = _closed(survey)
    client.force_login(survey.made_by)

    html = client.get(reverse("surveys:survey_results", args=[survey.pk])).content.decode()

    assert ("Gymnasium", "50&nbsp;%") in _shares(html)
    assert "20 (50\xa0%)" in html
    assert "3,5" in html or "3.5" in html


def test_a_mean_stands_only_where_no_number_is_hidden():
    survey = make_open()
    for number in range(12):
        send(survey, knows=5 if number < 3 else 4)
    survey = _closed(survey)

    results = results_of(survey, questions_of(survey))

    scale = next(each for each in results.questions if each.question.kind == "scale")
    assert scale.mean(TOTAL) is None


def test_one_choice_at_the_most_is_reckoned_as_one_table():
    """Three of twenty cannot be told from the other choices when each chose one."""
    worst = replace(WORST, max_choices=1)
    survey = make_open(
        sections=(SectionValues("Du", "Sinä", questions=(SECTOR, worst, KNOWS, STORY)),)
    )
    for number in range(20):
        send(survey, worst=(0,) if number < 3 else (1,) if number < 11 else (2,))
    survey = _closed(survey)

    results = results_of(survey, questions_of(survey))

    counted = next(each for each in results.questions if each.question.kind == "multiple")
    hidden = [row for row in counted.rows if counted.cells[row, TOTAL] is None]
    assert len(hidden) >= 2


@pytest.mark.parametrize("state", ["draft", "open", "reopened", "four"])
def test_results_do_not_show_before_their_time(state, client):
    survey = make_draft() if state == "draft" else make_open()
    for _number in range({"open": 7, "reopened": 7, "four": 4}.get(state, 0)):
        send(survey, story="Hemligt")
    if state in {"reopened", "four"}:
        survey = _closed(survey)
    if state == "reopened":
        reopen_survey(survey_id=survey.pk, closes_on=None, by=survey.made_by, now=NOON)
    client.force_login(survey.made_by)

    response = client.get(reverse("surveys:survey_results", args=[survey.pk]))

    assert response.status_code == 200
    assert "tbl" not in response.content.decode()
    assert "Hemligt" not in response.content.decode()


def _told(*, stories: int, others: int = 0) -> Survey:
    """Return a closed survey with so many Swedish stories, and Finnish ones."""
    survey = make_open()
    for number in range(stories):
        send(survey, story=f"Berättelse {number}.")
    for number in range(others):
        send(survey, story=f"Kertomus {number}.", language="fi")
    for _number in range(6):
        send(survey, language="fi")
    return _closed(survey)


def _mark_all(survey: Survey) -> None:
    theme = Theme.objects.create(
        survey=survey, name_sv="Tema", made_by=survey.made_by, made_at=NOON, changed_at=NOON
    )
    for answer in Answer.objects.filter(question__survey=survey).exclude(text=""):
        given = {"start": 0, "end": len(answer.text), "by": survey.made_by, "at": NOON}
        Fragment.objects.create(theme=theme, answer=answer, **given)


def _results(client, survey: Survey) -> str:
    client.force_login(survey.made_by)
    return client.get(reverse("surveys:survey_results", args=[survey.pk])).content.decode()


def test_quotes_show_only_what_was_marked(client):
    survey = _told(stories=5)
    assert "Berättelse" not in _results(client, survey)

    _mark_all(survey)

    assert "Berättelse" in _results(client, survey)


def test_no_quote_where_fewer_than_five_answer_in_its_language(client):
    survey = _told(stories=4, others=5)
    _mark_all(survey)

    html = _results(client, survey)

    assert "Kertomus" in html
    assert "Berättelse" not in html


def test_a_sector_stands_beside_a_quote_only_where_five_share_it(client):
    survey = make_open()
    for number in range(5):
        send(survey, sector=0, story=f"Berättelse {number}.")
    for number in range(4):
        send(survey, sector=1, story=f"Annat {number}.")
    for _number in range(6):
        send(survey, sector=1)
    survey = _closed(survey)
    _mark_all(survey)

    html = _results(client, survey)

    beside = re.findall(r"”((?:Berättelse|Annat)).*?</blockquote>(.{0,60})", html, re.S)
    assert beside
    assert all(("Gymnasium" in after) == (word == "Berättelse") for word, after in beside)


def test_quotes_are_escaped(client):
    survey = make_open()
    for number in range(5):
        send(survey, story=f"<script>alert({number})</script>")
    survey = _closed(survey)
    _mark_all(survey)

    html = _results(client, survey)

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


@pytest.mark.parametrize(
    ("visibility", "seen"),
    [
        ("group", {"member"}),
        ("all_regions", {"member", "other"}),
        ("public", {"member", "other", ""}),
    ],
)
def test_results_show_as_far_as_they_are_open(visibility, seen, client):
    survey = make_open(visibility=visibility)
    for _number in range(5):
        send(survey)
    survey = _closed(survey)
    readers = {
        "member": make_actor(role=Role.NETWORK_MEMBER, group=survey.group),
        "other": make_actor(role=Role.NETWORK_MEMBER),
        "outsider": make_user(),
        "": None,
    }
    found = set()
    for name, reader in readers.items():
        client.logout()
        if reader:
            client.force_login(reader)
        code = client.get(reverse("surveys:survey_results", args=[survey.pk])).status_code
        found |= {name} if code == 200 else set()

    assert found - {"outsider"} == seen
    assert ("outsider" in found) == (visibility == Visibility.PUBLIC)


def _queries(client, survey: Survey) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("surveys:survey_results", args=[survey.pk])).status_code == 200
    return len(queries)


def test_the_page_asks_the_same_with_one_question_and_many(client):
    small = make_open()
    for number in range(5):
        send(small, story=f"Berättelse {number}")
    small = _closed(small)
    _mark_all(small)
    large = _random_survey(3)
    _mark_all(large)
    _mark_all(large)

    counts = []
    for survey in (small, large):
        client.force_login(survey.made_by)
        _queries(client, survey)
        counts.append(_queries(client, survey))

    assert counts[0] == counts[1] <= 14


def test_the_counts_come_from_the_summary_alone(client):
    survey = _random_survey(5)

    with CaptureQueriesContext(connection) as queries:
        results_of(survey, [])
        background_of(survey)

    assert len(queries) == 2
    assert all("surveys_tally" in query["sql"] for query in queries)
    assert not any("surveys_answer" in query["sql"] for query in queries)
