import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Guidelines in editions, comments on them, and who took them in."""

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0026_influence"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guideline",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number"),
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
                ("basis_sv", models.TextField(blank=True, verbose_name="basis in Swedish")),
                ("basis_fi", models.TextField(blank=True, verbose_name="basis in Finnish")),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="in force from"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="in force until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("comments", "Open for comments"),
                            ("submitted", "Before the leading group"),
                            ("returned", "Returned with guidance"),
                            ("approved", "Approved"),
                            ("published", "Published to the network"),
                            ("rejected", "Rejected"),
                            ("retired", "No longer in force"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "edition",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="edition"
                    ),
                ),
                (
                    "comments_by",
                    models.DateField(blank=True, null=True, verbose_name="comments wanted by"),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("body", "Its body only"),
                            ("group", "The whole group"),
                            ("all_regions", "All regions"),
                            ("public", "Everyone"),
                        ],
                        default="group",
                        max_length=20,
                        verbose_name="open to",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "guidance_sv",
                    models.TextField(
                        blank=True, verbose_name="guidance of the leading group in Swedish"
                    ),
                ),
                (
                    "guidance_fi",
                    models.TextField(
                        blank=True, verbose_name="guidance of the leading group in Finnish"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="drafted")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                (
                    "submitted_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="put to the leading group"
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="published"),
                ),
                (
                    "answer_by",
                    models.DateField(blank=True, null=True, verbose_name="answers wanted by"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guidelines",
                        to="groups.body",
                        verbose_name="leading group that approves",
                    ),
                ),
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
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guidelines",
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
                        verbose_name="drafted by",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guidelines",
                        to="groups.outcome",
                        verbose_name="outcome",
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
            ],
            options={
                "verbose_name": "guideline",
                "verbose_name_plural": "guidelines",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="guideline_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "comments",
                                    "submitted",
                                    "returned",
                                    "approved",
                                    "published",
                                    "rejected",
                                    "retired",
                                ],
                            )
                        ),
                        name="guideline_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["body", "group", "all_regions", "public"])
                        ),
                        name="guideline_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="guideline_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number__isnull", False)),
                        fields=("group", "year", "number"),
                        name="guidelines_are_numbered_per_group_and_year",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(verbose_name="edition")),
                (
                    "meaning",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what it means for us"
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="acknowledged"),
                ),
                (
                    "is_on_behalf",
                    models.BooleanField(default=False, verbose_name="entered for the organisation"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="acknowledged by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "guideline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="groups.guideline",
                        verbose_name="guideline",
                    ),
                ),
            ],
            options={
                "verbose_name": "acknowledgement of a guideline",
                "verbose_name_plural": "acknowledgements of guidelines",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("guideline", "organisation", "edition"),
                        name="an_organisation_acknowledges_an_edition_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GuidelineComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="comment")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                ("version", models.PositiveIntegerField(verbose_name="version commented on")),
                ("reply", models.CharField(blank=True, max_length=500, verbose_name="reply")),
                (
                    "replied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="reply given"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guideline_comments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="from",
                    ),
                ),
                (
                    "guideline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="groups.guideline",
                        verbose_name="guideline",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="guideline_comments",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reply from",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a guideline",
                "verbose_name_plural": "comments on guidelines",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="GuidelineEdition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="edition")),
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
                ("basis_sv", models.TextField(blank=True, verbose_name="basis in Swedish")),
                ("basis_fi", models.TextField(blank=True, verbose_name="basis in Finnish")),
                (
                    "starts_on",
                    models.DateField(blank=True, null=True, verbose_name="in force from"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="in force until")),
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
                    "guideline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="groups.guideline",
                        verbose_name="guideline",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition of a guideline",
                "verbose_name_plural": "editions of guidelines",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("guideline", "number"), name="editions_of_a_guideline_are_numbered"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guidelineedition",
            trigger=pgtrigger.compiler.Trigger(
                name="edition_of_a_guideline_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4d42c6cf62b7b0ebe673a556e9c2e5fe2b47a613",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_edition_of_a_guideline_is_kept_b889b",
                    table="groups_guidelineedition",
                    when="BEFORE",
                ),
            ),
        ),
    ]
