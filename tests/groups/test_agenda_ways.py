"""From a meeting to what waits for it: the ways on its page, and where a taken matter lands."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groups.models import AgendaTemplate
from groups.models.series import TemplateItem
from groups.services.agenda import ItemValues, place_item
from groups.services.backlog import MatterValues, suggest_matter, take_matter
from tests.browsing import client_of, soup
from tests.groups.meetings import called, draft

pytestmark = pytest.mark.django_db

OPENING = ItemValues(title_sv="Sedan sist", standing="since")
MATTER = ItemValues(title_sv="Läget")
NEWS = ItemValues(title_sv="Nyheter", standing="news")
END = ItemValues(title_sv="Mötet avslutas")


def path(name, pk) -> str:
    return reverse(f"groups:{name}", args=[pk])


def waits(hall, title="Väntetider"):
    values = MatterValues(title_sv=title)
    given = {"body_id": hall.body.pk, "by": hall.members[0], "now": timezone.now()}
    return suggest_matter(values=values, **given)


def ways_on(client, meeting) -> list[str]:
    page = soup(client.get(path("meeting_detail", meeting.pk)))
    ends = ("href*='?meeting='", "href$='#agenda'", "href*='?template='")
    ways = page.select(", ".join(f"main a[{end}]" for end in ends))
    return [link["href"] for link in ways]


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ((OPENING, MATTER, END), ["Sedan sist", "Läget", "Ny", "Mötet avslutas"]),
        ((MATTER, NEWS), ["Läget", "Ny", "Nyheter"]),
        ((MATTER, NEWS, END), ["Läget", "Ny", "Nyheter", "Mötet avslutas"]),
        ((OPENING, END), ["Sedan sist", "Ny", "Mötet avslutas"]),
        ((ItemValues(title_fi="Kokouksen päättäminen"),), ["Ny", "Kokouksen päättäminen"]),
        # What opens the meeting closes nothing.
        ((OPENING,), ["Sedan sist", "Ny"]),
        ((OPENING, NEWS), ["Sedan sist", "Nyheter", "Ny"]),
        ((MATTER,), ["Läget", "Ny"]),
        ((), ["Ny"]),
    ],
)
def test_a_matter_comes_before_what_closes_the_meeting(hall, items, expected):
    meeting, given = draft(hall, items=items), {"by": hall.coordinator, "now": timezone.now()}

    take_matter(matter_id=waits(hall, "Ny").pk, meeting_id=meeting.pk, **given)

    rows = list(meeting.items.all())
    assert [item.title_sv or item.title_fi for item in rows] == expected
    assert [item.number for item in rows] == list(range(1, len(expected) + 1))


def test_a_draft_and_a_called_meeting_lead_to_what_waits_and_to_the_editor(hall):
    client = client_of(hall.coordinator)
    for meeting in (draft(hall, items=()), draft(hall), called(hall)):
        ways = ways_on(client, meeting)
        assert ways == [
            f"{path('body_backlog', hall.body.pk)}?meeting={meeting.pk}",
            path("meeting_edit", meeting.pk) + "#agenda",
        ]
        assert soup(client.get(path("meeting_edit", meeting.pk))).select("#agenda")
        assert client.get(ways[0]).status_code == 200
    assert ways_on(client_of(hall.members[0]), meeting) == []


def test_a_meeting_that_has_begun_leads_nowhere(hall):
    held = called(hall, days=-1, now=timezone.now() - timedelta(days=9))

    assert ways_on(client_of(hall.coordinator), held) == []


def test_the_number_that_waits_costs_one_query(hall):
    client, meeting = client_of(hall.coordinator), draft(hall)
    address = path("meeting_detail", meeting.pk)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert len([each for each in queries if "groups_backlogitem" in each["sql"]]) == 1
    assert page.context["ways"]["waiting"] == 0

    waits(hall)

    page = client.get(address)
    assert page.context["ways"]["waiting"] == 1
    assert "Take from what waits (1)" in page.content.decode()


def test_the_meeting_from_which_the_reader_came_is_chosen(hall):
    client = client_of(hall.coordinator)
    meetings, matter = [draft(hall, days=days) for days in (10, 20)], waits(hall)

    backlog = client.get(ways_on(client, meetings[1])[0])
    take = client.get(backlog.context["rows"][0]["take_url"])

    assert take.context["matter"] == matter
    [chosen] = soup(take).select("select[name=meeting] option[selected]")
    assert chosen["value"] == str(meetings[1].pk)


def test_an_empty_agenda_begins_from_a_template(hall):
    client, meeting = client_of(hall.coordinator), draft(hall, items=())
    template = AgendaTemplate.objects.create(
        body=hall.body, name_sv="Vanligt", made_by=hall.coordinator, made_at=timezone.now()
    )
    TemplateItem.objects.create(template=template, number=1, title_sv="Läget")
    edit = f"{path('meeting_edit', meeting.pk)}?template={template.pk}"

    assert ways_on(client, meeting)[-1] == edit
    page = client.get(edit)
    assert [row["title_sv"].value() for row in page.context["editor"].rows] == ["Läget"]
    assert edit in page.content.decode()

    given = {"by": hall.coordinator, "now": timezone.now()}
    place_item(meeting_id=meeting.pk, item=ItemValues(title_sv="Eget"), **given)

    assert edit not in ways_on(client, meeting)
    again = client.get(edit)
    assert [row["title_sv"].value() for row in again.context["editor"].rows] == ["Eget"]


def test_the_list_of_meetings_leads_to_what_waits(hall):
    client = client_of(hall.members[0])
    waits(hall)

    arranging, backlog = path("body_arranging", hall.body.pk), path("body_backlog", hall.body.pk)
    assert arranging in client.get(path("group_meetings", hall.body.group_id)).content.decode()
    [way] = soup(client.get(arranging)).select(f"main a[href='{backlog}']")
    assert "(1)" in way.text
