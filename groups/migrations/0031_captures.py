import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Needs written down on the spot."""

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0030_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaptureSpot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="title in Swedish"),
                ),
                (
                    "title_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="title in Finnish"),
                ),
                ("key", models.CharField(max_length=16, verbose_name="key of the link")),
                ("closes_on", models.DateField(verbose_name="open until")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spots",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="spots",
                        to="groups.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="spots",
                        to="groups.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "place to write down needs",
                "verbose_name_plural": "places to write down needs",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="capture_spot_has_a_title",
                    ),
                    models.UniqueConstraint(fields=("key",), name="capture_spot_has_its_own_key"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="what is needed")),
                ("whom", models.CharField(blank=True, max_length=160, verbose_name="for whom")),
                (
                    "contact",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="name or e-mail address"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="groups.need",
                        verbose_name="need",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="settled by",
                    ),
                ),
                (
                    "spot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="captures",
                        to="groups.capturespot",
                        verbose_name="place",
                    ),
                ),
            ],
            options={
                "verbose_name": "need written down on the spot",
                "verbose_name_plural": "needs written down on the spot",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="capture_says_something",
                    )
                ],
            },
        ),
    ]
