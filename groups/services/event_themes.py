"""Themes that people suggest and vote for before an event."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from elo_platform.accounts.models import User
from elo_platform.audit.kinds import AuditKind
from elo_platform.audit.services import record
from elo_platform.lib.dates import helsinki_day
from elo_platform.lib.decisions import require
from groups.models import Event, ThemeSuggestion, ThemeVote
from groups.policies.events import can_arrange, can_suggest
from groups.services.events import locked_event

MAX_THEMES = 200


@transaction.atomic
def suggest_theme(
    *, event_id: int, text: str, language: str, by: User, now: datetime
) -> ThemeSuggestion:
    """Suggest a theme, and vote for it.

    Raises:
        PermissionDenied: no themes are asked for, or not any more.
        ValidationError: it has been suggested already; too many themes.
    """
    event = locked_event(event_id=event_id)
    require(can_suggest(by, event, helsinki_day(now)))
    if event.suggestions.filter(text__iexact=text).exists():
        sentence = _("This theme has been suggested already: vote for it instead.")
        raise ValidationError({"text": sentence})
    if event.suggestions.count() >= MAX_THEMES:
        raise ValidationError({"text": _("There are as many themes as fit. Vote for one of them.")})
    row = event.suggestions.create(text=text, language=language, by=by, at=now)
    row.votes.create(user=by, at=now)
    _record(AuditKind.THEME_SUGGESTED, event, by, now)
    return row


@transaction.atomic
def vote_for_theme(*, theme_id: int, by: User, now: datetime) -> bool:
    """Give the own vote to a theme, or take it back; return whether it has one now.

    Raises:
        ThemeSuggestion.DoesNotExist: it is gone.
        PermissionDenied: the time for votes has passed.
    """
    theme = ThemeSuggestion.objects.select_related("event").get(pk=theme_id)
    event = locked_event(event_id=theme.event_id)
    require(can_suggest(by, event, helsinki_day(now)))
    own = ThemeVote.objects.filter(suggestion=theme, user=by)
    if own.delete()[0]:
        return False
    theme.votes.create(user=by, at=now)
    return True


@transaction.atomic
def choose_theme(*, theme_id: int, is_chosen: bool, by: User, now: datetime) -> None:
    """Mark a theme as one that the event deals with, or no longer.

    Raises:
        ThemeSuggestion.DoesNotExist: it is gone.
        PermissionDenied: `by` does not arrange the event.
    """
    theme = ThemeSuggestion.objects.select_related("event").get(pk=theme_id)
    event = locked_event(event_id=theme.event_id)
    require(can_arrange(by, event))
    theme.is_chosen = is_chosen
    theme.save(update_fields=["is_chosen"])
    _record(AuditKind.THEMES_CHOSEN, event, by, now)


def _record(kind: AuditKind, event: Event, by: User, now: datetime) -> None:
    record(kind=kind, target=event, by=by, at=now, group_id=event.group_id)
