"""Actions that are late or stuck, for the standing items of agendas: port STANDING."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext

from elo_platform.accounts.models import User
from elo_platform.lib.http import address
from elo_platform.lib.text import chosen, day
from groups.querysets.standing import Asked, Line
from plans.querysets.offers import STALE_DAYS, measures_in_force
from plans.querysets.plans import reads_parts

KIND = "actions"
MOST = 40


def late_actions(asked: Asked, reader: User | AnonymousUser) -> dict[str, list[Line]]:
    """Return the actions of a group that are late, or that nobody has said a word of for long."""
    if not asked.wants(KIND):
        return {}
    quiet = asked.today - timedelta(days=STALE_DAYS)
    rows = measures_in_force().filter(
        reads_parts(reader), plan__group=asked.group_id, plan__visibility__in=asked.open_to
    )
    if asked.audience is not None:
        rows = rows.filter(plan__state="approved")
    rows = rows.filter(Q(deadline__lt=asked.today) | Q(heard_at__date__lt=quiet))
    names = ("responsible__name_sv", "responsible__name_fi")
    found = rows.order_by("deadline", "pk").values_list(
        "pk", "title_sv", "title_fi", *names, "deadline"
    )[:MOST]
    lines = []
    for pk, title_sv, title_fi, name_sv, name_fi, deadline in found:
        is_late = deadline < asked.today
        name = chosen({"sv": name_sv, "fi": name_fi})
        if is_late:
            detail = gettext("%(name)s, was to be ready %(day)s")
        else:
            detail = gettext("%(name)s, nothing heard for long")
        lines.append(
            Line(
                chosen({"sv": title_sv, "fi": title_fi}),
                address("plans:measure_detail", pk),
                detail % {"name": name, "day": day(deadline)},
                is_late,
            )
        )
    return {KIND: lines}
