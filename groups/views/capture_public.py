"""The short link of a place: three fields, no account; nothing tells who wrote."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.senders import SECONDS
from groups.forms.captures import NoteForm
from groups.models import CaptureSpot
from groups.services.captures import take_capture
from groups.views.frame import today


# No token against forged requests: it is a cookie, and nobody's rights stand behind a note.
@csrf_exempt
@public("needs on the spot: who has the short link may write")
@once
def capture_new(request: HttpRequest, key: str) -> HttpResponse:
    spot = _spot(key)
    form = NoteForm(request.POST or None)
    if not spot.is_open_on(today()):
        status = 409 if request.method == "POST" else 200
        context = {"spot": spot, "typed": request.POST.get("text", "")}
        return render(request, "groups/capture_closed.html", context, status=status)
    if form.is_valid() and not request.sender.may_send():  # type: ignore[attr-defined]
        response = form_page(
            request, "groups/capture_new.html", form, spot=spot, is_too_many=True, status=429
        )
        response.headers["Retry-After"] = str(SECONDS)
        return response
    note = form.note(get_language() or "sv") if form.is_valid() else None
    if note and done(form, take_capture, key=spot.key, note=note, now=timezone.now()):
        return redirect("groups:capture_thanks", key=spot.key)
    return form_page(request, "groups/capture_new.html", form, spot=spot)


@public("needs on the spot: thanks to whoever has written")
def capture_thanks(request: HttpRequest, key: str) -> HttpResponse:
    spot = _spot(key)
    context = {"spot": spot, "is_open": spot.is_open_on(today())}
    return render(request, "groups/capture_thanks.html", context)


def _spot(key: str) -> CaptureSpot:
    return get_object_or_404(CaptureSpot.objects.at_address(key).select_related("group"))
