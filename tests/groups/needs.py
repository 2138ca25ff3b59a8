"""Makers for the tests of needs: a hall of people, and needs raised by the service."""

from django.utils import timezone

from groups.kinds import EvidenceKind, NodeKind
from groups.models import Need
from groups.querysets.chain import Ref
from groups.services.needs import EvidenceValues, NeedValues, raise_need
from tests.factories import today
from tests.groups.meetings import Hall

THEME = Ref(NodeKind.THEME, 901)
TOPIC = Ref(NodeKind.TOPIC, 902)


def values(**fields) -> NeedValues:
    given = {
        "title_sv": "Svensk studiepsykolog",
        "title_fi": "Ruotsinkielinen opintopsykologi",
        "text_sv": "Köerna är långa.",
        "where": "Workshop 14.10",
        "raised_on": today(),
    }
    return NeedValues(**(given | fields))


def evidence(**fields) -> EvidenceValues:
    given = {
        "kind": EvidenceKind.SURVEY,
        "text_sv": "Väntetiden är månader.",
        "on": today(),
        "answers": 31,
        "sectors_sv": ("utbildning",),
    }
    return EvidenceValues(**(given | fields))


def make_need(
    hall: Hall, *, by=None, body=None, now=None, source=None, said=None, **fields
) -> Need:
    """Return a need of the hall's group, raised by its coordinator or by `by`."""
    return raise_need(
        group_id=hall.body.group_id,
        body_id=body.pk if body else None,
        values=values(**fields),
        source=source,
        evidence=said,
        by=by or hall.coordinator,
        now=now or timezone.now(),
    )
