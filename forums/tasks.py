from celery import shared_task

from forums.services import spaces


@shared_task(acks_late=True, ignore_result=True)
def heal_spaces(**_unused: object) -> None:
    """Make the spaces that groups and bodies lack, such as those loaded in bulk."""
    spaces.heal_spaces()
