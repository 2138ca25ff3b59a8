import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True, verbose_name="key")),
                (
                    "address",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                (
                    "last_error",
                    models.CharField(blank=True, max_length=300, verbose_name="last error"),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("next_try_at", models.DateTimeField(verbose_name="next attempt")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                ("stopped_at", models.DateTimeField(null=True, verbose_name="given up")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mails",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "mail",
                "verbose_name_plural": "mails",
                "indexes": [
                    models.Index(
                        condition=models.Q(("sent_at", None), ("stopped_at", None)),
                        fields=["next_try_at", "id"],
                        name="mail_to_send",
                    ),
                    models.Index(fields=["user", "sent_at"], name="mail_of_person_by_day"),
                    models.Index(fields=["address", "sent_at"], name="mail_of_address_by_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sent_at", None), ("stopped_at", None), _connector="OR"
                        ),
                        name="mail_is_sent_or_given_up_not_both",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user__isnull", False),
                            models.Q(("address", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mail_has_a_person_or_an_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Muted",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("account", "Your account"),
                            ("invitation", "An invitation to a seat"),
                            ("invitation_reminder", "A reminder of an invitation"),
                            ("invitation_answered", "Answers to invitations that you sent"),
                            ("seat_started", "Your seat has begun"),
                            ("body_message", "Messages to a group that you belong to"),
                            ("meeting_called", "Meetings that you are called to"),
                            ("meeting_changed", "Changes of meetings"),
                            ("meeting_cancelled", "Cancelled meetings"),
                            ("meeting_reminder", "Reminders of meetings"),
                            ("answer_reminder", "Reminders to answer"),
                        ],
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                (
                    "address",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="muted",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "stopped kind of message",
                "verbose_name_plural": "stopped kinds of message",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "user", "address"),
                        name="a_kind_is_stopped_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Owed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("account", "Your account"),
                            ("invitation", "An invitation to a seat"),
                            ("invitation_reminder", "A reminder of an invitation"),
                            ("invitation_answered", "Answers to invitations that you sent"),
                            ("seat_started", "Your seat has begun"),
                            ("body_message", "Messages to a group that you belong to"),
                            ("meeting_called", "Meetings that you are called to"),
                            ("meeting_changed", "Changes of meetings"),
                            ("meeting_cancelled", "Cancelled meetings"),
                            ("meeting_reminder", "Reminders of meetings"),
                            ("answer_reminder", "Reminders to answer"),
                        ],
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                ("params", models.JSONField(default=dict, verbose_name="values")),
                ("dedup_key", models.CharField(max_length=200, unique=True, verbose_name="key")),
                (
                    "address",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        default="fi",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "suppressed_reason",
                    models.CharField(blank=True, max_length=40, verbose_name="not sent because"),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("read_at", models.DateTimeField(null=True, verbose_name="read")),
                (
                    "mail",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="owed",
                        to="notifications.mail",
                        verbose_name="mail",
                    ),
                ),
                (
                    "reader",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="owed",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reader",
                    ),
                ),
            ],
            options={
                "verbose_name": "message owed",
                "verbose_name_plural": "messages owed",
                "indexes": [
                    models.Index(
                        condition=models.Q(("mail", None), ("suppressed_reason", "")),
                        fields=["due_at", "id"],
                        name="owed_to_gather",
                    ),
                    models.Index(fields=["reader", "-due_at"], name="owed_inbox"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reader__isnull", False),
                            models.Q(("address", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="owed_has_a_reader_or_an_address",
                    )
                ],
            },
        ),
    ]
