"""The operating model accepted from a mail's link, without signing in."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from elo_platform.audit.receipts import once
from elo_platform.lib.access import public
from elo_platform.lib.text import day, language_used
from elo_platform.notifications.acts import Act
from groups.forms.networks import AcceptModelForm
from groups.models import OperatingModel, Organisation
from groups.policies.networks import can_accept_by_link
from groups.querysets.answerers import own_organisations, person_of_link
from groups.services.operating_models import accept_model_by_link
from groups.views.frame import link_closed


@public("one-act link")
@once
def accept_by_mail(request: HttpRequest, act: Act) -> HttpResponse:
    """Show the model, or record that it is accepted; what no longer holds gets a friendly page."""
    model = OperatingModel.objects.for_act(act.object_id).first()
    if model is None:
        return link_closed(request)
    if not (decision := can_accept_by_link(act.subject, model)):
        return link_closed(request, str(decision.reason))
    form = AcceptModelForm(request.POST or None)
    try:
        if form.is_valid():
            accept_model_by_link(model_id=model.pk, subject=act.subject, now=timezone.now())
            return HttpResponseRedirect(request.path)
    except PermissionDenied as refusal:
        return link_closed(request, str(refusal))
    return _page(request, model, act.subject, form)


def _page(
    request: HttpRequest, model: OperatingModel, subject: str, form: AcceptModelForm
) -> HttpResponse:
    person = person_of_link(subject)
    own = Organisation.objects.visible_to(person).filter(
        pk__in=own_organisations(person, model.group_id)
    )
    silent = own.exclude(acceptances__model=model)
    language, text = language_used(model, "text")
    context = {
        "model": model,
        "form": form,
        "text": text,
        "language": language,
        "published_on": day(model.published_on),
        "organisations": sorted(each.name for each in silent),
        "accepted": sorted(each.name for each in own.filter(acceptances__model=model)),
    }
    return render(request, "groups/operating_act.html", context)
