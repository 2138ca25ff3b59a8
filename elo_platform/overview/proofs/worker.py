"""One process that posts until nothing is left; it is there to be killed.

`--naive` posts as one would without thinking: read what is unsent, send it all, commit once.
It is the control that shows that the proof can see a double.
"""

import sys
import time as stopwatch
from datetime import datetime

import django
from django.apps import apps
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone


def main(arguments: list[str]) -> None:
    """Post until nothing is left."""
    django.setup()
    from elo_platform.notifications import delivery  # noqa: PLC0415 - needs the registry

    post = _post_naively if "--naive" in arguments else delivery.post_due
    while _is_something_left():
        post(now=timezone.now())
        stopwatch.sleep(0.1)


def _is_something_left() -> bool:
    mail, owed = apps.get_model("notifications", "Mail"), apps.get_model("notifications", "Owed")
    waiting = mail.objects.filter(sent_at=None, stopped_at=None).exists()
    return waiting or owed.objects.to_gather(timezone.now()).exists()


def _post_naively(*, now: datetime) -> None:
    mails = apps.get_model("notifications", "Mail").objects
    with transaction.atomic(), get_connection() as server:
        waiting = list(mails.filter(sent_at=None).select_related("user"))
        for mail in waiting:
            headers = {"Message-ID": f"<{mail.pk}@elo.example>"}
            server.send_messages(
                [EmailMessage("Subject", "Text", None, [mail.user.email], headers=headers)]
            )
        mails.filter(pk__in=[mail.pk for mail in waiting]).update(sent_at=now)


if __name__ == "__main__":
    main(sys.argv[1:])
