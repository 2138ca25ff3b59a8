"""What Celery does for groups: each call may be missed or repeated without harm."""

import logging

from celery import shared_task
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from groups.services.acknowledgements import remind_of_guidelines
from groups.services.agreement_reminders import remind_of_agreements
from groups.services.attendance import invite_newcomers
from groups.services.echo_reminders import remind_of_echoes
from groups.services.event_reminders import remind_of_events
from groups.services.follow_ups import remind_of_follow_ups
from groups.services.invitations import remind_of_invitations
from groups.services.meeting_reminders import remind_of_meetings
from groups.services.minutes_reminders import remind_of_minutes
from groups.services.need_answers import remind_of_answers
from groups.services.operating_models import remind_of_models
from groups.services.poll_reminders import remind_of_polls
from groups.services.reorganisation_applying import apply_due
from groups.services.signups import forget_unconfirmed
from groups.services.statement_reminders import remind_of_statements

logger = logging.getLogger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def remind(**_unused: object) -> None:
    """Call those who became members, and owe the reminders whose stage has been reached."""
    now = timezone.now()
    try:
        invite_newcomers(now=now)
        remind_of_meetings(now=now)
        remind_of_polls(now=now)
        remind_of_minutes(now=now)
        remind_of_invitations(now=now)
        remind_of_echoes(now=now)
        remind_of_follow_ups(now=now)
        remind_of_statements(now=now)
        remind_of_guidelines(now=now)
        remind_of_agreements(now=now)
        remind_of_models(now=now)
        remind_of_events(now=now)
        forget_unconfirmed(now=now)
        remind_of_answers(now=now)
    except (DatabaseError, InterfaceError) as error:
        logger.warning("the tick had no database: %s", type(error).__name__)
        connection.close()


@shared_task(acks_late=True, ignore_result=True)
def reorganise(**_unused: object) -> None:
    """Carry out the confirmed reorganisations whose day has come in Finland."""
    try:
        apply_due(now=timezone.now())
    except (DatabaseError, InterfaceError) as error:
        logger.warning("the tick had no database: %s", type(error).__name__)
        connection.close()
