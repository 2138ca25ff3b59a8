"""A group's set-up: names, levels, bodies, and how far a body is open."""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.forms.settings import GroupForm, LevelsForm
from groups.models import Authority, Body, EloGroup, SeatHolder
from groups.permissions import Role, Visibility
from groups.services.founding import Coordinated, Land, found_group
from groups.services.group_settings import (
    MOST_LEVELS,
    BodyValues,
    GroupValues,
    LevelValues,
    change_body,
    change_group,
    change_levels,
    create_body,
    open_body,
)
from groups.services.load_sets import forget_old_mail
from tests.browsing import client_of, soup
from tests.factories import (
    LONG_AGO,
    make_actor,
    make_body,
    make_group,
    make_level,
    make_region,
    make_seat,
    make_user,
    today,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
VALUES = GroupValues(
    name_sv="Kustens ELO-grupp",
    name_fi="Rannikon ELO-ryhmä",
    name_en="",
    kind="steering",
    state="active",
    languages="sv fi",
    about_sv="Om gruppen",
    about_fi="",
)
BODY = BodyValues("Övergångar", "Nivelvaiheet", "", None, date(2026, 1, 1), None)


@pytest.fixture
def group():
    return make_group()


@pytest.fixture
def coordinator(group):
    return make_actor(role=Role.COORDINATOR, group=group)


def level(name, pk=None, kind="network"):
    return LevelValues(pk, kind, name, name)


def names(group):
    return list(group.levels.values_list("name_sv", flat=True))


def last_event():
    return AuditEvent.objects.order_by("-pk").first()


# Services


def test_a_change_of_the_group_is_stored_recorded_and_raises_the_version(group, coordinator):
    change_group(group_id=group.pk, version=0, values=VALUES, by=coordinator, now=NOW)

    group.refresh_from_db()
    assert (group.name_sv, group.kind, group.version) == ("Kustens ELO-grupp", "steering", 1)
    event = last_event()
    assert (event.kind, event.actor_id) == ("group_changed", coordinator.pk)
    assert set(event.data["fields"]) == {"name_sv", "name_fi", "kind", "languages", "about_sv"}


def test_a_save_without_changes_leaves_no_trace(group, coordinator):
    change_group(group_id=group.pk, version=0, values=VALUES, by=coordinator, now=NOW)
    events = AuditEvent.objects.count()

    change_group(group_id=group.pk, version=1, values=VALUES, by=coordinator, now=NOW)

    group.refresh_from_db()
    assert (group.version, AuditEvent.objects.count()) == (1, events)


def test_an_edit_of_an_older_version_is_refused_and_changes_nothing(group, coordinator):
    change_group(group_id=group.pk, version=0, values=VALUES, by=coordinator, now=NOW)

    with pytest.raises(StaleEdit):
        change_group(
            group_id=group.pk,
            version=0,
            values=replace(VALUES, name_sv="Annat"),
            by=coordinator,
            now=NOW,
        )

    group.refresh_from_db()
    assert group.name_sv == "Kustens ELO-grupp"


ACTS = {
    "change_group": lambda group, body, by: change_group(
        group_id=group.pk, version=0, values=VALUES, by=by, now=NOW
    ),
    "change_levels": lambda group, body, by: change_levels(
        group_id=group.pk, version=0, levels=[level("Nätverk")], by=by, now=NOW
    ),
    "create_body": lambda group, body, by: create_body(
        group_id=group.pk, version=0, kind="network", values=BODY, by=by, now=NOW
    ),
    "change_body": lambda group, body, by: change_body(
        body_id=body.pk, version=0, values=BODY, by=by, now=NOW
    ),
    "open_body": lambda group, body, by: open_body(
        body_id=body.pk, version=0, visibility=Visibility.PUBLIC, by=by, now=NOW
    ),
}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
@pytest.mark.parametrize("act", ACTS)
def test_only_the_coordinator_sets_a_group_up(act, role, group):
    body = make_body(group=group)
    user = make_actor(role=role, group=group, body=body)
    before = EloGroup.objects.values().get(pk=group.pk)

    with pytest.raises(PermissionDenied):
        ACTS[act](group, body, user)

    assert EloGroup.objects.values().get(pk=group.pk) == before


@pytest.mark.parametrize("act", ACTS)
def test_a_coordinator_of_another_group_sets_nothing_up(act, group):
    other = make_actor(role=Role.COORDINATOR, group=make_group())

    with pytest.raises(PermissionDenied):
        ACTS[act](group, make_body(group=group), other)


@pytest.mark.parametrize("act", ACTS)
def test_each_act_raises_the_version_and_is_recorded(act, group, coordinator):
    ACTS[act](group, make_body(group=group), coordinator)

    group.refresh_from_db()
    assert group.version == 1
    assert (last_event().kind, last_event().group_id) == ("group_changed", group.pk)


def test_levels_are_added_renamed_moved_and_removed(group, coordinator):
    first = make_level(group=group, number=1, name_sv="Ledning")
    second = make_level(group=group, number=2, kind="network", name_sv="Nätverk")
    wanted = [level("Aktörsnivå", second.pk), level("Organisationer", kind="organisations")]

    change_levels(group_id=group.pk, version=0, levels=wanted, by=coordinator, now=NOW)

    assert names(group) == ["Aktörsnivå", "Organisationer"]
    assert group.levels.get(number=1).pk == second.pk
    assert not group.levels.filter(pk=first.pk).exists()


def test_a_level_with_bodies_stays(group, coordinator):
    kept = make_level(group=group)
    make_body(group=group, level=kept)

    with pytest.raises(ValidationError, match="level with bodies"):
        change_levels(
            group_id=group.pk, version=0, levels=[level("Nätverk")], by=coordinator, now=NOW
        )

    assert names(group) == ["Ledning"]


def test_levels_of_another_group_and_too_many_are_refused(group, coordinator):
    other = make_level(group=make_group())
    many = [level(f"Nivå {n}") for n in range(MOST_LEVELS + 1)]

    for levels in ([level("Ledning", other.pk)], many):
        with pytest.raises(ValidationError):
            change_levels(group_id=group.pk, version=0, levels=levels, by=coordinator, now=NOW)

    assert names(group) == []


def test_a_new_body_is_open_to_its_group_alone(group, coordinator):
    body = create_body(
        group_id=group.pk, version=0, kind="working", values=BODY, by=coordinator, now=NOW
    )

    assert (body.group, body.kind, body.visibility) == (group, "working", Visibility.GROUP)


@pytest.mark.parametrize(
    ("kind", "mandate", "expected"),
    [
        ("leading", "", "agreeing"),
        ("network", "", "advisory"),
        ("working", "", "discussing"),
        ("working", "deciding", "deciding"),
    ],
)
def test_a_body_may_come_to_what_its_kind_usually_may_or_to_what_is_chosen(
    kind, mandate, expected, group, coordinator
):
    given = {"by": coordinator, "now": NOW, "values": replace(BODY, mandate=mandate)}

    body = create_body(group_id=group.pk, version=0, kind=kind, **given)
    change_body(
        body_id=body.pk, version=1, **(given | {"values": replace(BODY, mandate="advisory")})
    )

    assert body.mandate == expected
    changes = AuditEvent.objects.filter(kind="group_changed", target_id=group.pk)
    told = changes.latest("pk").data.get("mandate")
    assert told == (None if expected == "advisory" else [expected, "advisory"])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (replace(BODY, ends_on=date(2025, 12, 31)), "ends_on"),
        (replace(BODY, level="other"), "level"),
    ],
)
def test_a_body_with_wrong_values_is_refused_by_field(values, field, group, coordinator):
    if values.level:
        values = replace(values, level=make_level(group=make_group()))

    with pytest.raises(ValidationError) as refusal:
        create_body(
            group_id=group.pk, version=0, kind="working", values=values, by=coordinator, now=NOW
        )

    assert list(refusal.value.error_dict) == [field]
    assert not Body.objects.filter(group=group).exists()


