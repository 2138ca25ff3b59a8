"""A meeting is opened, closed, removed as a draft; who was there is entered all at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from elo_platform.lib.dates import start_of_day
from elo_platform.lib.forms import StaleEdit
from elo_platform.notifications.models import Owed
from groups.models import Attendance, Meeting
from groups.querysets.agreement_presence import read_presence
from groups.querysets.attended import read_held
from groups.querysets.meeting_lists import meetings_before
from groups.services.attendance import answer_meeting
from groups.services.meeting_life import close_meeting, open_meeting, remove_meeting_draft
from groups.services.meetings import cancel_meeting
from groups.services.minutes import begin_minutes
from groups.services.minutes_steps import approve_minutes
from groups.services.presence import PresenceLine, add_walk_in, enter_presence, remove_walk_in
from tests.browsing import client_of, soup
from tests.factories import make_category, make_organisation, make_seat, today
from tests.groups.meetings import called, draft, row_of, sit
from tests.groups.minutes import in_review, make_held
from tests.groups.networks import sent
from tests.groups.test_meeting_pages import path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def lines(*rows):
    return [PresenceLine(*each) for each in rows]


def typed(client, meeting, **changes):
    """Return what a browser would send from the form of who was present."""
    form = client.get(path("meeting_presence", meeting.pk)).context["form"]
    values = {field.html_name: field.value() for field in form}
    data = {name: "" if value is None else value for name, value in values.items()}
    return sent(**(data | changes))


def test_a_meeting_is_opened_by_who_leads_it_half_an_hour_before_and_closed(hall):
    meeting = called(hall)
    starts, given = meeting.starts_at, {"meeting_id": meeting.pk, "by": hall.coordinator}

    for early in (hall.members[0], hall.coordinator):
        with pytest.raises(PermissionDenied):
            open_meeting(meeting_id=meeting.pk, by=early, now=starts - timedelta(minutes=31))
    with pytest.raises(PermissionDenied):
        open_meeting(meeting_id=meeting.pk, by=hall.members[0], now=starts)
    opened = open_meeting(now=starts - timedelta(minutes=30), **given)
    with pytest.raises(PermissionDenied):
        open_meeting(now=starts, **given)
    # From now on it runs: answers are closed, and it is no longer cancelled.
    own = row_of(meeting, hall.members[0])
    page = client_of(hall.coordinator).get(path("meeting_detail", meeting.pk))
    assert not page.context["moves"]["answer_for"]
    with pytest.raises(PermissionDenied):
        answer_meeting(
            attendance_id=own.pk, answer="yes", comment="", by=own.user, now=opened.opened_at
        )
    with pytest.raises(PermissionDenied):
        cancel_meeting(reason="", now=opened.opened_at, **given)
    early = starts + timedelta(minutes=9)
    minutes = begin_minutes(now=early, **given)
    assert close_meeting(now=early, **given).closed_at
    assert not Meeting.objects.upcoming(early)
    reader = hall.coordinator, hall.body.group_id, early
    assert len(meetings_before(*reader, None, most=9)) == 1
    with pytest.raises(PermissionDenied):
        close_meeting(now=starts + timedelta(hours=3), **given)
    # Minutes that were begun before say it by themselves.
    assert f"{timezone.localtime(early):%H.%M}" in minutes.parts.last().text_sv


def test_the_page_shows_the_life_in_one_row_and_the_acts_of_the_moment():
    held = make_held()
    leader, member = client_of(held.hall.coordinator), client_of(held.hall.members[0])
    url = path("meeting_detail", held.meeting.pk)

    life = leader.get(url).context["life"]

    assert [bool(life[act]) for act in ("open", "close", "presence", "begin", "remove")] == [
        *(False, False, True, True, False)
    ]
    steps = [(step["is_done"], step["is_now"]) for step in life["steps"]]
    assert steps == [(True, False)] * 3 + [(False, False)] * 3
    assert b'class="steps"' in leader.get(url).content
    assert not any(member.get(url).context["life"][act] for act in ("open", "presence", "begin"))
    ahead = called(held.hall)
    steps = leader.get(path("meeting_detail", ahead.pk)).context["life"]["steps"]
    assert [step["is_now"] for step in steps] == [False, True, False, False, False, False]


def test_a_draft_is_removed_and_what_was_called_never_is(hall):
    first, second = draft(hall), called(hall)
    client = client_of(hall.coordinator)

    assert client.post(path("meeting_remove", second.pk), sent()).status_code == 403
    given = {"by": hall.members[0], "now": timezone.now()}
    with pytest.raises(PermissionDenied):
        remove_meeting_draft(meeting_id=first.pk, **given)
    assert client.post(path("meeting_remove", first.pk), sent()).status_code == 302
    assert set(Meeting.objects.all()) == {second}


def test_presence_is_filled_in_by_the_answers_and_saved_with_one_press():
    held = make_held()
    alva, onni = (row_of(held.meeting, user) for user in held.hall.members)
    Attendance.objects.filter(pk=alva.pk).update(answer="deputy", answered_at=timezone.now())
    Attendance.objects.filter(pk=onni.pk).update(answer="yes", answered_at=timezone.now())
    client, url = client_of(held.hall.coordinator), path("meeting_presence", held.meeting.pk)
    data = typed(client, held.meeting)

    assert client_of(held.hall.members[0]).get(url).status_code == 403
    assert client.post(url, data).status_code == 302
    alva.refresh_from_db()
    onni.refresh_from_db()
    assert (alva.presence, alva.stand_in) == ("deputy", "Tuva Sund")
    assert (onni.presence, onni.stand_in, onni.presence_by) == (
        "present",
        "",
        held.hall.coordinator,
    )
    # Somebody else saved in between: both texts, and nothing is lost.
    stale = client.post(url, data | {f"presence_{onni.pk}": "absent", **sent()})
    assert stale.status_code == 409
    assert [row["label"] for row in stale.context["differences"]] == ["Onni Lehtola"]
    onni.refresh_from_db()
    assert onni.presence == "present"
    with CaptureQueriesContext(connection) as queries:
        parts = client.get(url).context["form"].parts
    assert len(queries) <= 14
    assert [(part["key"], len(part["rows"])) for part in parts] == [("yes", 1), ("deputy", 1)]


def test_one_press_enters_the_rest_as_present_and_keeps_what_was_chosen():
    held = make_held()
    for name in ("Aune Ek", "Gunvor Sund", "Toivo Aho"):
        sit(seat=make_seat(body=held.hall.body), name=name)
    late = called(held.hall, days=-1, now=start_of_day(today() - timedelta(days=1)))
    rows = {row.user.name: row for row in Attendance.objects.filter(meeting=late)}
    client, url = client_of(held.hall.coordinator), path("meeting_presence", late.pk)
    aune, gunvor, toivo = (rows[name].pk for name in ("Aune Ek", "Gunvor Sund", "Toivo Aho"))
    [part] = client.get(url).context["form"].parts
    assert (part["key"], part["is_together"]) == ("none", True)

    chosen = {f"presence_{aune}": "absent", f"presence_{gunvor}": "deputy"}
    chosen[f"stand_in_{gunvor}"] = "Maj-Britt Sund"
    data = typed(client, late, together="none", **chosen)
    assert client.post(url, data).status_code == 302
    found = dict(late.attendances.values_list("pk", "presence"))
    assert (found.pop(aune), found.pop(gunvor)) == ("absent", "deputy")
    assert late.attendances.get(pk=gunvor).stand_in == "Maj-Britt Sund"
    assert toivo in found
    assert set(found.values()) == {"present"}
    # Everybody is entered: there is no rest to enter.
    assert not client.get(url).context["form"].parts[0]["is_together"]


def test_who_was_not_called_is_entered_by_name_and_nobody_is_written_to():
    held = make_held()
    school = make_organisation(name_sv="Folkhögskolan Udden")
    client, url = client_of(held.hall.coordinator), path("meeting_walk_in", held.meeting.pk)
    Owed.objects.all().delete()
    data = {"name": "Ilmari Ranta", "organisation": school.pk, "presence": "remote"}

    offered = soup(client.get(f"{url}?lang=en")).select("optgroup")
    assert [each["label"] for each in offered] == [
        "Organisations of the group",
        "Other organisations",
    ]
    assert str(school.pk) in {each["value"] for each in offered[1].select("option")}
    assert client.post(url, sent(**data | {"name": " "})).status_code == 422
    assert client.post(url, sent(**data)).status_code == 302
    assert client.post(url, sent(**data)).status_code == 422
    row = Attendance.objects.get(guest_name="Ilmari Ranta")
    assert (row.is_walk_in, row.place_of, row.presence) == (True, school, "remote")
    assert not Owed.objects.exists()
    page = client.get(path("meeting_detail", held.meeting.pk))
    assert (page.context["came"], page.context["silent"]) == (1, 2)
    with pytest.raises(ValidationError):
        enter_presence(
            meeting_id=held.meeting.pk, version=1, lines=lines((row.pk, "deputy", "")), **held.by
        )
    assert client.post(path("attendance_remove", row.pk), sent()).status_code == 302
    assert not Attendance.objects.filter(pk=row.pk).exists()
    member = row_of(held.meeting, held.hall.members[0])
    with pytest.raises(PermissionDenied):
        remove_walk_in(attendance_id=member.pk, **held.by)


def test_presence_waits_for_the_meeting_to_begin_and_ends_with_the_approval(hall):
    ahead = called(hall)
    row = row_of(ahead, hall.members[0])
    given = {"meeting_id": ahead.pk, "version": 0, "lines": lines((row.pk, "present"))}
    by = {"by": hall.coordinator}

    with pytest.raises(PermissionDenied, match="begun|börjat"):
        enter_presence(**given, **by, now=ahead.starts_at - timedelta(minutes=1))
    assert enter_presence(**given, **by, now=ahead.starts_at).presence_version == 1
    with pytest.raises(StaleEdit):
        enter_presence(**given, **by, now=ahead.starts_at)

    held = in_review()
    held.minutes.refresh_from_db()
    before = held.minutes.version
    row = row_of(held.meeting, held.hall.members[0])
    given = {"meeting_id": held.meeting.pk, "lines": lines((row.pk, "present"))}
    enter_presence(version=0, **given, **held.by)
    held.minutes.refresh_from_db()
    assert held.minutes.version == before + 1
    locked = {"version": held.minutes.version, "despite_open": True}
    approve_minutes(minutes_id=held.minutes.pk, **locked, **held.by)
    with pytest.raises(PermissionDenied):
        enter_presence(version=1, **given, **held.by)
    with pytest.raises(PermissionDenied):
        add_walk_in(
            meeting_id=held.meeting.pk,
            name="Vera Udd",
            organisation_id=None,
            presence="present",
            **held.by,
        )


def test_figures_count_who_was_entered_and_else_the_answers_and_say_which():
    held = make_held()
    hall, group = held.hall, held.hall.body.group
    far = make_organisation(category=make_category(key="NGO"))
    type(hall.seats[1]).objects.filter(pk=hall.seats[1].pk).update(
        organisation=far, category=far.category
    )
    alva, onni = (row_of(held.meeting, user) for user in hall.members)
    for row in (alva, onni):
        Attendance.objects.filter(pk=row.pk).update(answer="yes", answered_at=timezone.now())
    ids = [hall.seats[0].organisation_id, far.pk]

    def figures():
        held_rows = read_held([hall.body.pk], on=today(), now=timezone.now())
        found = read_presence(group.pk, ids, now=timezone.now())
        years = [found[pk][0] for pk in ids]
        return (
            [(len(each.came - {None}), each.is_entered) for each in held_rows],
            [(year.member, year.deputy, year.nobody, year.entered) for year in years],
        )

    assert figures() == ([(2, False)], [(1, 0, 0, 0), (1, 0, 0, 0)])
    entered = lines((alva.pk, "absent"), (onni.pk, "deputy", "Tuva Sund"))
    enter_presence(meeting_id=held.meeting.pk, version=0, lines=entered, **held.by)
    assert figures() == ([(1, True)], [(0, 0, 1, 1), (0, 1, 0, 1)])
    page = client_of(hall.coordinator).get(f"/groups/{group.pk}/representation/?lang=en")
    assert "counts in 1 of these meetings" in page.content.decode()
