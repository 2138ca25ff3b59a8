"""A kind of message for the tests of the outbox itself, and an act for those of the links."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from elo_platform.accounts.models import User
from elo_platform.notifications.kinds import NoticeKind
from elo_platform.notifications.outbox import owe, owe_address
from tests.factories import NOON

hidden: set[str] = set()
broken: set[str] = set()


def sample(params, reader):
    """Return the values of a message, unless its reader may no longer see it."""
    if params.get("what") in broken:
        raise ValueError("no such thing")
    if params.get("what") in hidden:
        return None
    return {
        "folder": "account/test",
        "what": params.get("what", ""),
        "region": "Norra Karelen",
        "url": "http://testserver/groups/1/",
        "url_label": "Open",
        "acts": [{"label": "Yes", "url": "http://testserver/act/a/"}],
        "attachments": params.get("attachments", []),
    }


def samples(all_params, reader):
    """Return the values of many at once, as the port INBOX asks for them."""
    return [sample(params, reader) for params in all_params]


def sample_act(request: HttpRequest, act) -> HttpResponse:
    if request.method == "POST":
        return redirect("/")
    return HttpResponse(f"act on {act.object_id} for {act.subject}")


def owe_one(user, *, occasion="a", kind=NoticeKind.MEETING_CHANGED, now=NOON, **params):
    """Owe `user` one message."""
    return owe(
        kind=kind,
        readers=User.objects.filter(pk=user.pk),
        occasion=occasion,
        params=params,
        now=now,
    )


def owe_guest(*, occasion="a", kind=NoticeKind.MEETING_CHANGED, now=NOON, **params):
    """Owe somebody without an account one message."""
    return owe_address(
        kind=kind,
        address="guest@elo.example",
        name="Guest Person",
        language="fi",
        occasion=occasion,
        params=params,
        now=now,
    )
