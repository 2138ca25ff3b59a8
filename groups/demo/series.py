"""A series, a template and a date poll of a leading group, made as in earnest."""

from datetime import time, timedelta

from elo_platform.accounts.models import User
from groups.demo.cast import cast
from groups.demo.deep import DeepGroup
from groups.demo.meetings import TUESDAY, WEDNESDAY
from groups.demo.stage import Stage
from groups.models.series import Frequency
from groups.models.standing import Purpose, StandingKind
from groups.services.agenda import ItemValues
from groups.services.agenda_templates import TemplateValues, make_template
from groups.services.polls import PollValues, SlotValues, answer_poll, ask_poll
from groups.services.series import make_series
from groups.services.series_plan import SeriesValues
from groups.states import SlotAnswer

ITEMS = (
    ItemValues(
        title_sv="Sedan förra mötet",
        title_fi="Edellisen kokouksen jälkeen",
        purpose=Purpose.INFORM,
        minutes=15,
        standing=StandingKind.SINCE,
    ),
    ItemValues(
        title_sv="Aktuella ärenden",
        title_fi="Ajankohtaiset asiat",
        purpose=Purpose.DISCUSS,
        minutes=60,
    ),
    ItemValues(
        title_sv="Vad tar vi hem?",
        title_fi="Mitä viemme kotiin?",
        purpose=Purpose.DECIDE,
        presenter="Ordföranden",
        minutes=15,
    ),
)


def arrange_series(stage: Stage, deep: DeepGroup, coordinator: User) -> None:
    """Keep a template, draft next year's meetings by a rule, and ask for an extra day."""
    body, now = deep.bodies["leading"], stage.now
    template = make_template(
        body=body,
        values=TemplateValues("Vanligt möte", "Tavallinen kokous", ITEMS),
        by=coordinator,
        now=now,
    )
    make_series(
        body=body,
        values=SeriesValues(
            frequency=Frequency.MONTH_WEEKDAY,
            weekday=TUESDAY,
            ordinal=2,
            interval=3,
            first_on=stage.in_days(60).replace(day=1),
            last_on=stage.in_days(400),
            begins=time(13),
            ends=time(15),
            title_sv="Ledningsgruppens ordinarie möte",
            title_fi="Johtoryhmän varsinainen kokous",
            place=stage.places[deep.code].town,
            owner_id=coordinator.pk,
            template_id=template.pk,
        ),
        by=coordinator,
        now=now,
    )
    _ask(stage, deep, coordinator)


def _ask(stage: Stage, deep: DeepGroup, coordinator: User) -> None:
    """Ask for a day, and let two of three answer: the second time suits most."""
    asked_at = stage.now - timedelta(days=2)
    days = [stage.in_days(30, weekday=weekday) for weekday in (TUESDAY, WEDNESDAY)]
    times = [(days[0], 9), (days[0], 13), (days[1], 9)]
    poll = ask_poll(
        body=deep.bodies["leading"],
        values=PollValues(
            closes_on=stage.in_days(8),
            slots=tuple(SlotValues(day, time(hour), time(hour + 2)) for day, hour in times),
            title_sv="Extra möte om budgeten",
            title_fi="Ylimääräinen kokous talousarviosta",
            place="På distans",
        ),
        by=coordinator,
        now=asked_at,
    )
    slots = list(poll.slots.values_list("pk", flat=True))
    said = (
        (SlotAnswer.NO, SlotAnswer.YES, SlotAnswer.IF_NEEDED),
        (SlotAnswer.YES, SlotAnswer.YES, SlotAnswer.NO),
    )
    own = {person.email for person in cast()}
    for place, row in enumerate(poll.asked.select_related("user").order_by("pk")):
        # The demo's own accounts answer by hand.
        if place % 3 < 2 and row.user.email not in own:
            answers = dict(zip(slots, said[place % 3], strict=True))
            given = {"asked_id": row.pk, "answers": answers, "comment": "", "by": row.user}
            answer_poll(**given, now=asked_at + timedelta(hours=5))
