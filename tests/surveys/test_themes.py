"""Answers are sorted into themes; a theme raises one need, and its evidence follows the coding."""

import re
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from groups.kinds import NodeKind, Relation
from groups.models import Evidence, Link, Need
from groups.permissions import Role
from groups.querysets.chain import Ref, chain_of
from groups.services.needs import NeedValues
from surveys.models import Answer, Fragment, Survey, Theme
from surveys.querysets.coding import answers_to
from surveys.services.life import close_survey, reopen_survey
from surveys.services.themes import (
    ThemeValues,
    change_theme,
    make_theme,
    mark_passage,
    raise_theme_need,
    remove_mark,
    remove_theme,
)
from tests.factories import NOON, make_actor, make_user
from tests.surveys.making import make_open, question_of, send

pytestmark = pytest.mark.django_db

WAITS = ThemeValues(name_sv="Väntetid", name_fi="Odotusaika")
NEED = NeedValues(raised_on=NOON.date(), title_sv="Väntetiden är för lång")


def _survey(*, first=6, second=0, story="Väntetiden är lång. Ingen svarar.") -> Survey:
    """Return a closed survey with stories from the first and the second sector."""
    survey = make_open()
    for sector, number in ((0, first), (1, second)):
        for _person in range(number):
            send(survey, sector=sector, story=story)
    for _person in range(6):
        send(survey, sector=1)
    return close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)


def _answers(survey: Survey) -> list[Answer]:
    rows = Answer.objects.filter(question__survey=survey).exclude(text="")
    return list(rows.order_by("sector", "pk"))


def _theme(survey: Survey, values=WAITS) -> Theme:
    return make_theme(survey_id=survey.pk, values=values, by=survey.made_by, now=NOON)


def _mark(survey: Survey, answer: Answer, theme=None, passage="Väntetiden är lång.", **more):
    given = {"theme_id": theme.pk if theme else None, "by": survey.made_by, "now": NOON}
    return mark_passage(survey_id=survey.pk, answer_id=answer.pk, passage=passage, **(given | more))


def _raised(survey: Survey, theme: Theme) -> Need:
    return raise_theme_need(theme_id=theme.pk, values=NEED, by=survey.made_by, now=NOON)


def _form(answer: Answer, **typed) -> dict:
    given = {"form_key": str(uuid.uuid4()), "answer": str(answer.pk), "passage": answer.text}
    return given | {"theme": "", "new_theme": ""} | typed


def _coding(survey: Survey) -> str:
    return reverse("surveys:survey_coding", args=[survey.pk])


# Marking


def test_a_passage_is_found_where_it_stands():
    survey = _survey()
    mark = _mark(survey, _answers(survey)[0], _theme(survey), passage="Ingen\r\n  svarar.")

    assert mark.answer.text[mark.start : mark.end] == "Ingen svarar."


@pytest.mark.parametrize("passage", ["Något annat.", "", "   ", "Väntetiden.*"])
def test_a_passage_that_does_not_stand_in_the_answer_is_refused(passage):
    survey = _survey()

    with pytest.raises(ValidationError) as refusal:
        _mark(survey, _answers(survey)[0], _theme(survey), passage=passage)

    assert "passage" in refusal.value.error_dict
    assert not Fragment.objects.exists()


def test_a_passage_is_in_a_theme_once():
    survey = _survey()
    theme = _theme(survey)

    first = _mark(survey, _answers(survey)[0], theme)
    second = _mark(survey, _answers(survey)[0], theme)

    assert first == second


def test_neither_answer_nor_theme_of_another_survey_is_taken():
    survey, other = _survey(), _survey()
    theme, strange = _theme(survey), _theme(other)

    with pytest.raises(ValidationError):
        _mark(survey, _answers(other)[0], theme)
    with pytest.raises(ValidationError):
        _mark(survey, _answers(survey)[0], strange)
    _mark(survey, _answers(survey)[0], theme)

    assert Fragment.objects.count() == 1


