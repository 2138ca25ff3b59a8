"""How discussions show in the chain."""

from collections.abc import Sequence

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from forums.models import Topic
from groups.querysets.chain import NodeText


def chain_topics(ids: Sequence[int], reader: User | AnonymousUser) -> dict[int, NodeText]:
    """Return the discussions among `ids` that `reader` may read."""
    rows = Topic.objects.visible_to(reader).filter(pk__in=ids).select_related("space__body")
    return {
        topic.pk: NodeText(
            title=topic.title,
            url=reverse("forums:topic_detail", args=[topic.pk]),
            detail=gettext("%(space)s, started %(day)s")
            % {
                "space": topic.space.name,
                "day": date_format(localtime(topic.started_at), "SHORT_DATE_FORMAT"),
            },
            state=gettext("Closed") if topic.is_closed else "",
            tone="neutral",
        )
        for topic in rows
    }
