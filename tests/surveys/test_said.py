"""You said, we did: read live from the links, as far as the reader sees, and no further."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from groups.kinds import NodeKind, Relation
from groups.models import Need
from groups.permissions import Role, Visibility
from groups.querysets.chain import Ref
from groups.services.links import join
from groups.services.need_steps import refuse_need
from groups.services.needs import NeedValues, open_need
from plans.models import Measure
from surveys.models import Answer, Survey, Theme
from surveys.services.life import close_survey
from surveys.services.sharing import share_said
from surveys.services.themes import ThemeValues, mark_passage, raise_theme_need
from tests.factories import NOON, make_actor, make_user
from tests.plans.plans import make_goal, make_measure, make_plan
from tests.surveys.making import make_open, send

pytestmark = pytest.mark.django_db

HIDDEN = "Hemligt behov"


def _survey(*, stories=6, themes=1, said="group") -> Survey:
    """Return a closed survey whose stories are sorted into themes in turn."""
    survey = make_open()
    for number in range(stories * themes):
        send(survey, story=f"Berättelse {number}.")
    survey = close_survey(survey_id=survey.pk, by=survey.made_by, now=NOON)
    for number, answer in enumerate(Answer.objects.filter(question__survey=survey, text__gt="")):
        mark_passage(
            survey_id=survey.pk,
            answer_id=answer.pk,
            passage=answer.text,
            new_theme=ThemeValues(name_sv=f"Tema {number % themes}"),
            by=survey.made_by,
            now=NOON,
        )
    return _share(survey, said) if said != "group" else survey


def _share(survey: Survey, visibility: str, **more) -> Survey:
    survey.refresh_from_db()
    given = {"version": survey.version, "by": survey.made_by, "now": NOON} | more
    return share_said(survey_id=survey.pk, visibility=visibility, **given)


def _need(theme: Theme, *, visibility="public", title=HIDDEN) -> Need:
    by = theme.survey.made_by
    values = NeedValues(raised_on=NOON.date(), title_sv=title)
    need = raise_theme_need(theme_id=theme.pk, values=values, by=by, now=NOON)
    if visibility == "group":
        return need
    given = {"need_id": need.pk, "version": need.version, "by": by, "now": NOON}
    return open_need(visibility=visibility, **given)


def _answer(need: Need, *, visibility="public", status="under_way") -> Measure:
    plan = make_plan(group=need.group, visibility=visibility)
    measure = make_measure(goal=make_goal(plan=plan), title_sv="Gemensam blankett", status=status)
    ends = {"start": Ref(NodeKind.NEED, need.pk), "end": Ref(NodeKind.MEASURE, measure.pk)}
    given = {"relation": Relation.ANSWERED_BY, "group_id": need.group_id, "by": None, "now": NOON}
    join(**ends, **given)
    return measure


def _page(client, survey: Survey, reader=None):
    client.logout()
    if reader:
        client.force_login(reader)
    return client.get(reverse("surveys:survey_said", args=[survey.pk]))


def _html(client, survey: Survey, reader=None) -> str:
    response = _page(client, survey, reader)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("group", {"member", "maker"}),
        ("all_regions", {"member", "maker", "other"}),
        ("public", {"member", "maker", "other", "outsider", "anonymous"}),
    ],
)
def test_it_shows_as_far_as_it_is_open(said, seen, client):
    survey = _survey(said=said)
    readers = {
        "member": make_actor(role=Role.NETWORK_MEMBER, group=survey.group),
        "maker": survey.made_by,
        "other": make_actor(role=Role.NETWORK_MEMBER),
        "outsider": make_user(),
        "anonymous": None,
    }

    found = {
        name for name, reader in readers.items() if _page(client, survey, reader).status_code == 200
    }

    assert found == seen


def test_results_stay_closed_when_the_effects_are_public(client):
    survey = _survey(said="public")

    assert client.get(reverse("surveys:survey_results", args=[survey.pk])).status_code == 404


def test_a_hidden_need_is_said_in_words_without_its_title(client):
    survey = _survey(said="public")
    _need(survey.themes.get(), visibility="group")

    outside = _html(client, survey)
    inside = _html(client, survey, make_actor(role=Role.NETWORK_MEMBER, group=survey.group))

    assert HIDDEN not in outside
    assert HIDDEN in inside


def test_an_action_shows_with_its_state_where_the_reader_sees_it(client):
    survey = _survey(said="public")
    measure = _answer(_need(survey.themes.get(), visibility="group"), visibility="group")

    outside = _html(client, survey)
    inside = _html(client, survey, survey.made_by)

    assert measure.title_sv not in outside
    assert measure.title_sv in inside


def test_the_reason_for_not_taking_it_up_is_read_with_the_need_alone(client):
    survey = _survey(said="public", themes=2)
    shown, hidden = survey.themes.order_by("pk")
    for theme, visibility in ((shown, "public"), (hidden, "group")):
        need = _need(theme, visibility=visibility, title=f"Behov {visibility}")
        reason = f"Orsaken {visibility}"
        refuse_need(need_id=need.pk, reason=reason, by=survey.made_by, now=NOON)

    outside = _html(client, survey)

    assert "Orsaken public" in outside
    assert "Orsaken group" not in outside


def test_it_follows_the_links(client):
    survey = _survey(said="public")
    need = _need(survey.themes.get(), title="Köerna är långa")
    before = _html(client, survey, survey.made_by)
    measure = _answer(need)

    after = _html(client, survey, survey.made_by)

    assert measure.title_sv not in before
    assert measure.title_sv in after


def test_an_action_stands_with_its_need_and_a_report_makes_the_page_newer(client):
    survey = _survey(said="public")
    measure = _answer(_need(survey.themes.get(), title="Köerna är långa"))
    day = timezone.now() + timedelta(days=40)
    seen = _page(client, survey, survey.made_by).context
    Measure.objects.filter(pk=measure.pk).update(last_reported_at=day)

    after = _page(client, survey, survey.made_by).context
    outside = _page(client, survey).context

    steps = [step.title for step in after["rows"][0]["steps"]]
    assert steps == ["Köerna är långa", measure.title_sv]
    assert seen["updated"] < after["updated"] == day
    # Who does not see the action does not see that it was reported on.
    assert outside["updated"] < day


@pytest.mark.parametrize(("stories", "quoted"), [(4, False), (5, True)])
def test_a_quote_stands_where_five_are_behind_the_theme(stories, quoted, client):
    survey = _survey(stories=stories, themes=2, said="public")

    assert ("Berättelse" in _html(client, survey)) == quoted


def test_who_may_read_it_is_an_act_of_its_own():
    survey = _survey()
    version = Survey.objects.get(pk=survey.pk).version
    with pytest.raises(PermissionDenied):
        _share(survey, "public", by=make_actor(role=Role.NETWORK_MEMBER, group=survey.group))
    _share(survey, "public")
    with pytest.raises(StaleEdit):
        _share(survey, "group", version=version)

    event = AuditEvent.objects.get(kind=AuditKind.SURVEY_SHARED)

    assert event.data == {"opened": ["group", "public"]}


def test_two_who_share_see_both_choices(client):
    survey = _survey()
    survey.refresh_from_db()
    client.force_login(survey.made_by)
    address = reverse("surveys:said_share", args=[survey.pk])
    typed = {"version": str(survey.version), "visibility": "public"}
    first = client.post(address, typed | {"form_key": str(uuid.uuid4())})

    later = {"visibility": "all_regions", "form_key": str(uuid.uuid4())}
    second = client.post(address, typed | later)

    assert (first.status_code, second.status_code) == (302, 409)
    assert Survey.objects.get(pk=survey.pk).said_visibility == Visibility.PUBLIC


@pytest.mark.parametrize("name", ["survey_answer", "survey_thanks"])
@pytest.mark.parametrize("said", ["group", "public"])
def test_respondents_find_it_where_they_answered_when_it_is_public(name, said, client):
    survey = _survey(said=said)

    html = client.get(reverse(f"surveys:{name}", args=[survey.token])).content.decode()

    link = reverse("surveys:survey_said", args=[survey.pk])
    assert (link in html) == (said == "public")


def test_a_survey_that_is_open_again_says_nothing(client):
    survey = _survey(said="public")
    Survey.objects.filter(pk=survey.pk).update(state="open", closed_at=None)

    assert _page(client, survey, survey.made_by).status_code == 404


def _queries(client, survey: Survey) -> int:
    address = reverse("surveys:survey_said", args=[survey.pk])
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_the_page_asks_the_same_with_one_theme_and_many(client):
    surveys = [_survey(themes=number, said="public") for number in (1, 6)]
    counts = []
    for survey in surveys:
        for theme in survey.themes.all():
            _answer(_need(theme))
        client.force_login(survey.made_by)
        _queries(client, survey)
        counts.append(_queries(client, survey))

    assert counts[0] == counts[1] <= 22
