"""What views of discussions do besides what all views with a form do."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from elo_platform.lib.acting import made
from forums.forms import SwitchForm


def made_while_open(
    form: forms.Form, act: Callable[..., object], *, may_write: Callable[[], bool], **given: Any
) -> Any:
    """Do what `made` does; what was closed while somebody wrote is told above their text.

    Raises:
        PermissionDenied: the person's role does not let them write there at all.
    """
    try:
        return made(form, act, **given)
    except PermissionDenied as refusal:
        if not may_write():
            raise
        form.add_error(None, str(refusal))
        return None


def switch(request: HttpRequest, act: Callable[[bool], object], *, on: str, off: str) -> None:
    """Do `act` with what the button says, and tell which of both it was."""
    form = SwitchForm(request.POST)
    if form.is_valid():
        is_on = form.cleaned_data["on"]
        act(is_on)
        messages.success(request, on if is_on else off)


def is_preview(request: HttpRequest) -> bool:
    """Tell whether the button asks for a look at the text, and not for its effect."""
    return request.POST.get("act") == "preview"