@pytest.mark.parametrize(
    ("mandate_ends", "is_refused"), [(None, True), (10, True), (5, False), (4, False)]
)
def test_a_body_ends_when_its_mandates_do(mandate_ends, is_refused, group, coordinator):
    body = make_body(group=group)
    SeatHolder.objects.create(
        seat=make_seat(body=body),
        user=make_user(),
        kind="principal",
        starts_on=today() - timedelta(days=9),
        ends_on=None if mandate_ends is None else today() + timedelta(days=mandate_ends),
    )
    values = replace(BODY, starts_on=LONG_AGO, ends_on=today() + timedelta(days=5))

    def end():
        return change_body(body_id=body.pk, version=0, values=values, by=coordinator, now=NOW)

    if is_refused:
        with pytest.raises(ValidationError, match="holds a seat after that day"):
            end()
    else:
        assert end().ends_on == values.ends_on


def test_opening_a_body_is_recorded_with_what_it_was_and_became(group, coordinator):
    body = make_body(group=group)

    open_body(body_id=body.pk, version=0, visibility="public", by=coordinator, now=NOW)

    body.refresh_from_db()
    assert body.visibility == Visibility.PUBLIC
    assert last_event().data == {"body": body.pk, "opened": ["group", "public"]}


def test_a_group_is_founded_with_territory_and_coordination(coordinator):
    old, new = (Authority.objects.create(key=key, kind="ely_centre") for key in ("old", "new"))
    for each in (old, new):
        each.names.create(name_sv=f"Central {each.key}", name_fi=f"Keskus {each.key}")
    region = make_region()

    made = found_group(
        values=VALUES,
        founded_on=date(2013, 3, 1),
        territory=[Land(region, is_whole=False)],
        coordinated=[
            Coordinated(old, date(2013, 3, 1), date(2025, 12, 31)),
            Coordinated(new, date(2026, 1, 1)),
        ],
        by=None,
        now=NOW,
    )

    assert [(row.region, row.is_whole) for row in made.territory.all()] == [(region, False)]
    rows = EloGroup.objects.with_coordinator(date(2025, 12, 31)).filter(pk=made.pk)
    assert rows.get().coordinator == {
        "id": old.pk,
        "sv": "Central old",
        "fi": "Keskus old",
        "en": "",
    }
    assert last_event().group_id == made.pk


