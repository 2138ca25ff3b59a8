"""An outcome that was recorded in one language gets the other."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from groups.forms.outcome_texts import OutcomeTextsForm
from groups.models import Outcome
from groups.models.outcome import WORDS
from groups.policies.outcomes import can_complete
from groups.services.outcome_texts import complete_outcome, missing_words
from groups.views.outcomes import outcome_crumbs


@members_only
@once
def outcome_texts(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Outcome.objects.visible_to(request.user).select_related("body__group")
    outcome = get_object_or_404(rows, pk=pk)
    request.elo_group_id = outcome.body.group_id
    require(can_complete(request.user, outcome))
    missing = missing_words(outcome=outcome)
    form = OutcomeTextsForm(request.POST or None, outcome=outcome)
    given = {"outcome_id": pk, "by": request.user, "now": timezone.now()}
    if form.is_valid() and done(form, complete_outcome, **given, **form.given()):
        messages.success(request, gettext("The missing language is added."))
        return redirect("groups:outcome_detail", pk=pk)
    context = {
        "outcome": outcome,
        "crumbs": outcome_crumbs(outcome, with_page=True),
        "standing": [
            {"language": name[-2:], "text": getattr(outcome, name), "is_title": "title" in name}
            for name in WORDS
            if name not in missing
        ],
    }
    return form_page(request, "groups/outcome_texts.html", form, **context)
