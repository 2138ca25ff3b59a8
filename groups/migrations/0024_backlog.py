import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Matters that wait for an agenda."""

    dependencies = [
        ("groups", "0023_polls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BacklogItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title_sv",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Swedish"),
                ),
                (
                    "title_fi",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Finnish"),
                ),
                ("text_sv", models.TextField(blank=True, verbose_name="text in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="text in Finnish")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("inform", "For information"),
                            ("discuss", "For discussion"),
                            ("decide", "For agreement"),
                        ],
                        default="discuss",
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes"),
                ),
                (
                    "presenter",
                    models.CharField(blank=True, max_length=120, verbose_name="presented by"),
                ),
                ("added_at", models.DateTimeField(verbose_name="added")),
                ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="dropped")),
                (
                    "drop_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="backlog",
                        to="groups.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="carried",
                        to="groups.agendaitem",
                        verbose_name="carried over from",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="from_backlog",
                        to="groups.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
            ],
            options={
                "verbose_name": "matter in the backlog",
                "verbose_name_plural": "matters in the backlog",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="backlog_item_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["inform", "discuss", "decide"])),
                        name="backlog_item_purpose_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dropped_at", None),
                            models.Q(("drop_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="backlog_item_is_dropped_with_a_reason",
                    ),
                ],
            },
        ),
    ]