def test_old_mail_is_forgotten_and_new_mail_is_not():
    for days in (1, 30):
        Owed.objects.create(
            kind="seat_started",
            dedup_key=f"key:{days}",
            address="a@elo.example",
            made_at=NOW,
            due_at=NOW - timedelta(days=days),
        )

    assert forget_old_mail(before=NOW - timedelta(days=15)) == 1
    assert Owed.objects.filter(suppressed_reason="").get().dedup_key == "key:1"


# Pages


def sent(form, **changes):
    """Return a form's values as a browser sends them."""
    data = {"form_key": str(uuid.uuid4())}
    for name, value in form.items():
        data[name] = "" if value is None else value
    return data | changes


def group_data(group, **changes):
    return sent(GroupForm.initial_of(group), **changes)


def level_data(group, **changes):
    rows = LevelsForm.rows_of(group)
    data = {"version": group.version, "rows": len(rows)}
    for number, row in enumerate(rows):
        data |= {f"l{number}-{name}": value for name, value in row.items()}
    return sent(data, **changes)


def test_saving_the_settings_says_so(group, coordinator):
    url = f"/groups/{group.pk}/settings/?lang=en"

    response = client_of(coordinator).post(url, group_data(group, name_sv="Nytt"), follow=True)

    group.refresh_from_db()
    assert group.name_sv == "Nytt"
    assert "The settings are saved." in response.content.decode()


