"""What Celery does for plans: each call may be missed or repeated without harm."""

import logging

from celery import shared_task
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from plans.services.measure_reminders import remind_of_measures
from plans.services.offer_reminders import remind_of_offers

logger = logging.getLogger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def remind(**_unused: object) -> None:
    """Owe the reminders of offers and of actions whose stage has been reached."""
    now = timezone.now()
    try:
        remind_of_offers(now=now)
        remind_of_measures(now=now)
    except (DatabaseError, InterfaceError) as error:
        logger.warning("the tick had no database: %s", type(error).__name__)
        connection.close()
