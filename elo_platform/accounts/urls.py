from django.urls import path

from elo_platform.accounts.views import profile

app_name = "accounts"
urlpatterns = [
    path("me/profile/", profile.profile, name="profile"),
]
