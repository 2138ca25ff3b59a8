"""Spaces and discussions for administrators, to look up. What people write is not for them."""

from django.contrib import admin

from elo_platform.lib.admin import ListOnlyAdmin, ReadOnlyAdmin
from forums.models import Space, Topic


@admin.register(Space)
class SpaceAdmin(ReadOnlyAdmin):
    list_display = ("pk", "group", "body", "archived_at")
    list_select_related = ("group", "body")
    list_filter = ("group",)
    fields = ("group", "body", "archived_at", "version")


@admin.register(Topic)
class TopicAdmin(ListOnlyAdmin):
    """How much is discussed where, without titles: those are words of a closed circle."""

    list_display = (
        *("pk", "group", "space"),
        *("posts_count", "is_closed", "started_at", "last_post_at"),
    )
    list_select_related = ("space__body", "space__group")

    @admin.display(description=Space._meta.get_field("group").verbose_name)
    def group(self, topic: Topic) -> str:
        return str(topic.space.group)
