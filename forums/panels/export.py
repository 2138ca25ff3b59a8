"""The discussions of a space as they leave: what they are called, by whom, and how long."""

from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.tables import Cell, Table
from forums.models import Space, Topic
from forums.services.words import person_columns, person_of

_PERSON = {"person": "started_by", "organisation": "started_for"}


def topics_table(user: User, space: Space) -> Table:
    """Return the discussions of a space that `user` may read, the latest first; no posts."""
    columns = ("title", "posts_count", "last_post_at", *person_columns(**_PERSON))
    found = Topic.objects.visible_to(user).filter(space=space).latest_first().values(*columns)
    rows: list[list[Cell]] = [
        [
            row["title"],
            person_of(row=row, **_PERSON)["name"],
            row["posts_count"],
            timezone.localtime(row["last_post_at"]).date(),
        ]
        for row in found
    ]
    headers = [
        *(gettext("Discussion"), gettext("Started by")),
        *(gettext("Posts"), gettext("Last post")),
    ]
    return Table("elo-discussions", gettext("Discussions"), headers, rows)
