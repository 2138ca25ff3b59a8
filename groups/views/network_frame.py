"""What the pages on networks, the operating model and the division of labour have in common."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from elo_platform.lib.acting import done, form_page
from elo_platform.lib.forms import StaleEdit
from elo_platform.lib.stale import differences, renewed_data
from groups.forms.networks import GivenForm
from groups.models import EloGroup
from groups.page import group_tabs, working_crumbs
from groups.permissions import GroupPermission
from groups.policies.networks import Rights
from groups.querysets.permitted import rights_in
from groups.views.frame import group_with


def group_inside(request: HttpRequest, pk: int) -> tuple[EloGroup, Rights]:
    """Return a group whose people the reader sees, and what the reader may do in it."""
    group = group_with(request, pk, GroupPermission.VIEW_PEOPLE)
    return group, rights_in(request.user, pk)


def frame(group: EloGroup, rights: Rights) -> dict[str, Any]:
    """Return what every page on how a group works has around it."""
    return {
        "group": group,
        "crumbs": working_crumbs(group),
        "tabs": group_tabs(group, rights, "group_working"),
        "may_keep": GroupPermission.MANAGE_GROUP in rights,
    }


@dataclass(frozen=True, slots=True)
class Edit:
    """A page that edits one row: its form, what saves it, and where it leads.

    `initial_of` gives the form's values of the row that `StaleEdit` names; `saved` is said
    when it is done.
    """

    template: str
    form: Callable[..., GivenForm]
    initial_of: Callable[[Any], dict[str, Any]]
    save: Callable[..., object]
    saved: str
    url: str

    def answer(self, request: HttpRequest, row: Any, **context: object) -> HttpResponse:
        """Show the form of `row`, or save what was typed; a stale edit gets both texts."""
        form = self.form(request.POST or None, initial=self.initial_of(row))
        try:
            if form.is_valid() and self._save(request, form):
                messages.success(request, self.saved)
                return redirect(self.url)
        except StaleEdit as stale:
            found = differences(form, self.initial_of(stale.current))
            form = self.form(renewed_data(request.POST, self.initial_of(stale.current)["version"]))
            context |= {"status": 409, "is_stale": True, "differences": found}
        return form_page(request, self.template, form, back_url=self.url, **context)

    def _save(self, request: HttpRequest, form: GivenForm) -> bool:
        return done(form, self.save, **form.given(), by=request.user, now=timezone.now())
