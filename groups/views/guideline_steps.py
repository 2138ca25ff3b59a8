"""A guideline goes its way: for comments, before the leading group, settled, published, revised."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only
from elo_platform.lib.acting import done, form_page
from elo_platform.lib.decisions import require
from elo_platform.lib.forms import OnceForm, StaleEdit
from elo_platform.lib.stale import renewed_data
from groups.forms.guidelines import (
    ApproveForm,
    AskForm,
    GuidanceForm,
    PublishGuidelineForm,
    RejectForm,
    StepForm,
)
from groups.models import Guideline
from groups.panels.guidelines import wordings
from groups.policies.guidelines import can_step
from groups.services.guideline_steps import (
    approve_guideline,
    publish_guideline,
    reject_guideline,
    retire_guideline,
    return_guideline,
    revise_guideline,
    submit_guideline,
)
from groups.services.guidelines import ask_for_comments
from groups.states import GuidelineAction
from groups.views.guidelines import guideline_crumbs, seen_guideline


class Step(NamedTuple):
    """How a step is asked for: its service, its form, and the words of its page."""

    act: Callable[..., object]
    form: type[OnceForm]
    title: Promise
    text: Promise
    label: Promise
    icon: str
    told: Promise
    tone: str = ""


STEPS = {
    GuidelineAction.ASK: Step(
        ask_for_comments,
        AskForm,
        _("Ask the network for comments?"),
        _("The people of the group get a mail and comment without a password, until the day."),
        _("Ask for comments"),
        "message-square",
        _("The network is asked for comments."),
    ),
    GuidelineAction.SUBMIT: Step(
        submit_guideline,
        StepForm,
        _("Put the guideline before the leading group?"),
        _("Who leads the leading group gets a mail, and approves, returns or rejects it."),
        _("Put it before the leading group"),
        "send",
        _("The guideline is before the leading group."),
    ),
    GuidelineAction.APPROVE: Step(
        approve_guideline,
        ApproveForm,
        _("Approve the guideline?"),
        _("The text above is kept as an edition that never changes. The first takes a number."),
        _("Approve the guideline"),
        "circle-check",
        _("The guideline is approved."),
    ),
    GuidelineAction.RETURN: Step(
        return_guideline,
        GuidanceForm,
        _("Return the guideline with guidance?"),
        _("Say what has to change. Whoever drafted it is told, and writes on."),
        _("Return the guideline"),
        "undo-2",
        _("The guideline is returned with guidance."),
    ),
    GuidelineAction.REJECT: Step(
        reject_guideline,
        RejectForm,
        _("Reject the guideline?"),
        _("It stays in the register with the reason, and goes no further."),
        _("Reject the guideline"),
        "circle-slash",
        _("The guideline is rejected."),
        "danger",
    ),
    GuidelineAction.PUBLISH: Step(
        publish_guideline,
        PublishGuidelineForm,
        _("Publish the guideline to the network?"),
        _("Each organisation with a seat in the group is asked to take it in, by mail."),
        _("Publish the guideline"),
        "send",
        _("The guideline is published, and the organisations are asked."),
    ),
    GuidelineAction.REVISE: Step(
        revise_guideline,
        StepForm,
        _("Begin a new edition?"),
        _("The text can be changed again. The network reads the published edition meanwhile."),
        _("Begin a new edition"),
        "pencil",
        _("A new edition is begun."),
    ),
    GuidelineAction.RETIRE: Step(
        retire_guideline,
        StepForm,
        _("Take the guideline out of force?"),
        _("It stays in the register with its editions, and nobody is asked about it any more."),
        _("Take it out of force"),
        "archive",
        _("The guideline is no longer in force."),
        "danger",
    ),
}


@members_only
@once
def guideline_step(request: HttpRequest, pk: int, action: GuidelineAction) -> HttpResponse:
    guideline = seen_guideline(request, pk)
    require(can_step(request.user, guideline, action))
    step = STEPS[action]
    form = _form(step, guideline, request.POST or None)
    given = {"guideline_id": pk, "by": request.user, "now": timezone.now()}
    try:
        if form.is_valid() and done(form, step.act, **given, **form.given()):
            messages.success(request, str(step.told))
            return redirect("groups:guideline_detail", pk=pk)
    except StaleEdit as stale:
        again = _form(step, guideline, renewed_data(request.POST, stale.current.version))
        again.is_valid()
        sentence = gettext("The text was changed while you read it. Read it once more, and go on.")
        again.add_error(None, sentence)
        return _page(request, guideline, step, again, status=409, stands=stale.current)
    return _page(request, guideline, step, form)


def _form(step: Step, guideline: Guideline, data: object) -> OnceForm:
    if issubclass(step.form, ApproveForm):
        initial = step.form.initial_of(guideline)
        return step.form(data, initial=initial, guideline=guideline)
    names = step.form.base_fields.keys() & {"comments_by"}
    return step.form(data, initial={name: getattr(guideline, name) for name in names})


def _page(
    request: HttpRequest,
    seen: Guideline,
    step: Step,
    form: OnceForm,
    *,
    status: int | None = None,
    stands: Guideline | None = None,
) -> HttpResponse:
    """Show the form with the text that was `seen`, or that `stands` where it has changed."""
    guideline = stands or seen
    context = {
        "guideline": guideline,
        "step": step,
        "wordings": wordings(guideline) if step.form is ApproveForm else [],
        "crumbs": guideline_crumbs(request, seen),
    }
    return form_page(request, "groups/guideline_step.html", form, status=status, **context)
