"""The pages of series, templates and date polls: what is shown first, and what a press does."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groups.models import AgendaTemplate, DatePoll, Meeting, Series
from groups.services.backlog import MatterValues, suggest_matter
from tests.browsing import client_of
from tests.factories import today
from tests.groups.meetings import make_hall
from tests.groups.test_import_pages import read_csv
from tests.groups.test_meeting_pages import typed
from tests.groups.test_polls import asked
from tests.groups.test_series import begun

pytestmark = pytest.mark.django_db


def path(name, pk) -> str:
    return reverse(f"groups:{name}", args=[pk])


def in_days(days: int) -> str:
    day = today() + timedelta(days=days)
    return f"{day.day}.{day.month}.{day.year}"


def sent(page, **changes) -> dict[str, str]:
    """Return what a browser would send from the form of `page`; boxes that are empty stay away."""
    data = {}
    for field in page.context["form"]:
        value = field.value()
        if value is not None and value is not False:
            shown = field.field.widget.format_value(value)
            if shown is not None or value is True:
                data[field.html_name] = str(shown[0] if isinstance(shown, list) else shown)
    return data | changes


def own_series(client: Client) -> list[str]:
    """Return the series that the reader looks after, as the page of what waits lists them."""
    return [row["url"] for row in client.get("/me/").context["series"]]


def test_a_series_shows_its_days_before_anything_is_made(hall):
    client, address = client_of(hall.coordinator), path("series_new", hall.body.pk)
    page = client.get(address)
    rule = {
        "title_sv": "Beredning",
        "frequency": "weekly",
        "weekday": "1",
        "first_on": in_days(7),
        "last_on": in_days(34),
        "begins": "9",
        "ends": "10.30",
    }

    shown = client.post(address, sent(page, **rule))
    preview = shown.context["preview"]
    other = rule | {"seen": preview.mark, "save": "1", "weekday": "2"}
    changed = client.post(address, sent(shown, **other))
    assert not Series.objects.exists()
    done = client.post(address, sent(shown, **rule, seen=preview.mark, save="1"))

    assert (shown.status_code, changed.status_code, done.status_code) == (200, 200, 302)
    assert changed.context["preview"].mark != preview.mark
    series = Series.objects.get()
    assert Meeting.objects.filter(series=series, state="draft").count() == preview.made == 4
    assert client.get(done.url).status_code == 200
    page = client.get(address)
    for wrong in ({"last_on": ""}, {"first_on": "31.2.2027"}, {"last_on": in_days(1)}):
        assert client.post(address, sent(page, **(rule | wrong))).status_code == 422


def test_a_change_is_shown_then_saved_and_a_late_one_gets_both_texts(hall):
    series = begun(hall)
    client, address = client_of(hall.coordinator), path("series_edit", series.pk)
    page = client.get(address)

    shown = client.post(address, sent(page, place="Kvarken"))
    assert shown.context["form"].errors == {}
    mark = shown.context["preview"].mark
    done = client.post(address, sent(shown, seen=mark, save="1"))
    late = client.post(address, sent(page, place="Wasa", form_key=str(uuid.uuid4())))
    mark = late.context["preview"].mark
    late = client.post(address, sent(late, seen=mark, save="1"))

    assert (done.status_code, late.status_code) == (302, 409)
    assert Meeting.objects.filter(series=series, place="Kvarken").count() == 5
    labels = [row["mine"] for row in late.context["differences"]]
    assert labels == ["Wasa"]
    assert own_series(client) == []
    Series.objects.update(owner=hall.coordinator)
    assert own_series(client) == [f"/series/{series.pk}/"]

    end = client.get(path("series_end", series.pk))
    assert client.post(path("series_end", series.pk), sent(end)).status_code == 302
    assert Meeting.objects.filter(series=series).count() == 3
    assert own_series(client) == []


def test_a_template_is_written_with_rows_and_begins_a_new_meeting(hall):
    client, address = client_of(hall.coordinator), path("template_new", hall.body.pk)
    page = client.get(address)
    data = typed(page, **{"name_sv": "Vanligt", "item-0-title_sv": "Läget", "item-0-minutes": "15"})
    more = client.post(address, data | {"add": "1"})
    data = typed(more, **{"item-1-title_sv": "Övriga"})
    swapped = client.post(address, data | {"down": "1"})
    assert client.post(address, typed(swapped)).status_code == 302

    template = AgendaTemplate.objects.get()
    assert [item.title_sv for item in template.items.all()] == ["Övriga", "Läget"]
    new = client.get(f"{path('meeting_new', hall.body.pk)}?template={template.pk}")
    rows = [row["title_sv"].value() for row in new.context["editor"].rows]
    assert rows == ["Övriga", "Läget"]
    remove = client.get(path("template_remove", template.pk))
    assert client.post(path("template_remove", template.pk), sent(remove)).status_code == 302
    assert not AgendaTemplate.objects.exists()


def test_a_poll_is_asked_answered_and_closed_on_its_pages(hall):
    client, address = client_of(hall.coordinator), path("poll_new", hall.body.pk)
    editor = client.get(address).context["editor"]
    data = {"form_key": editor.form["form_key"].value(), "slot_count": "3", "title_sv": "Extra"}
    data |= {"zone": "Europe/Helsinki", "closes_on": in_days(9)}
    none = client.post(address, data)
    for index, days in enumerate((20, 21)):
        data |= {f"slot-{index}-day": in_days(days)}
        data |= {f"slot-{index}-begins": "9", f"slot-{index}-ends": "11"}
    wider = client.post(address, data | {"add": "1"})

    done = client.post(address, data)

    assert (none.status_code, wider.status_code, done.status_code) == (422, 200, 302)
    assert len(wider.context["editor"].rows) == 4
    poll = DatePoll.objects.get()
    member, answer = client_of(hall.members[0]), path("poll_answer", poll.pk)
    page = member.get(answer)
    slots = list(poll.slots.all())
    says = {f"slot-{slots[0].pk}": "no", f"slot-{slots[1].pk}": "yes"}
    assert member.post(answer, sent(page, **says)).status_code == 302
    assert Client().get(answer).status_code == 302
    make = client.get(path("poll_make", poll.pk))
    assert make.context["form"]["slot"].value() == slots[1].pk
    made = client.post(path("poll_make", poll.pk), sent(make, is_called="call"))
    assert made.status_code == 302
    assert Meeting.objects.get().state == "called"
    assert member.get(answer).status_code == 403


def test_the_lists_of_a_body_leave_as_files_for_who_reads_them(hall):
    begun(hall)
    given = {"body_id": hall.body.pk, "by": hall.members[0], "now": timezone.now()}
    suggest_matter(values=MatterValues(title_sv="=Väntetider", minutes=20), **given)
    reader, stranger = client_of(hall.members[0]), client_of(make_hall().members[0])

    for name, first in (("backlog_export", "'=Väntetider"), ("series_export", "Beredning")):
        address = reverse(f"groups:{name}", args=[hall.body.pk, "csv"])
        assert stranger.get(address).status_code == 404
        rows = read_csv(reader.get(address, {"lang": "sv"}))
        assert [row[0] for row in rows[1:]] == [first]
        assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.parametrize("name", ["body_arranging", "series_detail", "poll_detail"])
def test_pages_cost_as_much_with_one_row_as_with_many(hall, name):
    series, poll = begun(hall), asked(hall)
    pk = {"body_arranging": hall.body.pk, "series_detail": series.pk, "poll_detail": poll.pk}[name]
    client = client_of(hall.coordinator)
    client.get(path(name, pk))

    costs = []
    for _turn in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(path(name, pk)).status_code == 200
        costs.append(len(queries))
        begun(hall)
        asked(hall)

    assert costs[0] == costs[1] <= 14, costs
    if name == "series_detail":
        rows = client.get(path(name, pk)).context["rows"]
        assert {client.get(row.move_url).status_code for row in rows} == {200}