def test_an_empty_name_comes_back_with_what_was_typed(group, coordinator):
    url = f"/groups/{group.pk}/settings/"

    response = client_of(coordinator).post(url, group_data(group, name_sv="", about_fi="Teksti"))

    assert response.status_code == 422
    assert "Teksti" in response.content.decode()
    assert EloGroup.objects.get(pk=group.pk).version == 0


def test_the_second_of_two_editors_gets_both_texts_and_loses_nothing(group, coordinator):
    url = f"/groups/{group.pk}/settings/?lang=en"
    client = client_of(coordinator)
    mine = group_data(group, name_sv="Mitt namn")
    client.post(url, group_data(group, name_sv="Deras namn"))

    response = client.post(url, mine)

    page = soup(response)
    assert response.status_code == 409
    assert [each.text for each in page.select(".diff .pre")] == ["Mitt namn", "Deras namn"]
    assert page.select_one("input[name=name_sv]")["value"] == "Mitt namn"
    assert EloGroup.objects.get(pk=group.pk).name_sv == "Deras namn"

    form = page.select_one("main form")
    again = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    again |= {
        "languages": ["fi"],
        "kind": "both",
        "state": "active",
        "about_sv": "",
        "about_fi": "",
    }
    assert client.post(url, again).status_code == 302
    assert EloGroup.objects.get(pk=group.pk).name_sv == "Mitt namn"


def test_a_form_sent_twice_has_one_effect(group, coordinator):
    url = f"/groups/{group.pk}/bodies/new/"
    data = {
        "form_key": str(uuid.uuid4()),
        "version": 0,
        "kind": "working",
        "name_sv": "Övergångar",
        "name_fi": "Nivelvaiheet",
        "starts_on": "1.1.2026",
        "ends_on": "30.4.2027",
    }
    client = client_of(coordinator)
    assert '<option value="working" selected>' in client.get(url).content.decode()

    first, second = client.post(url, data), client.post(url, data)

    assert (first.status_code, second.status_code) == (302, 302)
    body = Body.objects.get(group=group)
    assert (body.starts_on, body.ends_on) == (date(2026, 1, 1), date(2027, 4, 30))


@pytest.mark.parametrize(
    ("act", "rows"),
    [
        ("add", ["Ledning", "Skrivet", ""]),
        ("up-2", ["Skrivet", "Ledning"]),
        ("down-1", ["Skrivet", "Ledning"]),
        ("remove-1", ["Skrivet"]),
        ("up-1", ["Ledning", "Skrivet"]),
    ],
)
def test_row_buttons_keep_what_is_typed_and_save_nothing(act, rows, group, coordinator):
    make_level(group=group, number=1, name_sv="Ledning")
    make_level(group=group, number=2, kind="network", name_sv="Nätverk")
    url = f"/groups/{group.pk}/settings/levels/"

    response = client_of(coordinator).post(
        url, level_data(group, act=act, **{"l1-name_sv": "Skrivet"})
    )

    page = soup(response)
    shown = [field.get("value", "") for field in page.select("input[name$=-name_sv]")]
    assert (response.status_code, shown) == (200, rows)
    assert page.select_one("input[name=rows]")["value"] == str(len(rows))
    assert names(group) == ["Ledning", "Nätverk"]


def test_levels_are_saved_in_the_order_sent(group, coordinator):
    make_level(group=group, number=1, name_sv="Ledning")
    make_level(group=group, number=2, kind="network", name_sv="Nätverk")
    client = client_of(coordinator)
    url = f"/groups/{group.pk}/settings/levels/"
    page = soup(client.post(url, level_data(group, act="up-2")))
    data = {field["name"]: field.get("value", "") for field in page.select("main input[name]")}
    data |= {"l0-kind": "network", "l1-kind": "leading"}

    response = client.post(url, data)

    assert response.status_code == 302
    assert names(group) == ["Nätverk", "Ledning"]


