"""The load set's surveys: 200 of them with 1,000,000 answers, over all its groups."""

from datetime import datetime, timedelta

from django.db import transaction

from elo_platform.accounts.models import User
from groups.demo.national import NAME
from groups.models import EloGroup, RoleGrant
from groups.permissions import Role
from surveys.models import Survey
from surveys.services.load_sets import NewSurvey, load_surveys
from surveys.services.starters import GUIDANCE_STAFF
from surveys.services.values import SurveyTexts

SURVEYS, ANSWERS = 200, 1_000_000
# The starter's questions; in the load set everybody answers all eight.
QUESTIONS = sum(len(section.questions) for section in GUIDANCE_STAFF)
TITLE = "Lastprovets enkät"
# Of ten surveys one is still open.
OPEN_EVERY = 10


def is_loaded() -> bool:
    """Tell whether the load set's surveys are there."""
    return Survey.objects.filter(title_sv__startswith=TITLE).exists()


@transaction.atomic
def load_national_surveys(*, now: datetime) -> int:
    """Add surveys to the groups of the load set; return how many. Nothing where they are there."""
    if is_loaded():
        return 0
    groups = list(EloGroup.objects.filter(name_sv__startswith=NAME).order_by("pk"))
    makers = {group.pk: _maker(group) for group in groups}
    share = ANSWERS // QUESTIONS // SURVEYS
    rows = []
    for number in range(SURVEYS):
        group = groups[number % len(groups)]
        made_at = now - timedelta(days=20 + 17 * number)
        is_open = number % OPEN_EVERY == 0
        rows.append(
            NewSurvey(
                group=group,
                texts=SurveyTexts(
                    title_sv=f"{TITLE} {number + 1:03}",
                    title_fi=f"Kuormituskokeen kysely {number + 1:03}",
                    intro_sv="Påhittade svar.",
                    intro_fi="Keksittyjä vastauksia.",
                ),
                sections=GUIDANCE_STAFF,
                by=makers[group.pk],
                made_at=made_at,
                opened_at=made_at + timedelta(days=1),
                closed_at=None if is_open else made_at + timedelta(days=15),
                responses=share,
                seed=number,
            )
        )
    return len(load_surveys(rows=rows))


def _maker(group: EloGroup) -> User:
    grants = RoleGrant.objects.filter(group=group, role=Role.COORDINATOR).select_related("user")
    return grants.order_by("pk")[0].user
