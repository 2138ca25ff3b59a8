"""Mails and messages owed in the Django admin: their states, never their texts."""

from datetime import datetime

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from elo_platform.lib.admin import ReadOnlyAdmin
from elo_platform.notifications.models import Mail, Owed


class _StatesAdmin(ReadOnlyAdmin):
    show_full_result_count = False
    ordering = ("-pk",)


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple]:
        return [("sent", _("Sent")), ("waiting", _("Waiting")), ("given_up", _("Given up"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        states = {
            "sent": models.Q(sent_at__isnull=False),
            "waiting": models.Q(sent_at=None, stopped_at=None),
            "given_up": models.Q(stopped_at__isnull=False),
        }
        return queryset.filter(states.get(self.value() or "", models.Q()))


@admin.register(Mail)
class MailAdmin(_StatesAdmin):
    """What left, what waits, and what was given up and why."""

    list_display = ("key", "state", "attempts", "next_try_at", "sent_at", "last_error")
    list_filter = (StateFilter,)
    search_fields = ("key", "=user__email", "=address")
    fields = (
        *("key", "user", "language", "attempts", "last_error"),
        *("made_at", "next_try_at", "sent_at", "stopped_at"),
    )

    @admin.display(description=_("state"))
    def state(self, mail: Mail) -> str:
        if mail.sent_at:
            return _("Sent")
        return _("Given up") if mail.stopped_at else _("Waiting")


@admin.register(Owed)
class OwedAdmin(_StatesAdmin):
    """What is owed to whom; `params` stay out, since some open an account."""

    list_display = ("kind", "due_at", "is_sent", "suppressed_reason", "read_at")
    list_filter = ("kind", "suppressed_reason")
    list_select_related = ("mail",)
    search_fields = ("=reader__email",)
    fields = (
        *("kind", "reader", "language", "mail", "suppressed_reason"),
        *("made_at", "due_at", "read_at"),
    )

    @admin.display(description=_("Sent"))
    def is_sent(self, owed: Owed) -> datetime | None:
        return owed.mail.sent_at if owed.mail else None
