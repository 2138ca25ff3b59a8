from copy import copy

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from elo_platform.accounts import sessions
from elo_platform.accounts.forms import ProfileForm
from elo_platform.accounts.middleware import set_language_cookie
from elo_platform.accounts.services.people import change_profile
from elo_platform.audit.receipts import once
from elo_platform.lib.access import members_only


@members_only
@once
def profile(request: HttpRequest) -> HttpResponse:
    form = ProfileForm(request.POST or None, instance=copy(request.user))
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        user = change_profile(values=values, by=request.user, now=timezone.now())
        with translation.override(user.language):
            messages.success(request, _("Your details are saved"))
        response = redirect("accounts:profile")
        set_language_cookie(response, user.language)
        return response
    context = {
        "form": form,
        "has_factor": is_mfa_enabled(request.user),
        "session_count": sessions.count_of(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/profile.html", context, status=status)
