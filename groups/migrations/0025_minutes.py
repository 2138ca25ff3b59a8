import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Minutes by parts, their checkers and their revisions, which are kept."""

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0024_backlog"),
    ]

    operations = [
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("writing", "Being written"),
                            ("review", "In review"),
                            ("approved", "Approved and locked"),
                        ],
                        default="writing",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "revision",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="revision"
                    ),
                ),
                ("begun_at", models.DateTimeField(verbose_name="begun")),
                (
                    "sent_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="sent for review"),
                ),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="approved"),
                ),
                (
                    "reopen_reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason for opening again"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "begun_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="begun by",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="groups.meeting",
                        verbose_name="meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "minutes",
                "verbose_name_plural": "minutes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["writing", "review", "approved"])),
                        name="minutes_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", False), ("state", "approved")),
                            models.Q(("state", "approved"), _negated=True),
                            _connector="OR",
                        ),
                        name="minutes_are_approved_when_they_say_so",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesChecker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("none", "No answer yet"),
                            ("approved", "Approves"),
                            ("changes", "Asks for changes"),
                        ],
                        default="none",
                        max_length=20,
                        verbose_name="answer",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                (
                    "seen_version",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="version read"),
                ),
                ("asked_at", models.DateTimeField(blank=True, null=True, verbose_name="asked")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checkers",
                        to="groups.minutes",
                        verbose_name="minutes",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes_checked",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "checker of minutes",
                "verbose_name_plural": "checkers of minutes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "user"), name="a_person_checks_minutes_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["none", "approved", "changes"])),
                        name="check_answer_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "heading_sv",
                    models.CharField(blank=True, max_length=200, verbose_name="heading in Swedish"),
                ),
                (
                    "heading_fi",
                    models.CharField(blank=True, max_length=200, verbose_name="heading in Finnish"),
                ),
                ("text_sv", models.TextField(blank=True, verbose_name="text in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="text in Finnish")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                ("changed_at", models.DateTimeField(blank=True, null=True, verbose_name="changed")),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minuted",
                        to="groups.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="groups.minutes",
                        verbose_name="minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of minutes",
                "verbose_name_plural": "parts of minutes",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("minutes", "number"),
                        name="parts_of_minutes_have_an_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("item__isnull", False)),
                        fields=("minutes", "item"),
                        name="an_item_is_minuted_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="revision")),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="reason for the revision"
                    ),
                ),
                ("content", models.JSONField(verbose_name="content")),
                ("approved_at", models.DateTimeField(verbose_name="approved")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="approved by",
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="groups.minutes",
                        verbose_name="minutes",
                    ),
                ),
            ],
            options={
                "verbose_name": "revision of minutes",
                "verbose_name_plural": "revisions of minutes",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("minutes", "number"), name="revisions_of_minutes_are_numbered"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="revision_of_minutes_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="eea2dce7fd91b500003d2ebd1ca3a9b562d43215",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_revision_of_minutes_is_kept_7c554",
                    table="groups_minutesrevision",
                    when="BEFORE",
                ),
            ),
        ),
    ]
