"""What pages with one form have in common: save, correct, or compare."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from elo_platform.lib.acting import done
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.stale import differences, renewed_data
from plans.models import Measure, Plan
from plans.views.frame import measure_crumbs, plan_crumbs

FormMaker = Callable[[QueryDict | None], Any]


@dataclass(frozen=True, slots=True)
class EditPage:
    """A page with one form; `url` is where it leads, with `message`.

    `title` and `save` are for templates without words of their own. `initial_of` reads the
    form's values off a row as it stands now.
    """

    url: str
    message: str
    form: FormMaker
    title: str = ""
    save: str = ""
    initial_of: Callable[[Any], dict[str, Any]] | None = None
    template: str = "plans/edit.html"
    context: dict[str, Any] = field(default_factory=dict)


def under_plan(plan: Plan, **page: Any) -> EditPage:
    """Return a page that leads back to its plan's; `page` says the rest, or otherwise."""
    context = {"plan": plan, "crumbs": plan_crumbs(plan)} | page.pop("context", {})
    url = page.pop("url", reverse("plans:plan_detail", args=[plan.pk]))
    return EditPage(url=url, context=context, **page)


def under_measure(measure: Measure, **page: Any) -> EditPage:
    """Return a page that leads back to its action's; `page` says the rest, or otherwise."""
    crumbs = measure_crumbs(measure, with_page=True)
    context = {"measure": measure, "crumbs": crumbs} | page.pop("context", {})
    url = page.pop("url", reverse("plans:measure_detail", args=[measure.pk]))
    return EditPage(url=url, context=context, **page)


def edited(
    request: HttpRequest, page: EditPage, act: Callable[..., Any], **given: Any
) -> HttpResponse:
    """Return the answer to a form: done, to be corrected (422), or somebody was first (409).

    `act` gets the version where the form has one, and what the form has `given`.
    """
    form = page.form(request.POST or None)
    if not form.is_valid():
        return _show(request, page, form)
    given |= form.given() | {"by": request.user, "now": timezone.now()}
    clean = form.cleaned_data
    given |= {name: clean[name] for name in ("version", "in_step") if name in clean}
    try:
        if not done(form, act, **given):
            return _show(request, page, form)
    except StaleEdit as stale:
        again = page.form(renewed_data(request.POST, stale.current.version))
        found = differences(form, page.initial_of(stale.current) if page.initial_of else {})
        return _show(request, page, again, found)
    messages.success(request, page.message)
    return redirect(page.url)


def _show(
    request: HttpRequest,
    page: EditPage,
    form: Any,
    found: list[dict[str, str]] | None = None,
) -> HttpResponse:
    is_stale = found is not None
    status = 409 if is_stale else 422 if form.errors else 200
    context = {
        "title": page.title,
        "save": page.save,
        "back": page.url,
        "form": form,
        "is_stale": is_stale,
        "differences": found,
        **page.context,
    }
    return render(request, page.template, context, status=status)
