from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from groups.forms.messages import MessageForm
from groups.panels.messages import reader_counts
from groups.policies.people import can_message
from groups.services.messages import send_message
from groups.views.bodies import body_crumbs
from groups.views.frame import seen_body


@members_only
@once
def message_new(request: HttpRequest, pk: int) -> HttpResponse:
    body = seen_body(request, pk)
    require(can_message(request.user, body))
    form = MessageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        texts = {name: form.cleaned_data[name] for name in MessageForm.TEXTS}
        now = timezone.now()
        if done(form, send_message, body=body, by=request.user, now=now, **texts):
            messages.success(request, gettext("The message is sent."))
            return redirect("groups:body_detail", pk=pk)
    context = {"body": body, "crumbs": body_crumbs(body)}
    context["counts"] = reader_counts(body, less=request.user)
    return form_page(request, "groups/message_new.html", form, **context)
