"""Celery and the whole schedule. Every tick may be missed or repeated without harm."""

import os
from datetime import timedelta

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "elo_platform.settings")

app = Celery("elo_platform")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Intervals in UTC, never wall-clock crontab: an hour that comes twice is no second reminder.
app.conf.beat_schedule = {
    "post what is due": {
        "task": "elo_platform.notifications.tasks.post_due",
        "schedule": timedelta(seconds=30),
    },
    "remind of meetings and invitations": {
        "task": "groups.tasks.remind",
        "schedule": timedelta(minutes=15),
    },
    "carry out reorganisations whose day has come": {
        "task": "groups.tasks.reorganise",
        "schedule": timedelta(minutes=5),
    },
    "make missing spaces": {
        "task": "forums.tasks.heal_spaces",
        "schedule": timedelta(hours=1),
    },
    "move waiting answers of surveys": {
        "task": "surveys.tasks.move_waiting_answers",
        "schedule": timedelta(minutes=10),
    },
    "remind of offers and actions": {
        "task": "plans.tasks.remind",
        "schedule": timedelta(minutes=15),
    },
    "apply retention": {
        "task": "elo_platform.overview.tasks.apply_retention",
        "schedule": timedelta(hours=24),
    },
}
