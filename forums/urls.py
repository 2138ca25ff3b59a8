from django.urls import URLPattern, path

from forums.views import export, posts, raising, spaces, topics

app_name = "forums"
urlpatterns: list[URLPattern] = [
    path("groups/<int:pk>/spaces/", spaces.group_spaces, name="group_spaces"),
    path("spaces/<int:pk>/", spaces.space_detail, name="space_detail"),
    path("spaces/<int:pk>/topics.<str:ending>", export.topics_export, name="topics_export"),
    path("spaces/<int:pk>/edit/", spaces.space_edit, name="space_edit"),
    path("spaces/<int:pk>/follow/", spaces.space_follow, name="space_follow"),
    path("spaces/<int:pk>/read/", spaces.space_read, name="space_read"),
    path("spaces/<int:pk>/topics/new/", topics.topic_new, name="topic_new"),
    path("topics/<int:pk>/", topics.topic_detail, name="topic_detail"),
    path("topics/<int:pk>/reply/", topics.topic_reply, name="topic_reply"),
    path("topics/<int:pk>/follow/", topics.topic_follow, name="topic_follow"),
    path("topics/<int:pk>/close/", topics.topic_close, name="topic_close"),
    path("topics/<int:pk>/need/", raising.topic_need, name="topic_need"),
    path("topics/<int:pk>/agenda/", raising.topic_lift, name="topic_lift"),
    path("posts/<int:pk>/edit/", posts.post_edit, name="post_edit"),
    path("posts/<int:pk>/remove/", posts.post_remove, name="post_remove"),
]
