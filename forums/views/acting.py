"""What views with a form have in common: refusals become errors of the form, nothing is lost."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render


def done(form: forms.Form, act: Callable[..., object], **given: Any) -> Any:
    """Return what `act` gives for `given`; None, with the reasons in `form`, where it refuses."""
    try:
        return act(**given)
    except ValidationError as refusal:
        by_field = getattr(refusal, "error_dict", {None: refusal})
        for field, reasons in by_field.items():
            form.add_error(field if field in form.fields else None, reasons)
        return None


def done_while_open(
    form: forms.Form, act: Callable[..., object], *, may_write: Callable[[], bool], **given: Any
) -> Any:
    """Do what `done` does; what was closed while somebody wrote is told above their text.

    Raises:
        PermissionDenied: the person's role does not let them write there at all.
    """
    try:
        return done(form, act, **given)
    except PermissionDenied as refusal:
        if not may_write():
            raise
        form.add_error(None, str(refusal))
        return None


def form_page(
    request: HttpRequest, template: str, form: forms.Form, *, status: int = 0, **context: object
) -> HttpResponse:
    """Return the page of a form: 422 where what was sent has errors."""
    status = status or (422 if form.errors else 200)
    return render(request, template, {"form": form, **context}, status=status)


def renewed(data: QueryDict, version: int) -> QueryDict:
    """Return what was typed, based on `version`, with a key of its own."""
    again = data.copy()
    again["version"], again["form_key"] = str(version), str(uuid.uuid4())
    return again


def is_preview(request: HttpRequest) -> bool:
    """Tell whether the button asks for a look at the text, and not for its effect."""
    return request.POST.get("act") == "preview"
