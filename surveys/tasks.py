"""What Celery does for surveys: each call may be missed or repeated without harm."""

import logging

from celery import shared_task
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from surveys.services.life import close_past
from surveys.services.moving import move_all
from surveys.services.rewriting import rewrite_intake

logger = logging.getLogger(__name__)


@shared_task(acks_late=True, ignore_result=True)
def move_waiting_answers(**_unused: object) -> None:
    """Close surveys whose last day has gone by, move what may move, and leave no trace of it."""
    try:
        closed = close_past(now=timezone.now())
        moved = move_all()
        rewrite_intake(has_moved=bool(closed or moved))
    except (DatabaseError, InterfaceError) as error:
        logger.warning("the tick had no database: %s", type(error).__name__)
        connection.close()
