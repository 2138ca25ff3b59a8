"""Who gets mail about what. Following ends with the right to read, in the same transaction."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from elo_platform.accounts.models import User
from forums.models import Follow, Space, Topic
from groups.models import SeatHolder


@transaction.atomic
def follow_space(*, space: Space, is_followed: bool, by: User) -> None:
    """Tell `by` of each new discussion in a space by mail, or no longer. Twice is once."""
    if is_followed:
        Follow.objects.bulk_create([Follow(user=by, space=space)], ignore_conflicts=True)
    else:
        Follow.objects.filter(user=by, space=space).delete()


@transaction.atomic
def follow_topic(*, topic: Topic, is_followed: bool, by: User) -> None:
    """Tell `by` of each new post in a discussion by mail, or no longer. Twice is once."""
    row = Follow(user=by, topic=topic, is_muted=not is_followed)
    if not Follow.objects.filter(user=by, topic=topic).update(is_muted=row.is_muted):
        Follow.objects.bulk_create([row], ignore_conflicts=True)


def follow_from_now(*, topic: Topic, by: User) -> None:
    """Let who writes in a discussion follow it, unless they have muted it."""
    Follow.objects.bulk_create([Follow(user=by, topic=topic)], ignore_conflicts=True)


@transaction.atomic
def end_follows(*, holder: SeatHolder, by: User | None, now: datetime) -> int:
    """End what a person follows and may no longer read, as a mandate ends (port MANDATE_ENDED).

    A mandate that ends on a later day ends nothing yet: mails ask again when they are sent.
    """
    seen = Space.objects.visible_to(holder.user).values("pk")
    rows = Follow.objects.filter(user=holder.user_id)
    hidden = rows.exclude(Q(space__in=seen) | Q(topic__space__in=seen))
    return hidden.delete()[0]
