"""Where the tokens are looked for: pages and feeds, mails, and the Django admin."""

from collections.abc import Iterator

from django.contrib import admin
from django.core import mail
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from elo_platform.accounts.models import User
from elo_platform.accounts.services.feeds import make_feed
from elo_platform.notifications.delivery import post_due
from elo_platform.notifications.outbox import owe, owe_address
from groups.models import Invitation
from tests.canary.conftest import Canary

STRANGER = "stranger@elo.example"


def browser_of(canary: Canary, reader: str) -> Client:
    """Return a browser in which `reader` has signed in."""
    client = Client()
    if canary.world.people[reader] is not None:
        client.force_login(canary.world.people[reader])
    return client


def pages(canary: Canary, reader: str) -> Iterator[tuple[str, int, bytes]]:
    """Yield each door with its answer to a reader, and the calendars of their own link."""
    client = browser_of(canary, reader)
    for name, path in (canary.doors | _own_feeds(canary, reader)).items():
        yield name, *asked(client, path)


def _own_feeds(canary: Canary, reader: str) -> dict[str, str]:
    """Return the calendars by the reader's own link; who never signs in has none."""
    user = canary.world.people[reader]
    if user is None:
        return {}
    link = {"token": make_feed(user=user, now=timezone.now())}
    group = {"pk": canary.world.group.pk}
    return {
        "overview:calendar_feed": reverse("overview:calendar_feed", kwargs=link),
        "overview:group_calendar_feed": reverse(
            "overview:group_calendar_feed", kwargs=link | group
        ),
    }


def asked(client: Client, path: str) -> tuple[int, bytes]:
    """Return the status of an answer, its body and headers; what asking changed is undone."""
    with transaction.atomic():
        response = client.get(path)
        body = response.getvalue() if response.streaming else response.content
        transaction.set_rollback(True)
    headers = "\n".join(f"{key}: {value}" for key, value in response.headers.items())
    return response.status_code, body + headers.encode()


def letters(canary: Canary) -> Iterator[tuple[str, str, bytes]]:
    """Owe every message to everybody; yield kind, reader and bytes of each mail that leaves."""
    readers = _readers_by_address(canary)
    people = User.objects.filter(
        pk__in=[user.pk for user in canary.world.people.values() if user is not None]
    )
    now = timezone.now()
    addresses = readers.keys() - set(people.values_list("email", flat=True))
    for number, (kind, params) in enumerate(canary.occasions):
        given = {"kind": kind, "params": params, "now": now}
        owe(readers=people, occasion=f"canary:{number}", **given)
        for address in addresses:
            somebody = {"address": address, "name": "Onni", "language": "fi"}
            owe_address(occasion=f"canary:{number}:{address}", **somebody, **given)
        mail.outbox.clear()
        post_due(now=now)
        for message in mail.outbox:
            yield str(kind), readers[message.to[0]], _whole(message)


def _readers_by_address(canary: Canary) -> dict[str, str]:
    """Return who reads what arrives at an address; addresses have tokens in them too."""
    people = canary.world.people.items()
    users = {user.pk: actor for actor, user in people if user is not None}
    rows = User.objects.filter(pk__in=users).values_list("email", "pk")
    invited = Invitation.objects.get(pk=canary.world.invitation.pk).address
    return {email: users[pk] for email, pk in rows} | {invited: "invited", STRANGER: "anonymous"}


def _whole(message: EmailMessage) -> bytes:
    """Return a mail as it is sent, and its headers and parts as they are read."""
    sent = message.message()
    parts = [part.get_payload(decode=True) or b"" for part in sent.walk()]
    return b"\n".join([sent.as_bytes(), message.subject.encode(), *parts])


def admin_paths() -> dict[str, str]:
    """Return each page of the Django admin: lists, and the forms of a first and a last row."""
    paths = {"index": reverse("admin:index")}
    for model, page in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        label, rows = model._meta.label, model._base_manager.order_by("pk")
        paths[f"{label} list"] = reverse(f"{name}_changelist")
        paths[f"{label} add"] = reverse(f"{name}_add")
        for row in {rows.first(), rows.last()} - {None}:
            paths[f"{label} {row.pk}"] = reverse(f"{name}_change", args=[row.pk])
            paths[f"{label} {row.pk} history"] = reverse(f"{name}_history", args=[row.pk])
        for field in page.autocomplete_fields:
            paths[f"{label} choices of {field}"] = _choices(model, field)
    return paths


def _choices(model: type[models.Model], field: str) -> str:
    meta = model._meta
    query = f"app_label={meta.app_label}&model_name={meta.model_name}&field_name={field}&term="
    return f"{reverse('admin:autocomplete')}?{query}"
