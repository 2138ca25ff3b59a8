"""What views with a form have in common: a refusal of the service becomes an error of the form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


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
