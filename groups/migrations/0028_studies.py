import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Studies and where they are used."""

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0027_guidelines"),
    ]

    operations = [
        migrations.CreateModel(
            name="Study",
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
                            ("study", "Study or report"),
                            ("foresight", "Foresight"),
                            ("statistics", "Statistics"),
                            ("survey", "Survey of somebody else"),
                        ],
                        default="study",
                        max_length=20,
                        verbose_name="kind",
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
                ("publisher", models.CharField(blank=True, max_length=200, verbose_name="owner")),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                (
                    "findings_sv",
                    models.TextField(blank=True, verbose_name="key findings in Swedish"),
                ),
                (
                    "findings_fi",
                    models.TextField(blank=True, verbose_name="key findings in Finnish"),
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
                ("added_at", models.DateTimeField(verbose_name="added")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
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
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="studies",
                        to="groups.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="studies",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="studies",
                        to="groups.organisation",
                        verbose_name="owner in the register",
                    ),
                ),
            ],
            options={
                "verbose_name": "study",
                "verbose_name_plural": "studies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="study_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["study", "foresight", "statistics", "survey"])
                        ),
                        name="study_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["body", "group", "all_regions", "public"])
                        ),
                        name="study_visibility_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StudyUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "node_kind",
                    models.CharField(max_length=20, verbose_name="kind of what builds on it"),
                ),
                ("node_id", models.BigIntegerField(verbose_name="what builds on it")),
                ("at", models.DateTimeField(verbose_name="added")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "study",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="groups.study",
                        verbose_name="study",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a study",
                "verbose_name_plural": "uses of studies",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("study", "node_kind", "node_id"),
                        name="a_study_is_used_once_in_a_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "node_kind__in",
                                [
                                    "survey",
                                    "theme",
                                    "topic",
                                    "need",
                                    "goal",
                                    "measure",
                                    "plan",
                                    "item",
                                    "outcome",
                                    "echo",
                                ],
                            )
                        ),
                        name="study_is_used_in_a_known_place",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="study",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="evidence",
                to="groups.study",
                verbose_name="study",
            ),
        ),
    ]
