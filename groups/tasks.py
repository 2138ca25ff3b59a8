"""What Celery does for groups: each call may be missed or repeated without harm."""

import logging

from celery import shared_task
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from groups.services.agreement_reminders import remind_of_agreements
from groups.services.attendance import invite_newcomers
from groups.services.echo_reminders import remind_of_echoes
from groups.services.invitations import remind_of_invitations
from groups.services.meeting_reminders import remind_of_meetings
from groups.services.reorganisation_applying import apply_due

logger = logging.getLogger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def remind(**_unused: object) -> None:
    """Call those who became members, and owe the reminders whose stage has been reached."""
    now = timezone.now()
    try:
        invite_newcomers(now=now)
        remind_of_meetings(now=now)
        remind_of_invitations(now=now)
        remind_of_echoes(now=now)
        remind_of_agreements(now=now)
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
