"""The load set's discussions: as many as the country might have in ten years."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import cycle, islice

from django.db import transaction

from elo_platform.lib.statistics import refresh_statistics
from forums.demo.talk import TALKS
from forums.models import Space, Topic
from forums.services.load_sets import NewTopic, Writer, load_topics
from groups.demo.national import NAME
from groups.models import SeatHolder

TOPICS, POSTS, LONGEST = 20_000, 400_000, 2_000
# Posts in a discussion go round from 1 to this, so that they are 20 on average.
MOST_POSTS = 39
WRITERS = 5
SPREAD = timedelta(days=3 * 365)
TITLE = "Lastprovets diskussion"


def is_loaded() -> bool:
    """Tell whether the load set's discussions are there."""
    return Topic.objects.filter(title__startswith=TITLE).exists()


@transaction.atomic
def load_national_discussions(*, now: datetime) -> int:
    """Fill the spaces of the load set's groups; return how many discussions it made."""
    spaces = [space for space in _spaces() if space[1]]
    if is_loaded() or not spaces:
        return 0
    rows = []
    for number, (space_id, people), size in zip(
        range(TOPICS), cycle(spaces), _sizes(), strict=False
    ):
        turn = number // len(spaces)
        language = "sv" if number % 20 < 7 else "fi"
        rows.append(
            NewTopic(
                space_id=space_id,
                title=f"{TITLE} {number + 1}: {TALKS[number % len(TALKS)].title}"[:160],
                language=language,
                posts=size,
                last_at=now - SPREAD * number / TOPICS,
                writers=tuple(islice(cycle(people), turn, turn + min(WRITERS, len(people)))),
                has_been_read=number % 3 > 0,
            )
        )
    load_topics(rows=rows, texts=_texts())
    refresh_statistics("forums_topic", "forums_post", "forums_follow", "forums_readmark")
    return len(rows)


def _sizes() -> list[int]:
    """Return how many posts each discussion has: the first is the longest, the sum is `POSTS`."""
    sizes = [LONGEST, *(1 + place * 7 % MOST_POSTS for place in range(1, TOPICS))]
    place, left = 1, POSTS - sum(sizes)
    while left:
        step = 1 if left > 0 else -1
        if sizes[place] + step > 0:
            sizes[place] += step
            left -= step
        place = place % (TOPICS - 1) + 1
    return sizes


def _spaces() -> list[tuple[int, list[Writer]]]:
    """Return the spaces of the load set's groups, each with those who write there."""
    writers: dict[int, list[Writer]] = defaultdict(list)
    holders = SeatHolder.objects.current().filter(seat__body__group__name_sv__startswith=NAME)
    rows = holders.order_by("pk").values_list(
        "user", "seat__organisation", "seat__body", "seat__body__group"
    )
    for user, organisation, body, group in rows:
        writers[body].append(Writer(user, organisation))
        writers[-group].append(Writer(user, organisation))
    spaces = Space.objects.filter(group__name_sv__startswith=NAME).order_by("pk")
    ids = spaces.values_list("pk", "body", "group")
    return [(pk, writers[body or -group]) for pk, body, group in ids]


def _texts() -> dict[str, list[str]]:
    texts: dict[str, list[str]] = defaultdict(list)
    for talk in TALKS:
        for said in talk.posts:
            texts[said.language or talk.language].append(said.text)
    return texts
