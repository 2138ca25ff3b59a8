"""The doors. The language is the reader's choice and not part of an address."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.utils.translation import gettext_lazy as _

admin.autodiscover()
admin.site.site_header = admin.site.site_title = _("ELO network")
# Sign-in, its limits and the second factor are allauth's, for the admin too.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", include("elo_platform.overview.urls")),
    path("", include("elo_platform.notifications.urls")),
    path("", include("elo_platform.accounts.urls")),
    path("", include("groups.urls")),
    path("", include("forums.urls")),
    path("", include("surveys.urls")),
    path("", include("plans.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "elo_platform.overview.views.errors.bad_request"
handler403 = "elo_platform.overview.views.errors.forbidden"
handler404 = "elo_platform.overview.views.errors.not_found"
handler429 = "elo_platform.accounts.views.limits.too_many"
handler500 = "elo_platform.overview.views.errors.server_error"