def test_a_level_without_a_name_is_named_by_its_number(group, coordinator):
    make_level(group=group, number=1)
    url = f"/groups/{group.pk}/settings/levels/?lang=en"

    response = client_of(coordinator).post(url, level_data(group, **{"l0-name_sv": ""}))

    assert response.status_code == 422
    assert "Level 1:" in soup(response).select_one("#errors").text


@pytest.mark.parametrize("rows", ["-1", "x", "", "999999999999", "٣"])
def test_a_forged_number_of_rows_is_a_field_error(rows, group, coordinator):
    url = f"/groups/{group.pk}/settings/levels/"

    response = client_of(coordinator).post(url, level_data(group, rows=rows))

    assert response.status_code == 422


def test_stale_levels_show_both_lists(group, coordinator):
    make_level(group=group, number=1, name_sv="Ledning")
    data = level_data(group, **{"l0-name_sv": "Mitt"})
    change_levels(
        group_id=group.pk,
        version=0,
        levels=[level("Deras", group.levels.get().pk)],
        by=coordinator,
        now=NOW,
    )

    response = client_of(coordinator).post(f"/groups/{group.pk}/settings/levels/", data)

    assert response.status_code == 409
    assert [each.text for each in soup(response).select(".diff .pre")] == ["Mitt", "Deras"]


def body_data(body, **changes):
    data = {
        "version": body.group.version,
        "name_sv": body.name_sv,
        "name_fi": body.name_fi,
        "starts_on": "1.1.2020",
        "mandate": body.mandate,
    }
    return sent(data, **changes)


def test_a_body_is_renamed_and_a_refusal_stands_at_its_field(group, coordinator):
    body = make_body(group=group)
    client = client_of(coordinator)
    url = f"/bodies/{body.pk}/edit/"

    wrong = client.post(url, body_data(body, ends_on="1.1.2019"))
    vague = client.post(url, body_data(body, mandate="all"))
    right = client.post(url, body_data(body, name_sv="Styrgruppen", mandate="deciding"))

    assert vague.status_code == 422
    assert wrong.status_code == 422
    assert soup(wrong).select_one("#id_ends_on_error")
    assert right.status_code == 302
    body.refresh_from_db()
    assert (body.name_sv, body.mandate) == ("Styrgruppen", "deciding")


def test_stale_edits_of_a_body_and_of_its_openness_change_nothing(group, coordinator):
    body = make_body(group=group)
    data = body_data(body, name_sv="Mitt")
    EloGroup.objects.filter(pk=group.pk).update(version=7)
    client = client_of(coordinator)

    edit = client.post(f"/bodies/{body.pk}/edit/", data)
    opened = client.post(
        f"/bodies/{body.pk}/visibility/", sent({"version": 0, "visibility": "public"})
    )

    assert (edit.status_code, opened.status_code) == (409, 409)
    assert soup(edit).select_one("input[name=version]")["value"] == "7"
    body.refresh_from_db()
    assert (body.name_sv, body.visibility) == ("Ledningsgruppen", "group")


def test_opening_a_body_says_what_becomes_visible_first(group, coordinator):
    body = make_body(group=group)
    client = client_of(coordinator)
    url = f"/bodies/{body.pk}/visibility/?lang=en"

    assert "What becomes visible" in client.get(url).content.decode()
    client.post(url, sent({"version": 0, "visibility": "public"}))

    body.refresh_from_db()
    assert body.visibility == "public"


@pytest.mark.parametrize(
    "tail", ["groups/{group}/settings/", "groups/{group}/settings/levels/", "bodies/{body}/edit/"]
)
def test_members_get_a_reason_and_not_the_form(tail, group):
    body = make_body(group=group)
    member = make_actor(role=Role.LEADING_MEMBER, body=body)
    url = f"/{tail.format(group=group.pk, body=body.pk)}?lang=en"

    response = client_of(member).post(url, {"form_key": str(uuid.uuid4())})

    assert response.status_code == 403
    assert "coordinators" in response.content.decode()
