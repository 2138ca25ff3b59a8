"""What a discussion leads to: a need of the group, or a matter on a meeting's agenda."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from forums.models import Post
from forums.policies import can_carry_on
from forums.services.posts import locked_topic
from groups.kinds import EvidenceKind, NodeKind, Relation
from groups.models import AgendaItem, Link, Meeting, Need
from groups.querysets.chain import Ref
from groups.services.agenda import ItemValues, place_item
from groups.services.links import join
from groups.services.needs import EvidenceValues, NeedValues, raise_need


@transaction.atomic
def raise_topic(*, topic_id: int, values: NeedValues, by: User, now: datetime) -> Need:
    """Make a need of a discussion, joined both ways; once, however often asked.

    That people discussed it is the need's first evidence. The day is that of the first post.

    Raises:
        PermissionDenied: `by` may not read there, or may not raise needs.
        ValidationError: by field, as `groups.services.needs.raise_need`.
    """
    topic = locked_topic(topic_id=topic_id)
    require(can_carry_on(by, topic))
    posts = Post.objects.filter(topic=topic).standing()
    organisations = posts.exclude(organisation=None).values("organisation").distinct().count()
    return raise_need(
        group_id=topic.space.group_id,
        body_id=topic.space.body_id,
        values=values,
        source=Ref(NodeKind.TOPIC, topic.pk),
        evidence=_evidence(topic.posts_count, organisations, now),
        by=by,
        now=now,
    )


@transaction.atomic
def lift_topic(
    *, topic_id: int, meeting_id: int, item: ItemValues, by: User, now: datetime
) -> AgendaItem:
    """Put a discussion on the agenda of a meeting, joined both ways.

    Raises:
        PermissionDenied: `by` may not read there, or does not lead the body that meets.
        ValidationError: it stands on that meeting's agenda already, the meeting is of another
            group, or its agenda is full.
    """
    topic = locked_topic(topic_id=topic_id)
    require(can_carry_on(by, topic))
    meeting = Meeting.objects.select_related("body").get(pk=meeting_id)
    here = Ref(NodeKind.TOPIC, topic.pk)
    if meeting.body.group_id != topic.space.group_id:
        raise ValidationError({"meeting": _("Choose a meeting of the same group.")})
    if _stands_on(here, meeting):
        raise ValidationError({"meeting": _("The discussion is already on that agenda.")})
    placed = place_item(meeting_id=meeting.pk, item=item, by=by, now=now)
    join(
        start=here,
        relation=Relation.LIFTED_TO,
        end=Ref(NodeKind.ITEM, placed.pk),
        group_id=topic.space.group_id,
        by=by,
        now=now,
    )
    return placed


def _stands_on(here: Ref, meeting: Meeting) -> bool:
    links = Link.objects.standing().filter(
        from_kind=here.kind, from_id=here.id, relation=Relation.LIFTED_TO, to_kind=NodeKind.ITEM
    )
    return meeting.items.filter(pk__in=links.values("to_id")).exists()


def _evidence(posts: int, organisations: int, now: datetime) -> EvidenceValues:
    """Say how many took part; it is kept in both languages, as all that needs say is."""
    texts = {}
    for code in ("sv", "fi"):
        with translation.override(code):
            words = gettext("Discussion: posts %(posts)s, organisations %(organisations)s")
            texts[f"text_{code}"] = words % {"posts": posts, "organisations": organisations}
    return EvidenceValues(kind=EvidenceKind.DISCUSSION, on=helsinki_day(now), **texts)
