"""How an action stands, said from a reminder's link without signing in."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from elo_platform import ports
from elo_platform.audit.models import AuditEvent
from elo_platform.notifications.models import Owed
from groups.models import RoleGrant
from groups.permissions import Role
from plans.models import Measure, Plan, Progress
from plans.services.measure_reminders import remind_of_measures
from tests.factories import make_actor, today
from tests.plans.plans import approved, make_desk, stranger
from tests.plans.test_offer_pages import link

pytestmark = pytest.mark.django_db


def ready():
    """Return a desk whose plan is approved."""
    desk = make_desk()
    approved(desk)
    return desk


def sent(page, **fields) -> dict[str, str]:
    form = page.context["form"]
    values = {name: form[name].value() for name in ("form_key", "action", "text")}
    return {name: str(value or "") for name, value in values.items()} | fields


@pytest.mark.parametrize(("kind", "days"), [("measure_reminder", 53), ("measure_stale", 95)])
def test_a_reminder_carries_a_link_that_reports_for_the_organisation(kind, days):
    desk = ready()
    Measure.objects.update(starts_on=None)
    if kind == "measure_stale":
        Plan.objects.update(approved_at=timezone.now() - timedelta(days=days))
        days = 0
    remind_of_measures(now=timezone.now() + timedelta(days=days))
    row = Owed.objects.get(kind=kind)
    values = ports.entry("NOTICES", kind)(row.params, row.reader)
    client = Client()
    told, done = (act["url"][act["url"].index("/act/") :] for act in values["acts"])

    page = client.get(told)
    saved = client.post(told, sent(page, action="start", text="Gruppen har samlats."))
    thanks = client.get(saved["Location"], {"saved": "1", "lang": "en"})
    finished = client.get(done)
    client.post(done, sent(finished))

    first, second = Progress.objects.order_by("pk")
    assert (first.by, first.organisation) == (desk.contact, desk.organisation)
    assert (first.status, first.text) == ("under_way", "Gruppen har samlats.")
    assert second.status == "done"
    assert "the report is saved" in thanks.content.decode()
    assert AuditEvent.objects.filter(kind="act_link_used").count() == 2


def test_a_report_that_says_nothing_comes_back_and_the_same_press_twice_counts_once():
    desk = ready()
    client, path = Client(), link(desk.measure, desk.contact, kind="measure")
    page = client.get(path, {"lang": "en"})

    empty = client.post(path, sent(page))
    data = sent(client.get(path), text="Det går framåt.")
    first, again = client.post(path, data), client.post(path, data)

    assert empty.status_code == 422
    assert first["Location"] == again["Location"]
    assert Progress.objects.count() == 1


def _end_role(desk):
    RoleGrant.objects.filter(user=desk.contact).update(ends_on=today() - timedelta(days=1))
    return desk.contact


def _deactivate(desk):
    desk.contact.is_active = False
    desk.contact.save()
    return desk.contact


def _end_plan(desk):
    Plan.objects.update(state="ended")
    return desk.contact


def _finish(desk):
    Measure.objects.update(status="done")
    return desk.contact


def _outsider(_desk):
    return make_actor(role=Role.COORDINATOR)


@pytest.mark.parametrize(
    "change", [stranger, _outsider, _end_role, _deactivate, _end_plan, _finish]
)
def test_what_no_longer_holds_gets_a_friendly_page_and_changes_nothing(change):
    desk = ready()
    client = Client()
    data = sent(
        client.get(link(desk.measure, desk.contact, kind="measure")), text="Det går framåt."
    )
    path = link(desk.measure, change(desk), kind="measure")

    pages = [client.get(path), client.post(path, data), client.get(f"{path}?saved=1")]

    assert [page.status_code for page in pages[:2]] == [410, 410]
    assert not Progress.objects.exists()
    is_named = [desk.measure.title_fi in page.content.decode() for page in pages]
    assert is_named == [change is _finish] * 3


def test_the_link_offers_what_its_reader_may_do_and_takes_nothing_else():
    desk = ready()
    client, path = Client(), link(desk.measure, desk.contact, kind="measure")
    page = client.get(path)
    acts = [code for code, _label in page.context["form"].fields["action"].choices]

    assert acts == ["", "agree", "start", "finish"]
    assert client.post(path, sent(page, action="stop", text="Nej.")).status_code == 422
    assert Measure.objects.get().status == "idea"