@pytest.mark.parametrize("case", ["member", "other", "outsider", "open"])
def test_only_those_who_make_surveys_sort_the_answers_of_a_closed_one(case):
    survey = _survey()
    theme = _theme(survey)
    people = {
        "member": lambda: make_actor(role=Role.NETWORK_MEMBER, group=survey.group),
        "other": lambda: make_actor(role=Role.COORDINATOR),
        "outsider": make_user,
        "open": lambda: survey.made_by,
    }
    by = people[case]()
    _mark(survey, _answers(survey)[0], theme)
    if case == "open":
        reopen_survey(survey_id=survey.pk, closes_on=None, by=by, now=NOON)

    acts = [
        lambda: _mark(survey, _answers(survey)[1], theme, by=by),
        lambda: make_theme(survey_id=survey.pk, values=ThemeValues("Annat"), by=by, now=NOON),
        lambda: change_theme(theme_id=theme.pk, version=0, values=WAITS, by=by, now=NOON),
        lambda: remove_mark(fragment_id=Fragment.objects.get().pk, by=by, now=NOON),
        lambda: remove_theme(theme_id=theme.pk, by=by, now=NOON),
        lambda: raise_theme_need(theme_id=theme.pk, values=NEED, by=by, now=NOON),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()
    assert Fragment.objects.count() == 1


def test_no_log_says_which_answer_was_marked():
    survey = _survey()
    answer = _answers(survey)[0]
    _mark(survey, answer, _theme(survey))

    said = "".join(str(event.data) for event in AuditEvent.objects.all())

    assert "gathered" in said
    assert str(answer.pk) not in said


# Themes


def test_a_name_stands_once_in_a_survey():
    survey = _survey()
    _theme(survey)

    with pytest.raises(ValidationError):
        _theme(survey, ThemeValues(name_sv="väntetid"))
    _theme(survey, ThemeValues(name_sv="Annat"))


def test_a_theme_goes_only_while_it_is_empty():
    survey = _survey()
    theme = _theme(survey)
    mark = _mark(survey, _answers(survey)[0], theme)
    given = {"theme_id": theme.pk, "by": survey.made_by, "now": NOON}
    with pytest.raises(ValidationError):
        remove_theme(**given)
    remove_mark(fragment_id=mark.pk, by=survey.made_by, now=NOON)

    remove_theme(**given)

    assert not Theme.objects.exists()
    assert not Link.objects.standing().exists()


def test_a_stale_name_is_not_saved():
    survey = _survey()
    theme = _theme(survey)
    given = {"theme_id": theme.pk, "version": 0, "by": survey.made_by, "now": NOON}
    change_theme(values=ThemeValues("Köer"), **given)

    with pytest.raises(StaleEdit):
        change_theme(values=ThemeValues("Tider"), **given)

    theme.refresh_from_db()
    assert theme.name_sv == "Köer"


def test_two_who_rename_see_both_names(client):
    survey = _survey()
    theme = _theme(survey)
    client.force_login(survey.made_by)
    address = reverse("surveys:theme_edit", args=[theme.pk])
    typed = {"name_sv": "Köer", "version": "0"}
    assert client.post(address, typed | {"form_key": str(uuid.uuid4())}).status_code == 302

    again = client.post(address, typed | {"name_sv": "Tider", "form_key": str(uuid.uuid4())})

    html = again.content.decode()
    assert again.status_code == 409
    assert "Köer" in html
    assert "Tider" in html


# The need and its evidence


def test_a_theme_raises_one_need():
    survey = _survey()
    theme = _theme(survey)
    _mark(survey, _answers(survey)[0], theme)

    first, second = _raised(survey, theme), _raised(survey, theme)

    assert first == second
    assert Link.objects.filter(relation=Relation.RAISED, to_id=first.pk).count() == 1


def test_a_theme_without_answers_raises_nothing():
    survey = _survey()

    with pytest.raises(ValidationError):
        _raised(survey, _theme(survey))
    assert not Need.objects.exists()


def test_evidence_follows_the_coding():
    survey = _survey(first=5, second=3)
    theme = _theme(survey)
    answers = _answers(survey)
    marks = [_mark(survey, answer, theme) for answer in answers[:4]]
    need = _raised(survey, theme)
    few = Evidence.objects.get(need=need)
    assert (few.answers, few.is_few, few.sectors_sv) == (None, True, [])

    for answer in answers[4:]:
        _mark(survey, answer, theme)
    _mark(survey, answers[0], theme, passage="Ingen svarar.")
    many = Evidence.objects.get(need=need)
    assert (many.answers, many.is_few) == (8, False)
    assert (many.sectors_sv, many.sectors_fi) == (["Gymnasium"], ["Lukio"])

    for mark in marks:
        remove_mark(fragment_id=mark.pk, by=survey.made_by, now=NOON)
    # The first answer's other passage keeps it in the theme.
    left = Evidence.objects.get(need=need)
    assert (left.answers, left.is_few, left.sectors_sv) == (5, False, [])


def test_a_renamed_theme_renames_its_evidence():
    survey = _survey()
    theme = _theme(survey)
    _mark(survey, _answers(survey)[0], theme)
    need = _raised(survey, theme)

    change_theme(
        theme_id=theme.pk, version=0, values=ThemeValues("Köer"), by=survey.made_by, now=NOON
    )

    assert Evidence.objects.get(need=need).text_sv == "Köer"


def test_the_chain_runs_from_the_survey_to_the_need():
    survey = _survey()
    theme = _theme(survey)
    _mark(survey, _answers(survey)[0], theme)
    need = _raised(survey, theme)

    member = make_actor(role=Role.NETWORK_MEMBER, group=survey.group)
    with translation.override("en"):
        chain = chain_of(Ref(NodeKind.NEED, need.pk), member)

    assert [node.ref.kind for node in chain] == ["survey", "theme", "need"]
    assert chain[1].text.detail == "fewer than five answers"
    outside = chain_of(Ref(NodeKind.NEED, need.pk), make_user())
    assert outside == []


# The page


def test_an_answer_is_put_into_a_new_theme_on_the_page(client):
    survey = _survey()
    client.force_login(survey.made_by)
    answer = _answers(survey)[0]

    sent = client.post(_coding(survey), _form(answer, new_theme="Väntetid"))

    assert sent.status_code == 302
    html = client.get(_coding(survey) + "?show=all").content.decode()
    assert re.search(r'<mark data-color="\w+">Väntetiden är lång. Ingen svarar.</mark>', html)


def test_a_mark_sent_twice_is_one(client):
    survey = _survey()
    client.force_login(survey.made_by)
    typed = _form(_answers(survey)[0], new_theme="Väntetid")

    codes = [client.post(_coding(survey), typed).status_code for _time in range(2)]

    assert codes == [302, 302]
    assert (Fragment.objects.count(), Theme.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "typed",
    [
        {"passage": "Finns inte <b>här</b>", "new_theme": "Väntetid"},
        {"new_theme": ""},
        {"passage": "", "new_theme": "Väntetid"},
        {"theme": "999999"},
    ],
)
def test_what_was_typed_stays_when_it_is_refused(typed, client):
    survey = _survey()
    client.force_login(survey.made_by)

    again = client.post(_coding(survey), _form(_answers(survey)[0], **typed))

    html = again.content.decode()
    assert again.status_code == 422
    assert not Fragment.objects.exists()
    assert "<b>här</b>" not in html
    for text in typed.values():
        if text and text != "999999":
            assert text.replace("<", "&lt;").replace(">", "&gt;") in html


def test_an_answer_is_shown_as_text(client):
    survey = _survey(story="<script>alert(1)</script> =1+1")
    theme = _theme(survey, ThemeValues("<i>Tema</i>"))
    _mark(survey, _answers(survey)[0], theme, passage="<script>alert(1)</script>")
    client.force_login(survey.made_by)

    for address in (f"{_coding(survey)}?show=all", reverse("surveys:theme_edit", args=[theme.pk])):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "<i>Tema" not in html


def test_the_order_of_answers_is_not_that_of_arrival():
    survey = make_open()
    for number in range(30):
        send(survey, story=f"{number:02}")
    survey = close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)

    rows = answers_to(question_of(survey, "text").pk, uncoded=False)
    order = [answer.text for answer in rows]

    assert order != sorted(order)
    assert order == [answer.text for answer in rows.all()]


def test_background_shows_only_where_five_share_it(client):
    survey = _survey(first=5, second=4)
    client.force_login(survey.made_by)

    html = client.get(_coding(survey)).content.decode()

    assert len(re.findall(r'mute">Gymnasium, ', html)) == 5
    assert "Högskola, " not in html


def _queries(client, survey: Survey) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"{_coding(survey)}?show=all").status_code == 200
    return len(queries)


def test_the_page_asks_the_same_with_one_answer_and_many(client):
    one, many = _survey(first=1), _survey(first=20)
    for survey in (one, many):
        for number, answer in enumerate(_answers(survey)):
            _mark(survey, answer, new_theme=ThemeValues(f"Tema {number % 7}"))
    _raised(one, Theme.objects.filter(survey=one)[0])
    for theme in Theme.objects.filter(survey=many):
        _raised(many, theme)

    counts = []
    for survey in (one, many):
        client.force_login(survey.made_by)
        _queries(client, survey)
        counts.append(_queries(client, survey))

    assert counts[0] == counts[1] <= 20
