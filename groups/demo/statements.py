"""What the demo's groups have turned to others with, and what came of it."""

from datetime import date, timedelta

from elo_platform.accounts.models import User
from groups.demo.stage import Stage, rows
from groups.models import EloGroup, Outcome
from groups.permissions import Visibility
from groups.services.statements import StatementValues, keep_statement, open_statement

TEXTS = (
    *("title_sv", "title_fi", "text_sv", "text_fi", "answer_sv", "answer_fi"),
    *("effect_text_sv", "effect_text_fi", "kind", "addressee", "effect"),
)


def enter_statements(stage: Stage, groups: dict[str, tuple[EloGroup, User]]) -> None:
    """Fill the influence registers as the demo's file says."""
    for row in rows("statements.csv"):
        group, coordinator = groups[row["group"]]
        outcomes = Outcome.objects.filter(body__group=group, title_sv=row["outcome"] or None)
        outcome = outcomes.select_related("body").first()
        values = StatementValues(
            **{name: row[name] for name in TEXTS},
            outcome=outcome,
            body=outcome and outcome.body,
            sent_on=_day(stage, row["sent"]),
            answered_on=_day(stage, row["answered"]),
            follow_up_on=_day(stage, row["follow_up"]),
        )
        given = {"version": 0, "by": coordinator, "now": stage.now}
        kept = keep_statement(group_id=group.pk, pk=None, values=values, **given)
        if row["visibility"] != Visibility.GROUP:
            open_statement(statement_id=kept.pk, visibility=row["visibility"], **given)


def _day(stage: Stage, days: str) -> date | None:
    return stage.today + timedelta(days=int(days)) if days else None
