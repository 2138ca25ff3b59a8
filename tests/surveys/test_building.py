"""A survey is built on pages without script, and nothing opens while a text is missing."""

import re
import uuid
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from groups.permissions import Role
from surveys.kinds import QuestionKind
from surveys.models import Question, Section, Survey
from surveys.services.answers import questionnaire_of
from surveys.services.building import (
    add_section,
    change_texts,
    move_section,
    remove_section,
    save_section,
)
from surveys.services.completeness import completeness_of
from surveys.services.life import open_survey
from surveys.services.starters import GUIDANCE_STAFF, GUIDANCE_STAFF_TEXTS
from surveys.services.values import (
    MAX_CHOICES,
    MAX_QUESTIONS,
    MAX_SECTIONS,
    ChoiceValues,
    SectionValues,
    section_values,
    texts_of,
)
from tests.browsing import soup
from tests.factories import NOON, make_actor
from tests.surveys.making import (
    KNOWS,
    SECTIONS,
    SECTOR,
    STORY,
    TEXTS,
    WORST,
    make_draft,
    make_open,
    send,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    return make_draft()


@pytest.fixture
def client(draft):
    client = Client()
    client.force_login(draft.made_by)
    return client


def _save(section, values, **more):
    survey = Survey.objects.get(pk=section.survey_id)
    given = {"version": survey.version, "by": survey.made_by, "now": NOON} | more
    return save_section(section_id=section.pk, values=values, **given)


def _first(draft) -> Section:
    return draft.sections.get(number=1)


def test_a_section_keeps_the_ids_of_what_stays_and_the_order_of_the_form(draft):
    section = _first(draft)
    before = section_values(section=section)
    sector, worst = before.questions
    fewer = replace(worst, choices=worst.choices[::-1][:2])

    _save(section, replace(before, questions=(fewer, STORY, sector)))

    after = section_values(section=section).questions
    assert [question.id for question in after][::2] == [worst.id, sector.id]
    assert after[0].choices == fewer.choices
    assert after[1].kind == QuestionKind.TEXT


def test_the_sector_passes_to_another_question_and_stays_one(draft):
    section = _first(draft)
    values = section_values(section=section)
    other = replace(SECTOR, text_sv="Kommun", text_fi="Kunta")
    moved = (replace(values.questions[0], is_sector=False), values.questions[1], other)
    _save(section, replace(values, questions=moved))
    assert Question.objects.get(is_sector=True).text_sv == "Kommun"

    with pytest.raises(ValidationError):
        _save(draft.sections.get(number=2), SectionValues(questions=(SECTOR,)))


@pytest.mark.parametrize(
    "questions",
    [
        (STORY,) * (MAX_QUESTIONS + 1),
        (replace(WORST, choices=(ChoiceValues("a", "b"),) * (MAX_CHOICES + 1)),),
        (replace(STORY, is_sector=True),),
        (replace(STORY, kind="riddle"),),
        (SECTOR, SECTOR),
    ],
)
def test_what_a_section_cannot_hold_is_refused_and_changes_nothing(draft, questions):
    before = section_values(section=_first(draft))

    with pytest.raises(ValidationError):
        _save(_first(draft), replace(before, questions=questions))

    assert section_values(section=_first(draft)) == before


def test_a_stale_save_is_refused(draft):
    values = section_values(section=_first(draft))
    _save(_first(draft), replace(values, title_sv="Annan"))

    with pytest.raises(StaleEdit):
        _save(_first(draft), replace(values, title_sv="Min"), version=0)
    with pytest.raises(StaleEdit):
        change_texts(survey_id=draft.pk, version=0, texts=TEXTS, by=draft.made_by, now=NOON)


def test_saving_what_stands_changes_nothing(draft):
    events = AuditEvent.objects.count()

    _save(_first(draft), section_values(section=_first(draft)))
    change_texts(
        survey_id=draft.pk, version=0, texts=texts_of(survey=draft), by=draft.made_by, now=NOON
    )

    draft.refresh_from_db()
    assert (draft.version, draft.edition) == (0, 0)
    assert AuditEvent.objects.count() == events


def test_sections_are_added_moved_and_removed(draft):
    given = {"by": draft.made_by, "now": NOON}
    third = add_section(survey_id=draft.pk, **given)
    move_section(section_id=third.pk, is_up=True, **given)
    assert list(draft.sections.order_by("number").values_list("pk", flat=True))[1] == third.pk
    move_section(section_id=third.pk, is_up=False, **given)
    move_section(section_id=third.pk, is_up=False, **given)

    remove_section(section_id=_first(draft).pk, **given)

    numbers = dict(draft.sections.values_list("pk", "number"))
    assert sorted(numbers.values()) == [1, 2]
    assert numbers[third.pk] == 2
    for _number in range(MAX_SECTIONS - 2):
        add_section(survey_id=draft.pk, **given)
    with pytest.raises(ValidationError):
        add_section(survey_id=draft.pk, **given)


ACTS = {
    "texts": lambda survey, **given: change_texts(
        survey_id=survey.pk, version=survey.version, texts=replace(TEXTS, title_sv="Ny"), **given
    ),
    "add": lambda survey, **given: add_section(survey_id=survey.pk, **given),
    "save": lambda survey, **given: save_section(
        section_id=_first(survey).pk,
        version=survey.version,
        values=SectionValues("Ny", "Uusi", questions=(SECTOR,)),
        **given,
    ),
    "move": lambda survey, **given: move_section(
        section_id=_first(survey).pk, is_up=False, **given
    ),
    "remove": lambda survey, **given: remove_section(section_id=_first(survey).pk, **given),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", [*Role, None])
def test_only_those_who_make_surveys_build(act, role):
    survey = make_open()
    by = make_actor(role=role, group=survey.group) if role else make_actor(role=Role.COORDINATOR)

    if role == Role.COORDINATOR:
        ACTS[act](survey, by=by, now=NOON)
    else:
        with pytest.raises(PermissionDenied):
            ACTS[act](survey, by=by, now=NOON)
        survey.refresh_from_db()
        assert survey.version == 1


@pytest.mark.parametrize("act", ACTS)
def test_the_first_answer_locks_the_questions_but_not_the_texts(act):
    survey = make_open()
    send(survey)
    if act == "texts":
        assert ACTS[act](survey, by=survey.made_by, now=NOON).title_sv == "Ny"
        return
    with pytest.raises(PermissionDenied):
        ACTS[act](survey, by=survey.made_by, now=NOON)


def test_an_open_survey_stays_whole(draft):
    open_survey(survey_id=draft.pk, closes_on=None, by=draft.made_by, now=NOON)
    values = section_values(section=_first(draft))
    bare = replace(values.questions[0], text_fi="")

    with pytest.raises(ValidationError):
        _save(_first(draft), replace(values, questions=(bare,)))
    with pytest.raises(ValidationError):
        change_texts(
            survey_id=draft.pk,
            version=1,
            texts=replace(TEXTS, intro_sv=""),
            by=draft.made_by,
            now=NOON,
        )


def _gaps(**changed):
    """Return sections in which one text of one question is not there."""
    kind = changed.pop("of")
    return tuple(
        replace(
            section,
            questions=tuple(
                replace(question, **changed) if question.kind == kind else question
                for question in section.questions
            ),
        )
        for section in SECTIONS
    )


@pytest.mark.parametrize(
    ("sections", "language", "position"),
    [
        (_gaps(of="scale", text_fi=""), "fi", 3),
        (_gaps(of="scale", low_sv=""), "sv", 3),
        (_gaps(of="text", help_sv="Bara svenska"), "fi", 4),
        (_gaps(of="single", choices=(*SECTOR.choices, ChoiceValues("Yrkesskola", ""))), "fi", 1),
        (_gaps(of="multiple", choices=WORST.choices[:1]), "", 2),
        ((replace(SECTIONS[0], title_fi=""), SECTIONS[1]), "fi", 0),
    ],
)
def test_each_missing_text_is_named_and_keeps_the_survey_closed(sections, language, position):
    draft = make_draft(sections=sections)

    found = completeness_of(questionnaire=questionnaire_of(survey=draft))

    assert [(each.language, each.place.position) for each in found.missing] == [
        (language, position)
    ]
    with pytest.raises(ValidationError):
        open_survey(survey_id=draft.pk, closes_on=None, by=draft.made_by, now=NOON)


def test_a_whole_survey_lacks_nothing_and_an_empty_one_lacks_a_question(draft):
    whole = completeness_of(questionnaire=questionnaire_of(survey=draft))
    empty = make_draft(sections=(SectionValues(),))

    assert whole
    assert whole.filled == {"sv": whole.texts, "fi": whole.texts}
    assert not completeness_of(questionnaire=questionnaire_of(survey=empty))


def test_the_starter_is_whole_and_has_the_eight_questions():
    names = GUIDANCE_STAFF_TEXTS.__dataclass_fields__
    draft = make_draft(
        sections=GUIDANCE_STAFF, **{name: getattr(GUIDANCE_STAFF_TEXTS, name) for name in names}
    )

    questionnaire = questionnaire_of(survey=draft)

    assert completeness_of(questionnaire=questionnaire)
    assert len(questionnaire.asked) == 8
    assert {each.question.kind for each in questionnaire.asked} == set(QuestionKind.values)


# Pages


def _fields(page: BeautifulSoup) -> dict[str, str]:
    form = page.find("main").find("form")
    data = {}
    for field in form.find_all("input"):
        if field.get("type") != "checkbox" or field.has_attr("checked"):
            empty = "on" if field.get("type") == "checkbox" else ""
            data[field["name"]] = field.get("value", empty)
    for field in form.find_all("textarea"):
        data[field["name"]] = (field.string or "").removeprefix("\n")
    for field in form.find_all("select"):
        data[field["name"]] = field.find("option", selected=True)["value"]
    return data


def test_a_survey_is_made_from_the_eight_questions_and_opened(client, draft):
    path = f"/groups/{draft.group_id}/surveys/new/"
    data = {"form_key": str(uuid.uuid4()), "starter": "guidance_staff", "title_sv": "Min enkät"}

    made = client.post(path, data)

    survey = Survey.objects.exclude(pk=draft.pk).get()
    assert made["Location"] == f"/surveys/{survey.pk}/"
    assert (survey.title_sv, survey.title_fi) == ("Min enkät", "Kysely ohjaustyötä tekeville")
    opening = {"form_key": str(uuid.uuid4()), "closes_on": ""}
    assert client.post(f"/surveys/{survey.pk}/open/", opening).status_code == 302
    assert f"/s/{survey.token}/" in client.get(f"/surveys/{survey.pk}/").content.decode()


def test_an_empty_survey_cannot_be_opened_and_says_what_is_missing(client, draft):
    data = {"form_key": str(uuid.uuid4()), "starter": "empty", "title_sv": "Min enkät"}
    client.post(f"/groups/{draft.group_id}/surveys/new/", data)
    survey = Survey.objects.exclude(pk=draft.pk).get()

    refused = client.post(f"/surveys/{survey.pk}/open/", {"form_key": str(uuid.uuid4())})

    assert refused.status_code == 422
    aside = soup(client.get(f"/surveys/{survey.pk}/")).find_all("a", href=re.compile("edit/"))
    assert len(aside) >= 3


def test_a_section_is_written_without_script(client, draft):
    path = f"/surveys/sections/{_first(draft).pk}/"
    fields = _fields(soup(client.get(path)))
    fields["q-0-text_sv"] = "Ändrad fråga"

    added = client.post(path, fields | {"act": "add-scale"})
    fields = _fields(soup(added))
    assert added.status_code == 200
    assert fields["q-0-text_sv"] == "Ändrad fråga"
    assert fields["q-2-kind"] == "scale"
    fields |= {
        "q-2-text_sv": "Hur går det?", "q-2-text_fi": "Miten menee?", "q-2-low_sv": "Illa",
        "q-2-low_fi": "Huonosti", "q-2-high_sv": "Bra", "q-2-high_fi": "Hyvin",
    }  # fmt: skip
    moved = _fields(soup(client.post(path, fields | {"act": "up-3"})))
    assert moved["q-1-text_sv"] == "Hur går det?"
    swapped = _fields(soup(client.post(path, moved | {"act": "down-3-1"})))
    assert swapped["q-2-c-0-text_sv"] == "Vuxna"
    shorter = _fields(soup(client.post(path, swapped | {"act": "remove-3-3"})))
    more = _fields(soup(client.post(path, shorter | {"act": "choice-1"})))
    more |= {"q-0-c-2-text_sv": "Yrkesskola", "q-0-c-2-text_fi": "Ammattikoulu"}
    assert Question.objects.filter(survey=draft).count() == 4

    saved = client.post(path, more)

    assert saved["Location"] == f"/surveys/{draft.pk}/"
    questions = section_values(section=_first(draft)).questions
    assert [question.text_sv for question in questions] == [
        "Ändrad fråga", "Hur går det?", "Vad fungerar sämst?",
    ]  # fmt: skip
    assert [choice.text_sv for choice in questions[0].choices][-1] == "Yrkesskola"
    assert [choice.text_sv for choice in questions[2].choices] == ["Vuxna", "Övergångar"]


def test_a_question_moves_to_another_section_and_stands_last_there(client, draft):
    first, second = draft.sections.order_by("number")
    path = f"/surveys/sections/{first.pk}/"
    fields = _fields(soup(client.get(path)))
    worst = section_values(section=first).questions[1]

    # The choice stays while rows are moved, and counts when the section is saved.
    typed = _fields(soup(client.post(path, fields | {"q-1-section": second.pk, "act": "up-2"})))
    saved = client.post(path, typed)

    assert saved.status_code == 302
    assert [each.text_sv for each in section_values(section=first).questions] == ["Sektor"]
    assert [each.text_sv for each in section_values(section=second).questions] == [
        KNOWS.text_sv, STORY.text_sv, WORST.text_sv,
    ]  # fmt: skip
    assert section_values(section=second).questions[-1] == worst
    draft.refresh_from_db()
    assert draft.edition == 1


def test_a_question_moves_only_within_its_survey_and_where_there_is_room(client, draft):
    first, second = draft.sections.order_by("number")
    values = section_values(section=first)
    sector, worst = values.questions
    elsewhere = _first(make_draft())
    path = f"/surveys/sections/{first.pk}/"
    fields = _fields(soup(client.get(path)))

    assert client.post(path, fields | {"q-1-section": elsewhere.pk}).status_code == 422
    with pytest.raises(ValidationError, match="osioista|section of this survey"):
        _save(first, replace(values, questions=(sector, replace(worst, section=elsewhere.pk))))
    _save(second, replace(section_values(section=second), questions=(STORY,) * MAX_QUESTIONS))
    with pytest.raises(ValidationError, match="12"):
        _save(first, replace(values, questions=(sector, replace(worst, section=second.pk))))

    assert section_values(section=first) == values


@pytest.mark.parametrize(
    "act",
    ["up-9", "remove-1-99", "add-riddle", "up", "choice-x", "down-2", "up-1", "x-1", "-", "up-0"],
)
def test_a_button_that_cannot_be_shows_the_form_as_typed(client, draft, act):
    path = f"/surveys/sections/{_first(draft).pk}/"
    fields = _fields(soup(client.get(path)))

    again = client.post(path, fields | {"act": act})

    shown = _fields(soup(again))
    assert again.status_code == 200
    renewed = {"form_key", "csrfmiddlewaretoken"}
    assert {name: shown[name] for name in set(fields) - renewed} == {
        name: fields[name] for name in set(fields) - renewed
    }


def test_two_who_edit_a_section_see_both_texts_and_the_second_may_save(client, draft):
    path = f"/surveys/sections/{_first(draft).pk}/"
    fields = _fields(soup(client.get(path)))
    values = section_values(section=_first(draft))
    _save(_first(draft), replace(values, title_sv="Deras rubrik <b>"))

    stale = client.post(path, fields | {"title_sv": "Min rubrik", "q-0-text_sv": "Min fråga"})

    text = stale.content.decode()
    assert stale.status_code == 409
    assert "Min rubrik" in text
    assert "Deras rubrik &lt;b&gt;" in text
    again = _fields(soup(stale))
    assert client.post(path, again).status_code == 302
    assert section_values(section=_first(draft)).questions[0].text_sv == "Min fråga"


def test_stale_texts_are_shown_with_both(client, draft):
    path = f"/surveys/{draft.pk}/edit/"
    fields = _fields(soup(client.get(path)))
    theirs = replace(TEXTS, title_sv="Deras titel")
    change_texts(survey_id=draft.pk, version=0, texts=theirs, by=draft.made_by, now=NOON)

    stale = client.post(path, fields | {"title_sv": "Min titel"})

    assert stale.status_code == 409
    assert "Deras titel" in stale.content.decode()
    assert client.post(path, _fields(soup(stale))).status_code == 302
    assert Survey.objects.get(pk=draft.pk).title_sv == "Min titel"


def test_questions_of_an_answered_survey_cannot_be_opened_for_change(client, draft):
    survey = open_survey(survey_id=draft.pk, closes_on=None, by=draft.made_by, now=NOON)
    path = f"/surveys/sections/{_first(draft).pk}/"
    fields = _fields(soup(client.get(path)))
    send(survey)

    assert client.get(path).status_code == 403
    assert client.post(path, fields | {"title_sv": "Sent"}).status_code == 403
    assert Section.objects.get(pk=_first(draft).pk).title_sv == "Du"


def test_the_preview_shows_every_question_and_sends_nothing(client, draft):
    page = soup(client.get(f"/surveys/{draft.pk}/preview/"))

    assert len(page.find("main").find_all("fieldset")) == 3
    assert page.find("main").find("form") is None


@pytest.mark.parametrize("number", [1, 12])
def test_pages_ask_the_same_with_one_question_and_many(number, django_assert_max_num_queries):
    sections = (SectionValues("Du", "Sinä", questions=(SECTOR, *(KNOWS,) * (number - 1))),)
    draft = make_draft(sections=sections)
    for _more in range(number):
        make_draft(group=draft.group, by=draft.made_by)
    client = Client()
    client.force_login(draft.made_by)

    with django_assert_max_num_queries(14):
        client.get(f"/surveys/{draft.pk}/")
    with django_assert_max_num_queries(9):
        client.get(f"/groups/{draft.group_id}/surveys/")
