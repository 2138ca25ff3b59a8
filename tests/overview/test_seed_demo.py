"""The demo: everyone is invented, it is loaded once, and it shows what the issue asks for."""

from collections import Counter
from datetime import date

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.embedded.supervisor import ACCOUNTS, PASSWORD
from elo_platform.notifications.models import Owed
from forums.demo.load import load_discussions
from forums.demo.talk import TALKS
from forums.models import Post, Topic
from groups.demo.cast import account, cast
from groups.kinds import NodeKind
from groups.models import (
    Attendance,
    Coordination,
    Echo,
    EloGroup,
    Invitation,
    Link,
    Meeting,
    Need,
    Organisation,
    Outcome,
    Region,
    RoleGrant,
    Seat,
    SeatHolder,
)
from groups.permissions import Role
from groups.querysets.chain import later
from groups.querysets.coverage import coverage, read_kinds, read_seats
from surveys.models import Answer, Response, Survey, Waiting
from surveys.states import SurveyState
from tests.conftest import used_database
from tests.factories import today

pytestmark = pytest.mark.django_db
DEEP = ("North Karelia", "Central Finland", "North Savo", "Ostrobothnia")


@pytest.fixture(scope="module", autouse=True)
def _demo(seeded, django_db_blocker):
    """Read the demo's own database; what a test changes there is rolled back."""
    with django_db_blocker.unblock(), used_database(seeded.database):
        yield


def group_of(region):
    return EloGroup.objects.get(name_en=f"ELO group of {region}")


def counts():
    models = (User, EloGroup, Seat, SeatHolder, RoleGrant, Meeting, Attendance, Organisation, Owed)
    return [model.objects.count() for model in models]


def test_loading_twice_changes_nothing(capsys):
    before = counts()

    call_command("seed_demo")

    assert counts() == before
    assert "already" in capsys.readouterr().out


def test_the_printed_accounts_can_sign_in(settings):
    settings.PASSWORD_HASHERS = settings.STRONG_HASHERS
    people = User.objects.in_bulk(field_name="email")

    for key in ACCOUNTS:
        user = people[f"{key}@elo.example"]
        assert user.check_password(PASSWORD), key
        assert user.emailaddress_set.filter(verified=True, primary=True).exists(), key
    assert set(ACCOUNTS) == {person.email.removesuffix("@elo.example") for person in cast()}


def test_needs_stand_in_each_of_their_states_with_their_chain():
    states = {group_of(region).pk: {} for region in DEEP[:2]}
    for need in Need.objects.filter(group__in=states):
        states[need.group_id].setdefault(need.state, []).append(need)

    karelia, central = states.values()
    assert set(karelia) == {"open", "lifted", "refused", "merged"}
    assert {need.merged_into in karelia["open"] for need in karelia["merged"]} == {True}
    assert set(central) == {"open", "lifted"}
    assert len(central["open"]) >= 6
    assert all(need.where and need.title_sv and need.title_fi for need in central["open"])
    assert later(NodeKind.NEED, [central["lifted"][0].pk])
    assert Owed.objects.filter(kind="need_step").exists()


def test_a_need_is_there_before_what_it_led_to():
    made_at = dict(Need.objects.values_list("pk", "made_at"))
    links = Link.objects.filter(from_kind="need")

    assert {"measure", "item", "outcome", "event"} == set(links.values_list("to_kind", flat=True))
    assert [link for link in links if link.at <= made_at[link.from_id]] == []


def test_outcomes_are_of_many_types_and_organisations_have_answered_in_both_languages():
    echoes = Echo.objects.exclude(answer="none")

    assert len(set(Outcome.objects.values_list("kind", flat=True))) >= 5
    assert {"sv", "fi"} == set(echoes.values_list("language", flat=True))
    assert len(set(echoes.values_list("answer", flat=True))) == 5
    assert echoes.filter(is_on_behalf=True).exists()
    late = Echo.objects.unanswered().filter(outcome__answer_by__lt=today())
    assert late.exists()
    contact = User.objects.with_address(account("contact")).get()
    assert Echo.objects.own(contact).unanswered().exists()
    spread = Outcome.objects.filter(title_fi__startswith="Sovittua levitetään").get()
    assert spread.echoes.filter(answer="spread").count() >= 2
    lifted = Link.objects.filter(from_kind="need", relation="decided_in", to_kind="outcome")
    assert lifted.exists()


def test_every_region_but_aland_has_a_group_and_some_have_two():
    groups = {
        region.code: region.groups.exclude(state="planned").distinct().count()
        for region in Region.objects.all()
    }

    assert [code for code, number in groups.items() if number == 0] == ["21"]
    assert groups["01"] == 2
    assert EloGroup.objects.filter(state="dormant").count() == 1


def test_three_groups_stand_under_one_centre_since_the_reform():
    rows = Coordination.objects.filter(authority__key="evk-ita", ends_on=None)

    assert {row.group.name_en for row in rows} == {
        "ELO group of South Savo",
        "ELO group of North Savo",
        "ELO group of North Karelia",
    }
    before = Coordination.objects.filter(group__in=rows.values("group"), ends_on=date(2025, 12, 31))
    assert len({row.authority_id for row in before}) == 3


def test_business_life_is_missing_in_the_leading_group_of_north_karelia():
    body = group_of("North Karelia").bodies.get(kind="leading")

    found = coverage(
        kinds=read_kinds(today()), seats=read_seats([body.pk], timezone.now()), on=today()
    )

    gap = next(line for line in found.gaps if line.kind.key == "BUSINESS")
    assert gap.since == date(2026, 6, 2)
    assert found.required.met == found.required.of == 5


