import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Needs with area, target group, transition, an answer, votes and comments."""

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0028_studies"),
    ]

    operations = [
        migrations.CreateModel(
            name="NeedComment",
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
                ("removed_at", models.DateTimeField(blank=True, null=True, verbose_name="removed")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="need_comments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="from",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="groups.need",
                        verbose_name="need",
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="removed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "comment on a need",
                "verbose_name_plural": "comments on needs",
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="NeedVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("importance", models.PositiveSmallIntegerField(verbose_name="importance")),
                (
                    "influence",
                    models.PositiveSmallIntegerField(verbose_name="possibility to influence"),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="groups.need",
                        verbose_name="need",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_voted",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "vote on a need",
                "verbose_name_plural": "votes on needs",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("need", "user"), name="a_person_votes_on_a_need_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("importance__range", (1, 5)), ("influence__range", (1, 5))
                        ),
                        name="vote_on_a_need_is_from_1_to_5",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="need",
            name="answer_by",
            field=models.DateField(blank=True, null=True, verbose_name="answer owed by"),
        ),
        migrations.AddField(
            model_name="need",
            name="answer_fi",
            field=models.TextField(blank=True, verbose_name="answer in Finnish"),
        ),
        migrations.AddField(
            model_name="need",
            name="answer_sv",
            field=models.TextField(blank=True, verbose_name="answer in Swedish"),
        ),
        migrations.AddField(
            model_name="need",
            name="answered_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="answered"),
        ),
        migrations.AddField(
            model_name="need",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="area",
            field=models.CharField(
                blank=True,
                choices=[
                    ("basic", "Basic education"),
                    ("upper", "Upper secondary education"),
                    ("higher", "Higher education"),
                    ("adult", "Adult education and liberal education"),
                    ("employment", "Employment services"),
                    ("youth", "Youth work and one-stop guidance centres"),
                    ("welfare", "Social welfare and health care"),
                    ("integration", "Integration"),
                    ("working_life", "Working life"),
                    ("other", "Other"),
                ],
                max_length=20,
                verbose_name="area of guidance",
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="target_fi",
            field=models.CharField(
                blank=True, max_length=120, verbose_name="target group in Finnish"
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="target_sv",
            field=models.CharField(
                blank=True, max_length=120, verbose_name="target group in Swedish"
            ),
        ),
        migrations.AddField(
            model_name="need",
            name="transition",
            field=models.CharField(
                blank=True,
                choices=[
                    ("pre_basic", "Pre-primary → basic education"),
                    ("within_basic", "Primary → lower secondary"),
                    ("basic_upper", "Basic education → upper secondary"),
                    ("upper_higher_work", "Upper secondary → higher education or working life"),
                    ("interrupted_back", "Interrupted studies → back to studies"),
                    ("higher_work", "Higher education → working life"),
                    ("unemployed", "Unemployment → training or work"),
                    ("work_new_occupation", "In work → new occupation"),
                    ("migrant", "Migrant → studies or work"),
                    ("retirement", "Working life → retirement"),
                ],
                max_length=20,
                verbose_name="transition",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("area", ""),
                    (
                        "area__in",
                        [
                            "basic",
                            "upper",
                            "higher",
                            "adult",
                            "employment",
                            "youth",
                            "welfare",
                            "integration",
                            "working_life",
                            "other",
                        ],
                    ),
                    _connector="OR",
                ),
                name="need_area_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("transition", ""),
                    (
                        "transition__in",
                        [
                            "pre_basic",
                            "within_basic",
                            "basic_upper",
                            "upper_higher_work",
                            "interrupted_back",
                            "higher_work",
                            "unemployed",
                            "work_new_occupation",
                            "migrant",
                            "retirement",
                        ],
                    ),
                    _connector="OR",
                ),
                name="need_transition_is_known",
            ),
        ),
    ]
