"""The audit log in the Django admin: read, never written."""

from django.contrib import admin

from elo_platform.audit.models import AuditEvent
from elo_platform.lib.admin import ReadOnlyAdmin


@admin.register(AuditEvent)
class AuditEventAdmin(ReadOnlyAdmin):
    """Who did what to what, by ids; names are looked up where they are kept."""

    list_display = ("at", "kind", "target_kind", "target_id", "group_id", "actor_id")
    list_filter = ("kind", "target_kind")
    search_fields = ("=target_id", "=actor_id", "=group_id")
    ordering = ("-at", "-pk")
    show_full_result_count = False
