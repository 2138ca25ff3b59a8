"""The whole demo, once: people, groups, seats, meetings, invitations."""

from datetime import datetime, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.accounts.services.load_sets import make_people
from elo_platform.lib.statistics import refresh_statistics
from groups.demo.agreements import make_agreements
from groups.demo.backlog import fill_backlog
from groups.demo.bodies import describe_bodies
from groups.demo.cast import account, cast
from groups.demo.deep import WORKING, DeepGroup, appoint_chairs, appoint_others
from groups.demo.events import arrange_events
from groups.demo.foundation import LEADING, NETWORK, SAVO_LEVELS, USUAL_LEVELS, found, set_up
from groups.demo.guidelines import lay_guidelines
from groups.demo.handover import hand_on
from groups.demo.invitations import invite_people, write_to_network
from groups.demo.lesser import hold_meetings, seat_members
from groups.demo.mandate import give_means
from groups.demo.meetings import call_coming_meetings, hold_past_meetings
from groups.demo.minutes import keep_minutes
from groups.demo.need_words import say_of_needs
from groups.demo.needs import raise_needs
from groups.demo.networks import tell_of_networks
from groups.demo.organisations import keep_register
from groups.demo.outcomes import record_outcomes
from groups.demo.reorganisations import prepare_reorganisation
from groups.demo.seminar import hold_seminars
from groups.demo.series import arrange_series
from groups.demo.skills import say_who_can
from groups.demo.stage import Stage, rows
from groups.demo.statements import enter_statements
from groups.demo.targets import set_targets
from groups.demo.timeline import tell_lives
from groups.demo.years import plan_years
from groups.models import EloGroup
from groups.services.load_sets import forget_old_mail
from groups.states import GroupState

COORDINATORS = {
    "pohjois-karjala": account("coordinator"),
    "pohjanmaa": account("coordinator.osterbotten"),
}
# Mail of the invented past is not sent; what happened lately is, so that there is some to see.
MAIL_DAYS = 15


def is_loaded() -> bool:
    """Tell whether the demo is there: its accounts come first and go with it."""
    return User.objects.with_address(account("coordinator")).exists()


@transaction.atomic
def load_demo(*, now: datetime) -> int:
    """Load the demo into a database with reference data; return how many groups it made.

    It is all or nothing, and nothing where it has been loaded before.
    """
    if is_loaded():
        return 0
    stage = Stage(now=now)
    own = make_people(people=cast(), now=now)
    listed = rows("groups.csv")
    hired = iter(stage.hire(len(listed), ["fi", "fi", "sv"], public=True))
    groups: dict[str, tuple[EloGroup, User]] = {}
    for place, row in enumerate(listed):
        coordinator = own.get(COORDINATORS.get(row["key"], "")) or next(hired)
        group = found(stage, row, coordinator)
        groups[row["key"]] = group, coordinator
        if row["shape"] == "deep":
            _deep(stage, row, group, coordinator)
        else:
            _lesser(stage, row, group, coordinator, place)
    give_means(stage, groups)
    say_who_can(stage, groups)
    tell_lives(stage, groups)
    plan_years(stage, groups)
    describe_bodies(stage, groups)
    set_targets(stage, groups)
    tell_of_networks(stage, groups)
    keep_register(stage)
    make_agreements(stage, groups)
    arrange_events(stage, groups)
    hold_seminars(stage, groups)
    enter_statements(stage, groups)
    lay_guidelines(stage, groups)
    hand_on(stage, groups)
    prepare_reorganisation(stage, groups)
    forget_old_mail(before=now - timedelta(days=MAIL_DAYS))
    return len(listed)


def _deep(stage: Stage, row: dict[str, str], group: EloGroup, coordinator: User) -> None:
    key, code = row["key"], row["regions"][:2]
    bodies = [LEADING, NETWORK] + ([WORKING[key]] if key in WORKING else [])
    levels = SAVO_LEVELS if key == "pohjois-savo" else USUAL_LEVELS
    made = set_up(stage, group, coordinator, levels=levels, bodies=bodies, public=True)
    deep = DeepGroup(stage, key, code, group, made)
    deep.fill()
    refresh_statistics()
    hold_past_meetings(stage, deep, coordinator)
    if key == "pohjois-karjala":
        appoint_others(stage, deep)
        invite_people(stage, deep, coordinator)
        write_to_network(stage, deep, coordinator)
    appoint_chairs(deep)
    call_coming_meetings(stage, deep, coordinator)
    needs = raise_needs(stage, deep, coordinator)
    say_of_needs(stage, deep, coordinator, needs)
    record_outcomes(stage, deep, coordinator, needs)
    if key == "pohjanmaa":
        keep_minutes(stage, deep, coordinator)
        fill_backlog(stage, deep, coordinator)
        arrange_series(stage, deep, coordinator)


def _lesser(
    stage: Stage, row: dict[str, str], group: EloGroup, coordinator: User, place: int
) -> None:
    bodies = set_up(
        stage,
        group,
        coordinator,
        levels=USUAL_LEVELS[:2] if row["shape"] == "small" else USUAL_LEVELS,
        bodies=[LEADING],
        public=row["shape"] == "wide",
    )
    if row["state"] == GroupState.PLANNED:
        return
    members = seat_members(
        stage, group, bodies, code=row["regions"][:2], shape=row["shape"], place=place
    )
    if row["state"] == GroupState.ACTIVE:
        hold_meetings(stage, bodies, members, coordinator, place)
