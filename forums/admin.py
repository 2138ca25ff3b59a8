"""Spaces and discussions for administrators, to look up. What people write is not for them."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from forums.models import Space, Topic


class ReadOnlyAdmin(admin.ModelAdmin):
    """Written by the services behind the pages."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Space)
class SpaceAdmin(ReadOnlyAdmin):
    list_display = ("pk", "group", "body", "archived_at")
    list_select_related = ("group", "body")
    list_filter = ("group",)
    fields = ("group", "body", "archived_at", "version")


@admin.register(Topic)
class TopicAdmin(ReadOnlyAdmin):
    """How much is discussed where, without titles: those are words of a closed circle."""

    list_display = ("pk", "space", "posts_count", "is_closed", "started_at", "last_post_at")
    list_display_links = ("pk",)
    list_select_related = ("space__body",)
    fields = ("space", "language", "posts_count", "is_closed", "started_at", "last_post_at")
