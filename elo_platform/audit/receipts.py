"""`@once`: a form sent twice has one effect, also when both arrive at the same moment."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.messages import get_messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from elo_platform.audit.models import FormReceipt

View = Callable[..., HttpResponse]


class _NoEffect(Exception):
    """The view refused or showed the form again: its receipt goes with the transaction."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__("no effect")
        self.response = response


def once(view: View) -> View:
    """Give a view's POST one effect for each `form_key`.

    The key is stored in the transaction of the effect: a second POST waits for the first and
    is then sent to the address that the first led to, with what the first said was done, since
    of a double press the browser lets go of the first answer. A key is spent by a redirect
    only; an answer that shows the form again leaves nothing behind, in any table.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _key(request)
        if request.method != "POST" or key is None or hasattr(request, "form_receipt"):
            return view(request, *args, **kwargs)
        actor_id = request.user.pk or 0
        try:
            with transaction.atomic():
                receipt = FormReceipt(
                    key=key, actor_id=actor_id, location=request.path, made_at=timezone.now()
                )
                receipt.save(force_insert=True)
                # A view that hands on to another one has taken the key for both.
                request.form_receipt = receipt  # type: ignore[attr-defined]
                response = view(request, *args, **kwargs)
                if response.status_code not in {302, 303}:
                    raise _NoEffect(response)
                led = {"location": response["Location"], "said": _said(request)}
                FormReceipt.objects.filter(pk=receipt.pk).update(**led)
                return response
        except _NoEffect as refusal:
            return refusal.response
        except IntegrityError:
            earlier = FormReceipt.objects.filter(key=key, actor_id=actor_id).first()
            if earlier is None:
                raise
            return _again(request, earlier)

    guarded.takes_form_key = True  # type: ignore[attr-defined]
    return guarded


def _said(request: HttpRequest) -> list[tuple[int, str]]:
    """Return what the view has said was done; reading it by iteration would take it away."""
    queued = getattr(get_messages(request), "_queued_messages", [])
    return [(each.level, str(each.message)) for each in queued]


def _again(request: HttpRequest, earlier: FormReceipt) -> HttpResponse:
    for level, text in earlier.said:
        messages.add_message(request, level, text, fail_silently=True)
    return HttpResponseRedirect(earlier.location)


def _key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None
