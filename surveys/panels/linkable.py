"""What of surveys a matter on an agenda may build on: port LINKABLE."""

from django.contrib.auth.models import AnonymousUser

from elo_platform.accounts.models import User
from groups.kinds import NodeKind
from surveys.models import Survey
from surveys.states import SurveyState

MOST = 30


def closed_surveys(group_id: int, reader: User | AnonymousUser) -> list[tuple[str, int, str]]:
    """Return the latest surveys of a group whose results can be read."""
    rows = Survey.objects.visible_to(reader).filter(group=group_id, state=SurveyState.CLOSED)
    return [(NodeKind.SURVEY.value, row.pk, row.title) for row in rows.order_by("-pk")[:MOST]]
