"""The demo's discussions: said through the same services as in earnest, on days gone by."""

from datetime import datetime, time, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day, wall_to_utc
from forums.demo.talk import ABOUT, COORDINATOR, TALKS, Said, Talk
from forums.models import Space, Topic
from forums.services.following import follow_space
from forums.services.posts import PostValues, reply
from forums.services.raising import lift_topic, raise_topic
from forums.services.reading import mark_read
from forums.services.spaces import change_space
from forums.services.topics import close_topic, start_topic
from groups.demo.cast import account
from groups.demo.load import MAIL_DAYS
from groups.demo.stage import rows
from groups.models import EloGroup, Meeting, RoleGrant, SeatHolder
from groups.permissions import Role
from groups.services.agenda import ItemValues
from groups.services.load_sets import forget_old_mail
from groups.services.needs import NeedValues

# The accounts that have read what is older than some days; what came since is unread.
READERS = ("coordinator", "coordinator.osterbotten", "leading", "chair", "member", "working")
READ_DAYS = 7
MORNING = time(9, 12)
FOLLOWERS = 7


def is_loaded() -> bool:
    """Tell whether the demo's discussions are there."""
    return Topic.objects.filter(title=TALKS[0].title).exists()


@transaction.atomic
def load_discussions(*, now: datetime) -> int:
    """Let the demo's people discuss; return how many discussions. Nothing where they have."""
    if is_loaded():
        return 0
    for (key, space), texts in ABOUT.items():
        place = Place(key, space)
        _describe(place, texts, now)
        for member in place.members[:FOLLOWERS]:
            follow_space(space=place.space, is_followed=True, by=member)
    for talk in TALKS:
        _hold(talk, now)
    _read_some(now)
    forget_old_mail(before=now - timedelta(days=MAIL_DAYS))
    return len(TALKS)


class Place:
    """A space of a demo group, with who coordinates and who belongs."""

    def __init__(self, key: str, space: str) -> None:
        names = next(row for row in rows("groups.csv") if row["key"] == key)
        self.group = EloGroup.objects.get(name_fi=names["name_fi"])
        spaces = Space.objects.filter(group=self.group).select_related("body")
        own_body = {"body": None} if space == "group" else {"body__kind": space}
        self.space = spaces.filter(**own_body).order_by("body")[0]
        grants = RoleGrant.objects.current().filter(role=Role.COORDINATOR, group=self.group)
        self.coordinator = grants.select_related("user")[0].user
        kind = "network" if space == "group" else space
        seats = {"seat__body__group": self.group, "seat__body__kind": kind}
        holders = SeatHolder.objects.current().filter(**seats, user__is_active=True)
        own = {account(key) for key in READERS}
        self.members = [
            holder.user
            for holder in holders.select_related("user").order_by("pk")
            if holder.user.email not in own
        ]

    def person(self, by: int | str) -> User:
        """Return the coordinator, or the member at a place, counted round."""
        if by == COORDINATOR:
            return self.coordinator
        return self.members[int(by) % len(self.members)]


def _describe(place: Place, texts: tuple[str, str], now: datetime) -> None:
    change_space(
        space_id=place.space.pk,
        version=place.space.version,
        about_sv=texts[0],
        about_fi=texts[1],
        is_archived=False,
        by=place.coordinator,
        now=now,
    )


def _hold(talk: Talk, now: datetime) -> None:
    place = Place(talk.group, talk.space)
    begun = wall_to_utc(day=helsinki_day(now) - timedelta(days=talk.days), at=MORNING)
    first, *others = talk.posts
    topic = start_topic(
        space_id=place.space.pk,
        values=_values(talk, first),
        by=place.person(first.by),
        now=begun,
    )
    for said in others:
        at = begun + timedelta(hours=said.hours)
        reply(topic_id=topic.pk, values=_values(talk, said), by=place.person(said.by), now=at)
    if talk.becomes:
        _carry_on(talk, place, topic, begun + timedelta(hours=others[-1].hours + 1), now)
    if talk.is_closed:
        close_topic(topic_id=topic.pk, is_closed=True, by=place.coordinator, now=now)


def _values(talk: Talk, said: Said) -> PostValues:
    return PostValues(said.text, said.language or talk.language, talk.title)


def _carry_on(talk: Talk, place: Place, topic: Topic, at: datetime, now: datetime) -> None:
    other = "sv" if talk.language == "fi" else "fi"
    titles = {f"title_{talk.language}": talk.title, f"title_{other}": talk.other_title}
    given = {"topic_id": topic.pk, "by": place.coordinator}
    if talk.becomes == "need":
        values = NeedValues(
            raised_on=helsinki_day(topic.started_at), where=place.space.name, **titles
        )
        raise_topic(values=values, now=min(at, now), **given)
        return
    meetings = Meeting.objects.upcoming(now).filter(body__group=place.group)
    meeting = meetings.filter(body__kind="leading").first()
    if meeting:
        lift_topic(meeting_id=meeting.pk, item=ItemValues(**titles), now=now, **given)


def _read_some(now: datetime) -> None:
    """Let the demo's accounts have read what is older, and one discussion to its second post."""
    for key in READERS:
        user = User.objects.with_address(account(key)).get()
        topics = list(Topic.objects.visible_to(user).order_by("started_at", "pk"))
        for place, topic in enumerate(topics):
            if topic.last_post_at < now - timedelta(days=READ_DAYS):
                mark_read(topic=topic, number=topic.last_number, by=user)
            elif place == 0 and topic.last_number > 2:
                mark_read(topic=topic, number=topic.last_number - 1, by=user)
        for space in Space.objects.visible_to(user).filter(body=None):
            follow_space(space=space, is_followed=True, by=user)
