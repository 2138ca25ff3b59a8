"""When one body goes into another, its discussions go along (port BODIES_MERGED)."""

from datetime import datetime

from django.db import transaction

from forums.models import Space, Topic
from forums.services.spaces import make_body_space
from groups.models import Body


@transaction.atomic
def move_topics(*, old: Body, target: Body, now: datetime) -> int:
    """Move the discussions of a body to another's space, and archive its own; return how many.

    They keep their addresses and all that was written.
    """
    space = make_body_space(body=target, by=None, now=now)
    Space.objects.select_for_update().get(pk=space.pk)
    count = Topic.objects.filter(space__body=old).update(space=space)
    Space.objects.filter(body=old, archived_at=None).update(archived_at=now)
    return count
