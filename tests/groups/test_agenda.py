"""An agenda in sections, what waits for a body, matters carried over, and follow-ups."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from elo_platform.lib.forms import StaleEdit
from groups.kinds import NodeKind
from groups.models import AgendaItem, BacklogItem, FollowUp, Link, Meeting, Need
from groups.models.standing import StandingKind
from groups.notices.follow_ups import follow_up as follow_up_mail
from groups.permissions import Role, Visibility
from groups.querysets.chain import Ref
from groups.services.agenda import ItemValues, since_last_time
from groups.services.backlog import (
    MatterValues,
    carry_item,
    change_matter,
    drop_matter,
    move_matter,
    suggest_matter,
    take_matter,
)
from groups.services.follow_ups import (
    FollowUpValues,
    finish_follow_up,
    note_follow_up,
    remind_of_follow_ups,
)
from groups.services.item_links import link_item, unlink_item
from groups.services.meetings import change_meeting, values_of
from groups.services.minutes import begin_minutes
from groups.services.seats import end_mandate
from groups.services.standing import standing_text
from groups.states import NeedState
from tests.browsing import client_of
from tests.factories import make_actor, make_user, today
from tests.groups.meetings import Hall, called, draft, make_hall
from tests.groups.needs import make_need
from tests.groups.test_meeting_pages import typed

pytestmark = pytest.mark.django_db


def path(name, pk) -> str:
    return reverse(f"groups:{name}", args=[pk])


def past(hall: Hall, *, days: int, **fields):
    """Return a meeting that was called in time and is over."""
    then = timezone.now() - timedelta(days=days + 5)
    return called(hall, now=then, days=-days, **fields)


def by(hall: Hall) -> dict:
    return {"by": hall.coordinator, "now": timezone.now()}


def test_an_agenda_has_sections_a_clock_presenters_and_tells_when_it_is_too_long(hall):
    meeting = called(
        hall,
        items=(
            ItemValues(title_sv="Öppning", minutes=10),
            ItemValues(
                title_sv="Beslut", minutes=100, section_sv="Ärenden", presented_by_id=hall.deputy.pk
            ),
            ItemValues(title_sv="Övrigt", minutes=30, cost_sv="Inga pengar"),
        ),
    )
    client = client_of(hall.coordinator)

    page = client.get(path("meeting_detail", meeting.pk))
    edit = client.get(path("meeting_edit", meeting.pk))

    assert [each["title"] for each in page.context["sections"]] == ["", "Ärenden"]
    assert page.context["sections"][1]["rows"][0]["by"] == "Tuva Sund"
    assert (page.context["minutes"], page.context["length"], page.context["over"]) == (140, 120, 20)
    for answer in (page, edit):
        assert "20 minutes more than the meeting lasts" in answer.content.decode()
    kept = values_of(meeting=meeting)
    change_meeting(meeting_id=meeting.pk, version=meeting.version, values=kept, **by(hall))
    assert values_of(meeting=meeting) == kept


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": -1},
        {"minutes": 601},
        {"presenter": "Ordföranden"},
        {"presented_by_id": 10**9},
    ],
)
def test_an_item_that_cannot_be_is_refused_with_a_sentence(hall, wrong):
    meeting = draft(hall)
    values = values_of(meeting=meeting)
    given = {"title_sv": "Läget", "presented_by_id": hall.members[0].pk, **wrong}
    wrong = replace(values, items=(ItemValues(**given),))

    with pytest.raises(ValidationError):
        change_meeting(meeting_id=meeting.pk, version=0, values=wrong, **by(hall))

    assert values_of(meeting=meeting) == values


def test_a_matter_is_suggested_ordered_changed_dropped_and_taken_up(hall):
    member, meeting = hall.members[0], draft(hall)
    now = timezone.now()
    first, second, third = (
        suggest_matter(body_id=hall.body.pk, values=MatterValues(title_sv=text), by=member, now=now)
        for text in ("Ett", "Två", "Tre")
    )
    outsider = make_user()
    refused = {"body_id": hall.body.pk, "values": MatterValues(title_sv="Fyra")}
    with pytest.raises(PermissionDenied):
        suggest_matter(**refused, by=outsider, now=now)
    with pytest.raises(PermissionDenied):
        move_matter(matter_id=first.pk, up=False, by=member, now=now)
    with pytest.raises(ValidationError):
        drop_matter(matter_id=first.pk, reason=" ", **by(hall))

    move_matter(matter_id=third.pk, up=True, **by(hall))
    waiting = BacklogItem.objects.filter(body=hall.body).waiting()
    assert [each.title for each in waiting] == ["Ett", "Tre", "Två"]
    drop_matter(matter_id=first.pk, reason="Redan gjort", **by(hall))
    change_matter(matter_id=second.pk, version=0, values=MatterValues(title_sv="Två B"), **by(hall))
    with pytest.raises(StaleEdit):
        change_matter(matter_id=second.pk, version=0, values=MatterValues(title_sv="X"), **by(hall))
    item = take_matter(matter_id=second.pk, meeting_id=meeting.pk, **by(hall))
    with pytest.raises(ValidationError):
        take_matter(matter_id=second.pk, meeting_id=meeting.pk, **by(hall))

    assert (item.meeting, item.number, item.title_sv) == (meeting, 2, "Två B")
    page = client_of(member).get(path("body_backlog", hall.body.pk))
    text = page.content.decode()
    assert [row["title"] for row in page.context["rows"]] == ["Tre"]
    assert "Redan gjort" in text
    assert "/drop/" not in text
    item.delete()
    assert set(waiting.all()) == {second, third}


def test_a_matter_is_carried_over_once_with_its_history_and_what_stands_behind_it(hall):
    old = past(hall, days=90, title_sv="3/2026", title_fi="")
    newer = past(hall, days=30, title_sv="4/2026", title_fi="")
    coming = draft(hall, title_sv="1/2027", title_fi="")
    need = make_need(hall)
    item = old.items.get()
    Link.objects.create(
        group=hall.body.group,
        from_kind=NodeKind.NEED,
        from_id=need.pk,
        relation="lifted_to",
        to_kind=NodeKind.ITEM,
        to_id=item.pk,
        at=timezone.now(),
    )
    with pytest.raises(PermissionDenied):
        carry_item(item_id=coming.items.get().pk, meeting_id=None, **by(hall))
    again = AgendaItem.objects.create(
        meeting=newer, number=2, title_sv=item.title_sv, carried_from=item
    )
    with translation.override("en"), pytest.raises(PermissionDenied, match="already"):
        carry_item(item_id=item.pk, meeting_id=coming.pk, **by(hall))
    with pytest.raises(ValidationError):
        carry_item(item_id=again.pk, meeting_id=newer.pk, **by(hall))

    matter = carry_item(item_id=again.pk, meeting_id=None, **by(hall))
    with translation.override("en"), pytest.raises(PermissionDenied, match="already"):
        carry_item(item_id=again.pk, meeting_id=None, **by(hall))
    client = client_of(hall.coordinator)
    row = client.get(path("body_backlog", hall.body.pk)).context["rows"][0]
    assert row["carried"] == "Was on 3/2026 and 4/2026"
    taken = take_matter(matter_id=matter.pk, meeting_id=coming.pk, **by(hall))

    assert "Was on 3/2026 and 4/2026" in client.get(path("item_detail", taken.pk)).content.decode()
    straight = carry_item(item_id=newer.items.get(number=1).pk, meeting_id=coming.pk, **by(hall))
    assert straight.carried_from.meeting == newer


def test_what_a_matter_builds_on_is_chosen_and_shows_on_one_screen(hall):
    meeting = draft(
        hall, items=(ItemValues(title_sv="Väg", cost_sv="Två dagar", text_sv="Förslag"),)
    )
    item, need = meeting.items.get(), make_need(hall)
    client = client_of(hall.coordinator)
    page = client.get(path("item_link", item.pk))
    assert need.title in page.content.decode()
    chair = make_actor(role=Role.CHAIR, body=hall.body)
    assert need.title not in client_of(chair).get(path("item_link", item.pk)).content.decode()

    # One press in the editor saves it and leads there.
    edit = path("meeting_edit", meeting.pk)
    saved = client.post(edit, typed(client.get(edit), place="Kvarken", build_on="1"))
    assert saved["Location"] == path("item_link", item.pk)

    with pytest.raises(ValidationError):
        link_item(item_id=item.pk, ref=Ref(NodeKind.NEED, 10**9), **by(hall))
    link_item(item_id=item.pk, ref=Ref(NodeKind.NEED, need.pk), **by(hall))

    text = client.get(path("item_detail", item.pk)).content.decode()
    assert all(each in text for each in ("Förslag", "Två dagar", need.title, "Where it came from"))
    assert Need.objects.get(pk=need.pk).state == NeedState.LIFTED
    assert unlink_item(item_id=item.pk, ref=Ref(NodeKind.NEED, need.pk), **by(hall))
    assert need.title not in client.get(path("item_detail", item.pk)).content.decode()
    with pytest.raises(PermissionDenied):
        link_item(
            item_id=item.pk,
            ref=Ref(NodeKind.NEED, need.pk),
            by=hall.members[0],
            now=timezone.now(),
        )


def test_a_follow_up_is_noted_reminded_of_once_a_stage_and_done_by_its_organisation(hall):
    meeting, now = called(hall), timezone.now()
    organisation, sitting = hall.seats[0].organisation, hall.members[0]
    values = FollowUpValues(organisation, today() + timedelta(days=20), text_sv="Berätta hemma")
    item = meeting.items.get()
    for wrong in (
        {"due_on": today() - timedelta(days=1)},
        {"text_sv": ""},
        {"organisation": make_hall().seats[0].organisation},
    ):
        with pytest.raises(ValidationError):
            note_follow_up(item_id=item.pk, values=replace(values, **wrong), **by(hall))
    row = note_follow_up(item_id=item.pk, values=values, **by(hall))
    kept = replace(values_of(meeting=meeting), items=())
    with translation.override("en"), pytest.raises(ValidationError, match="follow-up"):
        change_meeting(meeting_id=meeting.pk, version=meeting.version, values=kept, **by(hall))

    assert remind_of_follow_ups(now=now) == 0
    late = now + timedelta(days=28)
    assert remind_of_follow_ups(now=late) > 0
    assert remind_of_follow_ups(now=late) == 0
    told = follow_up_mail({"follow_up": row.pk, "stage": -7}, sitting)
    assert told["is_late"]
    assert follow_up_mail({"follow_up": row.pk}, hall.members[1]) is None
    ours = client_of(sitting).get(path("follow_up_done", row.pk))
    assert "Berätta hemma" in ours.content.decode()
    with pytest.raises(PermissionDenied):
        finish_follow_up(follow_up_id=row.pk, note="", by=hall.members[1], now=now)

    finish_follow_up(follow_up_id=row.pk, note="Klart", by=sitting, now=now)
    finish_follow_up(follow_up_id=row.pk, note="Igen", **by(hall))

    assert FollowUp.objects.get(pk=row.pk).note == "Klart"
    assert follow_up_mail({"follow_up": row.pk}, sitting) is None
    assert mail.outbox == []


def test_a_standing_item_fills_itself_and_its_kept_text_holds_only_what_all_may_read(hall):
    past(hall, days=30)
    need = make_need(hall)
    meeting = called(hall, items=(since_last_time(),), visibility=Visibility.GROUP)
    values = FollowUpValues(
        hall.seats[0].organisation, today() + timedelta(days=5), text_sv="Berätta hemma"
    )
    item = meeting.items.get()
    note_follow_up(item_id=item.pk, values=values, **by(hall))
    Need.objects.filter(pk=need.pk).update(visibility=Visibility.GROUP, body=None)

    filled = client_of(hall.members[1]).get(path("meeting_detail", meeting.pk))
    text = filled.content.decode()
    kept = standing_text(item=item, language="sv", **by(hall))

    assert need.title in text
    assert "Berätta hemma" in text
    assert need.title_sv in kept
    assert "Berätta hemma" not in kept
    begun = begin_minutes(
        meeting_id=meeting.pk, by=hall.coordinator, now=meeting.starts_at + timedelta(minutes=5)
    )
    part = begun.parts.get(item=item)
    assert need.title_sv in part.text_sv
    assert need.title_fi in part.text_fi
    plain = AgendaItem(meeting=meeting, number=2, title_sv="Annat")
    assert standing_text(item=plain, language="sv", **by(hall)) == ""
    shown = f"{path('meeting_detail', meeting.pk)}?lang=en"
    gone = timezone.now() - timedelta(days=1)
    over = {"starts_at": gone, "ends_at": gone + timedelta(hours=1)}
    for is_told, change in ((True, over), (False, {"state": "cancelled", "cancelled_at": gone})):
        Meeting.objects.filter(pk=meeting.pk).update(**change)
        said = "stands in the minutes" in client_of(hall.coordinator).get(shown).content.decode()
        assert said is is_told


def test_pages_cost_the_same_whatever_fills_them(hall):
    past(hall, days=30)
    meeting = called(hall, items=(since_last_time(),))
    item = meeting.items.get()
    link_item(item_id=item.pk, ref=Ref(NodeKind.NEED, make_need(hall).pk), **by(hall))
    client = client_of(hall.coordinator)
    addresses = (
        path("meeting_detail", meeting.pk),
        path("item_detail", item.pk),
        path("body_backlog", hall.body.pk),
    )

    def counts():
        found = []
        for address in addresses:
            client.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(address).status_code == 200
            found.append(len(seen))
        return found

    before = counts()
    for number in range(6):
        make_need(hall, title_sv=f"Behov {number}")
        suggest_matter(
            body_id=hall.body.pk, values=MatterValues(title_sv=f"Sak {number}"), **by(hall)
        )
        AgendaItem.objects.create(
            meeting=meeting, number=number + 2, title_sv="x", standing=StandingKind.NEEDS
        )

    after = counts()
    assert before == after
    assert max(after[:2]) <= 14
    assert after[2] <= 8


def test_what_somebody_presents_goes_to_the_deputy_when_the_mandate_ends(hall):
    member, other = hall.members
    items = tuple(ItemValues(title_sv="x", presented_by_id=user.pk) for user in (member, other))
    meeting = called(hall, items=items)
    for user in (member, other):
        end_mandate(
            holder_id=user.mandates.get().pk, last_day=today() - timedelta(days=1), **by(hall)
        )

    first, second = meeting.items.order_by("number")
    assert (first.presented_by, second.presented_by) == (hall.deputy, other)
    page = client_of(hall.coordinator).get(path("meeting_detail", meeting.pk)).content.decode()
    assert page.count("Has left the group") == 1
