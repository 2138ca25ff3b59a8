"""What views with a form have in common: a refusal of the service becomes an error of the form."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from elo_platform.lib.forms import OnceForm, StaleEdit, VersionedForm
from elo_platform.lib.stale import differences, renewed_data


def done(form: forms.Form, act: Callable[..., object], **given: Any) -> bool:
    """Do `act` with `given`; return False, with the reasons in `form`, where it refuses."""
    try:
        act(**given)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return False
    return True


def made(form: forms.Form, act: Callable[..., object], **given: Any) -> Any:
    """Return what `act` makes of `given`; None, with the reasons in `form`, where it refuses."""
    try:
        return act(**given)
    except ValidationError as refusal:
        show_refusal(form, refusal)
        return None


def show_refusal(form: forms.Form, refusal: ValidationError) -> None:
    """Put the reasons at their fields; what belongs to no field stands above the form."""
    by_field = getattr(refusal, "error_dict", {None: refusal})
    for field, reasons in by_field.items():
        form.add_error(field if field in form.fields else None, reasons)


def form_page(
    request: HttpRequest,
    template: str,
    form: forms.Form,
    *,
    status: int | None = None,
    **context: object,
) -> HttpResponse:
    """Return the page of a form: 422 where what was sent has errors, unless told otherwise."""
    status = status or (422 if form.errors else 200)
    return render(request, template, {"form": form, **context}, status=status)


def unsaved(
    request: HttpRequest,
    form_class: type[VersionedForm],
    row: object,
    page: Callable[..., HttpResponse],
    act: Callable[..., object],
    *,
    made_with: Mapping[str, Any] | None = None,
    initial_of: Callable[[Any], dict[str, Any]] | None = None,
    subject: str = "",
    **given: object,
) -> HttpResponse | None:
    """Save what a form says of `row`; return None, or the page to write, correct or compare.

    `act` gets what is `given` here and by the form, the version, and who acts: the reader, or the
    `subject` of a link. `page` takes a form and shows it. `made_with` is what else the form is
    made with; `initial_of` reads its values off the row that a stale edit names, where that is
    another one than the form's class knows.
    """
    make, stands = partial(form_class, **made_with or {}), initial_of or form_class.initial_of
    form = make(request.POST or None, request.FILES or None, initial=stands(row))
    if request.method != "POST" or not form.is_valid():
        return page(form)
    given |= form.given() | {"version": form.cleaned_data["version"]}
    given |= {"subject": subject} if subject else {"by": request.user}
    try:
        return None if done(form, act, **given) else page(form)
    except StaleEdit as stale:
        current = stands(stale.current)
        again = make(renewed_data(request.POST, current["version"]), request.FILES or None)
        found = differences(form, current)
        return page(again, status=409, is_stale=True, differences=found)


def undone(
    form: OnceForm, page: Callable[..., HttpResponse], act: Callable[..., object], **given: Any
) -> HttpResponse | None:
    """Do `act` with what is `given` here and by a form; return None, or the page to correct.

    Of a form with a version, what was pressed was about what was read: where that has changed,
    `page` shows what stands now, with no form that was sent.
    """
    try:
        if not form.is_valid():
            return page(form)
        if isinstance(form, VersionedForm):
            given["version"] = form.cleaned_data["version"]
        return None if done(form, act, **given, **form.given()) else page(form)
    except StaleEdit:
        return page(None, status=409)


def by_link(
    request: HttpRequest,
    closed: Callable[[str], HttpResponse],
    press: Callable[[], HttpResponse | None],
) -> HttpResponse:
    """Return the answer to a press on the page behind a mail's link.

    The page that `press` returns; else the same address with thanks; and where the press is
    refused, or what the link names is gone meanwhile, what `closed` says for that reason.
    """
    try:
        answer = press()
    except PermissionDenied as refusal:
        return closed(str(refusal))
    except ObjectDoesNotExist:
        return closed("")
    return answer or HttpResponseRedirect(f"{request.path}?saved=1")
