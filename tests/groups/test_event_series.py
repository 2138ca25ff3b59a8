"""A series of events over the years: its page, its rewording, and who looks after it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import override

from elo_platform.audit.models import AuditEvent
from groups.models import EventSeries, RoleGrant
from groups.permissions import Role
from groups.services.event_after import write_notes
from groups.services.event_series import SeriesValues, change_series, start_series
from tests.factories import make_actor, make_group, today
from tests.groups.events import drafted, opened, over
from tests.groups.meetings import make_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall():
    return make_hall()


def begun(*, by, group=None, **texts) -> EventSeries:
    values = SeriesValues(**({"title_sv": "Vårens seminarier"} | texts))
    return start_series(group_id=group and group.pk, values=values, by=by, now=timezone.now())


def typed(series, **fields):
    names = ("title_sv", "title_fi", "about_sv", "about_fi")
    own = {name: getattr(series, name) for name in names}
    own |= {"version": series.version, "owner": series.owner_id or ""}
    return own | fields | {"form_key": str(uuid4())}


def test_the_page_of_a_series_tells_what_came_of_each_event(
    client, hall, django_assert_max_num_queries
):
    group, by = hall.body.group, hall.coordinator
    series = begun(by=by, group=group, about_sv="Varje vår.", owner=by)
    past = over(opened(by=by, group=group, series=series))
    texts = {"notes_sv": "Nio kom.", "notes_fi": "", "take_home_sv": "", "take_home_fi": ""}
    write_notes(event_id=past.pk, version=past.version, texts=texts, by=by, now=timezone.now())
    opened(by=by, group=group)
    page, costs, shown = f"/event-series/{series.pk}/?lang=en", [], []
    member, researcher = hall.members[0], make_actor(role=Role.RESEARCHER)

    for user in (by, member, researcher, by, member, researcher):
        client.force_login(user)
        with django_assert_max_num_queries(14) as found:
            shown.append(client.get(page).context)
        costs.append(len(found))
        if user == researcher:
            drafted(by=by, group=group, series=series)
            opened(by=by, group=group, series=series)

    assert costs[:3] == costs[3:]
    assert [row["take_home"] for row in shown[0]["rows"]] == [("sv", "Nio kom.")]
    assert [row["status"]["text"][:5] for row in shown[3]["rows"]] == ["Open ", "Draft", "Held"]
    # Drafts stay with those who arrange; a researcher reads the group and sees no people.
    assert [len(each["rows"]) for each in shown[3:]] == [3, 2, 2]
    assert [each["owner"] for each in shown[:3]] == [by.name, by.name, ""]
    assert [each["may_change"] for each in shown[:3]] == [True, False, False]
    # The way there: from the event, and from the group's events with as many as one may open.
    client.force_login(member)
    assert page.partition("?")[0] in client.get(f"/events/{past.pk}/").content.decode()
    [line] = client.get(f"/groups/{group.pk}/events/").context["series"]
    assert (line["title"], line["owner"], line["number"]) == (("sv", series.title_sv), by.name, 3)
    client.force_login(by)
    assert page.partition("?")[0] in {row["url"] for row in client.get("/me/").context["series"]}
    # And on from there: the next event begins in the series.
    form = client.get(shown[0]["new_url"]).context["form"]
    assert form["series"].value() == series.pk


def test_a_series_of_elsewhere_is_hidden_and_its_event_does_not_lead_there(client, hall):
    by = hall.coordinator
    series = begun(by=by, group=hall.body.group)
    event = opened(by=by, group=hall.body.group, series=series, visibility="all_regions")
    national = begun(by=make_actor(role=Role.NATIONAL))
    url = f"/event-series/{series.pk}/"

    client.force_login(make_actor(role=Role.COORDINATOR, group=make_group()))

    page = client.get(f"/events/{event.pk}/")
    assert series.title_sv in page.content.decode()
    assert url not in page.content.decode()
    assert [client.get(f"{url}{end}").status_code for end in ("", "edit/")] == [404, 404]
    far = f"/event-series/{national.pk}/"
    assert [client.get(f"{far}{end}").status_code for end in ("", "edit/")] == [200, 403]


def test_a_series_is_reworded_by_one_at_a_time_and_keeps_who_looks_after_it(client, hall):
    group, by = hall.body.group, hall.coordinator
    keeper = make_actor(role=Role.CHAIR, body=hall.body)
    series = begun(by=by, group=group, owner=keeper)
    edit = f"/event-series/{series.pk}/edit/?lang=en"
    before = typed(series, title_sv="Mitt namn")

    client.force_login(hall.members[0])
    forbidden = client.post(edit, typed(series, title_sv="Annat"))
    client.force_login(by)
    RoleGrant.objects.filter(user=keeper).update(ends_on=today() - timedelta(days=1))
    done = client.post(edit, typed(series, title_sv="Höstens seminarier"))
    stale = client.post(edit, before)
    series.refresh_from_db()
    empty = client.post(edit, typed(series, title_sv=""))
    stranger = client.post(edit, typed(series, owner=hall.members[0].pk))

    # The service knows no form.
    given = {"series_id": series.pk, "version": 1, "now": timezone.now()}
    named = SeriesValues(title_sv="Annat", owner=hall.members[0])
    with override("en"), pytest.raises(ValidationError, match="arranges events"):
        change_series(values=named, by=by, **given)
    with pytest.raises(PermissionDenied):
        change_series(values=SeriesValues(title_sv="Annat"), by=hall.members[0], **given)

    codes = [each.status_code for each in (forbidden, done, stale, empty, stranger)]
    assert codes == [403, 302, 409, 422, 422]
    both = [(row["mine"], row["theirs"]) for row in stale.context["differences"]]
    assert both == [("Mitt namn", "Höstens seminarier")]
    # Who has left the task stays named until somebody else takes it over, and the page says so.
    assert (series.owner, series.title_sv, series.version) == (keeper, "Höstens seminarier", 1)
    page = client.get(f"/event-series/{series.pk}/")
    assert (page.context["owner"], page.context["owner_stays"]) == (keeper.name, False)
    assert client.post(edit, typed(series, owner=by.pk)).status_code == 302
    series.refresh_from_db()
    assert series.owner == by
    assert AuditEvent.objects.filter(kind="event_series_changed").count() == 2
    assert str(keeper.pk) not in client.get(edit).content.decode().partition('name="owner"')[2]
