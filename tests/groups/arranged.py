"""A series, a template and a date poll of the world's leading group, made by the services."""

from datetime import time, timedelta

from django.utils import timezone

from groups.models import AgendaTemplate, DatePoll, Series
from groups.services.agenda import ItemValues
from groups.services.agenda_templates import TemplateValues, make_template
from groups.services.polls import PollValues, SlotValues, ask_poll
from groups.services.series import make_series
from groups.services.series_plan import SeriesValues
from tests.factories import today
from tests.world import World


def world_template(world: World) -> AgendaTemplate:
    values = TemplateValues("Vanligt möte", "Tavallinen kokous", (ItemValues(title_sv="Läget"),))
    by = world.people["coordinator"]
    return make_template(body=world.leading, values=values, by=by, now=timezone.now())


def world_series(world: World) -> Series:
    """Return a series of two drafts."""
    first = today() + timedelta(days=20)
    values = SeriesValues(
        frequency="weekly",
        weekday=first.weekday(),
        first_on=first,
        last_on=first + timedelta(days=7),
        begins=time(9),
        ends=time(11),
        title_sv="Beredning",
        title_fi="Valmistelu",
        skips_july=False,
        skips_holidays=False,
        owner_id=world.people["coordinator"].pk,
    )
    by = world.people["coordinator"]
    return make_series(body=world.leading, values=values, by=by, now=timezone.now())


def world_poll(world: World, **fields) -> DatePoll:
    days = [today() + timedelta(days=n) for n in (20, 21)]
    given = {
        "title_sv": "Extra möte",
        "title_fi": "Ylimääräinen kokous",
        "closes_on": today() + timedelta(days=9),
        "slots": tuple(SlotValues(day, time(9), time(11)) for day in days),
    }
    values = PollValues(**(given | fields))
    by = world.people["coordinator"]
    return ask_poll(body=world.leading, values=values, by=by, now=timezone.now())
