"""What Celery does for the outbox: each call may be missed or repeated without harm."""

import logging

from celery import shared_task
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from elo_platform.notifications import delivery

logger = logging.getLogger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def post_due(**_unused: object) -> None:
    """Send what is due; without a database, leave it to the next tick."""
    try:
        delivery.post_due(now=timezone.now())
    except (DatabaseError, InterfaceError) as error:
        logger.warning("the tick had no database: %s", type(error).__name__)
        connection.close()
