"""Wakes a worker when something was owed. Only sooner, never needed: beat ticks anyway."""

import logging
import time as stopwatch

from celery import Celery
from django.db import transaction

logger = logging.getLogger(__name__)

TASK = "elo_platform.notifications.tasks.post_due"
# A broker that did not answer is not asked again by this process for so long.
REST_SECONDS = 30.0
# Worth nothing later: the next tick has come by then.
WORTH_SECONDS = 30
_rest = {"until": 0.0}
# An app of its own: processes that only serve pages never import the project's.
_broker = Celery("elo_platform", set_as_current=False)
_broker.config_from_object("django.conf:settings", namespace="CELERY")


def wake_after_commit() -> None:
    """Wake a worker once the present transaction has committed; its fate is not the request's."""
    if not any(call[1] is _wake for call in transaction.get_connection().run_on_commit):
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    if stopwatch.monotonic() < _rest["until"]:
        return
    try:
        _broker.send_task(TASK, expires=WORTH_SECONDS, ignore_result=True, retry=False)
    except Exception as error:
        _rest["until"] = stopwatch.monotonic() + REST_SECONDS
        logger.warning("no worker was woken: %s", type(error).__name__)
