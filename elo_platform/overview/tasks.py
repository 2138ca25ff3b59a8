"""What the roof does at night."""

from celery import shared_task
from django.utils import timezone

from elo_platform.overview.services import retention


@shared_task(acks_late=True, ignore_result=True)
def apply_retention(**_unused: object) -> None:
    """Every day: delete what has been kept as long as retention.toml says."""
    retention.apply_retention(now=timezone.now())