@pytest.mark.parametrize("region", DEEP)
def test_the_deep_groups_have_levels_seats_and_meetings(region):
    group = group_of(region)

    assert group.levels.count() == 3
    for body in group.bodies.exclude(kind="working"):
        assert 12 <= body.seats.open_on(today()).count() <= 22
    upcoming = Meeting.objects.filter(body__group=group, starts_at__gt=timezone.now())
    states = list(upcoming.values_list("state", flat=True))
    # Of a series and of the year come more silent drafts; nobody is called to more.
    assert states.count("called") == 2
    assert set(states) == {"called", "draft"}
    assert Meeting.objects.filter(body__group=group, starts_at__lt=timezone.now()).count() == 8


def test_north_savo_names_its_levels_in_its_own_words():
    names = group_of("North Savo").levels.values_list("name_sv", flat=True)

    assert list(names) == ["Ledningsgruppen", "Aktörsnivån", "De egna organisationerna"]


def test_invitations_are_there_in_each_state():
    now = timezone.now()

    assert set(Invitation.objects.values_list("state", flat=True)) == {
        "pending",
        "accepted",
        "declined",
    }
    assert Invitation.objects.waiting(now).count() == 1
    assert Invitation.objects.filter(state="pending", expires_at__lte=now).count() == 1


def test_nobody_has_the_name_of_another():
    names = list(User.objects.values_list("name", flat=True))

    assert len(names) == len(set(names))
    assert set(User.objects.values_list("email", flat=True)) == {
        email for email in User.objects.values_list("email", flat=True) if "@elo.example" in email
    }


def test_organisations_have_names_of_their_own():
    for field in ("name_sv", "name_fi"):
        names = list(Organisation.objects.exclude(**{field: ""}).values_list(field, flat=True))
        assert len(names) == len({name.casefold() for name in names}), field


def test_every_mandate_has_its_role_and_no_seat_outlives_its_body():
    grants = dict(RoleGrant.objects.exclude(holder=None).values_list("holder", "ends_on"))

    for holder in SeatHolder.objects.exclude(role_grants__role=Role.CHAIR).filter(is_void=False):
        assert grants[holder.pk] == holder.ends_on
    coordinators = RoleGrant.objects.current().filter(role=Role.COORDINATOR)
    assert coordinators.count() == EloGroup.objects.count()


def test_only_what_happened_lately_is_to_be_sent():
    assert Owed.objects.filter(suppressed_reason="past").exists()
    kinds = set(Owed.objects.filter(suppressed_reason="").values_list("kind", flat=True))
    assert kinds == {
        "agreement_told",
        "body_message",
        "event_opened",
        "follow_up",
        "guideline_comments",
        "guideline_step",
        "invitation",
        "invitation_answered",
        "meeting_called",
        "need_step",
        "new_posts",
        "offer",
        "offer_answered",
        "poll_asked",
        "promoter_named",
        "seat_started",
        "sign_up",
    }


def test_public_pages_of_the_demo_name_nobody_who_has_not_allowed_it():
    group = group_of("North Karelia")
    closed = list(User.objects.filter(is_name_public=False).values_list("name", flat=True))
    urls = ["/", "/regions/", "/regions/12/", "/groups/", f"/groups/{group.pk}/"]
    urls.append(f"/groups/{group.pk}/meetings/")
    public = Meeting.objects.filter(visibility="public", body__group=group)
    urls += [f"/meetings/{meeting.pk}/" for meeting in public]

    for url in urls:
        response = Client().get(url)
        text = response.content.decode()
        assert response.status_code == 200, url
        assert [name for name in closed if name in text] == [], url


def test_norra_karelen_has_asked_and_has_its_214_answers_in_two_languages():
    survey = Survey.objects.get(group=group_of("North Karelia"))
    responses = Response.objects.filter(survey=survey)

    assert (survey.state, survey.answers_count) == (SurveyState.CLOSED, 214)
    assert responses.filter(language="sv").count() == 43
    assert responses.filter(language="fi").count() == 171
    sizes = Counter(responses.values_list("sector", flat=True))
    assert sorted(sizes.values())[:3] == [3, 5, 7]
    assert Answer.objects.filter(response__survey=survey).exclude(text="").count() > 200
    assert not Waiting.objects.filter(survey=survey).exists()


def test_osterbotten_asks_just_now_and_has_a_draft():
    states = Survey.objects.filter(group=group_of("Ostrobothnia")).values_list("state", flat=True)

    assert sorted(states) == [SurveyState.DRAFT, SurveyState.OPEN]


def test_the_demo_discusses_in_both_languages_and_leaves_something_unread():
    now = timezone.now()

    assert Topic.objects.count() >= len(TALKS)
    assert load_discussions(now=now) == 0
    assert set(Post.objects.values_list("language", flat=True)) == {"sv", "fi"}
    assert not Topic.objects.filter(last_post_at__gt=now).exists()
    raised = Link.objects.standing().filter(from_kind=NodeKind.TOPIC)
    assert set(raised.values_list("to_kind", flat=True)) == {"need", "item"}
    for key in ("member", "coordinator", "leading", "working"):
        user = User.objects.get(email=account(key))
        seen = Topic.objects.visible_to(user)
        assert 0 < seen.unread_by(user, now).count() < seen.count(), key
    assert Owed.objects.filter(kind="new_posts", suppressed_reason="").exists()
