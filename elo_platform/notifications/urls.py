from django.urls import path

from elo_platform.notifications.views import acts, dev_mail, inbox, stops

app_name = "notifications"
urlpatterns = [
    path("me/notices/", inbox.inbox, name="inbox"),
    path("me/notices/read/", inbox.inbox_read, name="inbox_read"),
    path("me/notices/settings/", inbox.settings, name="settings"),
    path("act/<str:token>/", acts.act, name="act"),
    path("unsubscribe/<str:token>/", stops.unsubscribe, name="unsubscribe"),
    path("dev/mail/", dev_mail.dev_mail, name="dev_mail"),
    path("dev/mail/<str:mail_id>/", dev_mail.dev_mail_detail, name="dev_mail_detail"),
    path("dev/mail/<str:mail_id>/html/", dev_mail.dev_mail_html, name="dev_mail_html"),
    path("dev/mail/<str:mail_id>/<int:number>/", dev_mail.dev_mail_part, name="dev_mail_part"),
]
