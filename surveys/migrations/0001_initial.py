import uuid

import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import surveys.models.survey


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0003_mandates_by_kind"),
    ]

    operations = [
        migrations.CreateModel(
            name="Survey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        default=surveys.models.survey.new_token,
                        editable=False,
                        max_length=43,
                        unique=True,
                        verbose_name="public address",
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
                ("intro_sv", models.TextField(blank=True, verbose_name="introduction in Swedish")),
                ("intro_fi", models.TextField(blank=True, verbose_name="introduction in Finnish")),
                (
                    "audience_sv",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="who is asked, in Swedish"
                    ),
                ),
                (
                    "audience_fi",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="who is asked, in Finnish"
                    ),
                ),
                ("thanks_sv", models.TextField(blank=True, verbose_name="thanks in Swedish")),
                ("thanks_fi", models.TextField(blank=True, verbose_name="thanks in Finnish")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
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
                        verbose_name="results open to",
                    ),
                ),
                (
                    "said_visibility",
                    models.CharField(
                        choices=[
                            ("body", "Its body only"),
                            ("group", "The whole group"),
                            ("all_regions", "All regions"),
                            ("public", "Everyone"),
                        ],
                        default="group",
                        max_length=20,
                        verbose_name="what it led to open to",
                    ),
                ),
                (
                    "closes_on",
                    models.DateField(blank=True, null=True, verbose_name="last day to answer"),
                ),
                (
                    "is_locked",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="questions are locked"
                    ),
                ),
                (
                    "edition",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="edition"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "answers_count",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="answers"),
                ),
                (
                    "shown_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="answers shown"
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="drafted")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
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
                        related_name="surveys",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="surveys_made",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "survey",
                "verbose_name_plural": "surveys",
                "indexes": [
                    models.Index(fields=["group", "-made_at", "-id"], name="survey_by_age")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "open", "closed"])),
                        name="survey_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["group", "all_regions", "public"]),
                            ("said_visibility__in", ["group", "all_regions", "public"]),
                        ),
                        name="survey_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="survey_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(
                                models.Q(("title_sv", ""), _negated=True),
                                models.Q(("title_fi", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="survey_opens_in_both_languages",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at", None), ("state", "draft")),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("opened_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="survey_is_opened_when_not_a_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True), ("closed_at", None)
                            ),
                            _connector="OR",
                        ),
                        name="survey_closing_is_complete",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "title_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="title in Swedish"),
                ),
                (
                    "title_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="title in Finnish"),
                ),
                ("text_sv", models.TextField(blank=True, verbose_name="text in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="text in Finnish")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "section",
                "verbose_name_plural": "sections",
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("survey", "number"),
                        name="sections_have_an_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single", "One is chosen"),
                            ("multiple", "Several are chosen"),
                            ("scale", "Scale"),
                            ("text", "Free text"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text_sv",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="question in Swedish"
                    ),
                ),
                (
                    "text_fi",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="question in Finnish"
                    ),
                ),
                (
                    "help_sv",
                    models.CharField(blank=True, max_length=300, verbose_name="hint in Swedish"),
                ),
                (
                    "help_fi",
                    models.CharField(blank=True, max_length=300, verbose_name="hint in Finnish"),
                ),
                (
                    "is_required",
                    models.BooleanField(default=False, verbose_name="must be answered"),
                ),
                (
                    "is_sector",
                    models.BooleanField(default=False, verbose_name="is the respondent's sector"),
                ),
                (
                    "max_choices",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="at most"),
                ),
                (
                    "scale_max",
                    models.PositiveSmallIntegerField(default=5, verbose_name="scale from 1 to"),
                ),
                (
                    "low_sv",
                    models.CharField(blank=True, max_length=60, verbose_name="lowest in Swedish"),
                ),
                (
                    "low_fi",
                    models.CharField(blank=True, max_length=60, verbose_name="lowest in Finnish"),
                ),
                (
                    "high_sv",
                    models.CharField(blank=True, max_length=60, verbose_name="highest in Swedish"),
                ),
                (
                    "high_fi",
                    models.CharField(blank=True, max_length=60, verbose_name="highest in Finnish"),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="surveys.section",
                        verbose_name="section",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("section", "number"),
                        name="questions_have_an_order",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_sector", True)),
                        fields=("survey",),
                        name="a_survey_asks_the_sector_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["single", "multiple", "scale", "text"])),
                        name="question_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_sector", False), ("kind", "single"), _connector="OR"
                        ),
                        name="a_sector_is_chosen_from_one_list",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("max_choices", None),
                            models.Q(("kind", "multiple"), ("max_choices__gte", 1)),
                            _connector="OR",
                        ),
                        name="only_several_have_a_most",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scale_max__gte", 2), ("scale_max__lte", 10)),
                        name="scale_has_sensible_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Choice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "text_sv",
                    models.CharField(blank=True, max_length=200, verbose_name="text in Swedish"),
                ),
                (
                    "text_fi",
                    models.CharField(blank=True, max_length=200, verbose_name="text in Finnish"),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="surveys.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice",
                "verbose_name_plural": "choices",
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("question", "number"),
                        name="choices_have_an_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
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
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.choice",
                        verbose_name="sector",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "response",
                "verbose_name_plural": "responses",
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number"),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "choice",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.choice",
                        verbose_name="choice",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="surveys.choice",
                        verbose_name="sector",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="surveys.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="surveys.response",
                        verbose_name="response",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "indexes": [
                    models.Index(
                        fields=["question", "choice", "number", "sector"],
                        include=("response",),
                        name="answer_for_results",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("choice__isnull", False), ("number", None), ("text", "")),
                            models.Q(("choice", None), ("number__isnull", False), ("text", "")),
                            models.Q(
                                ("choice", None),
                                ("number", None),
                                models.Q(("text", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="answer_is_of_one_kind",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number"),
                ),
                ("n", models.PositiveIntegerField(verbose_name="how many")),
                (
                    "choice",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.choice",
                        verbose_name="choice",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="surveys.choice",
                        verbose_name="sector",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tallies",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "summary of answers",
                "verbose_name_plural": "summaries of answers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("survey", "question", "choice", "number", "sector"),
                        name="a_tally_stands_once",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(blank=True, max_length=120, verbose_name="name in Swedish"),
                ),
                (
                    "name_fi",
                    models.CharField(blank=True, max_length=120, verbose_name="name in Finnish"),
                ),
                (
                    "definition_sv",
                    models.TextField(blank=True, verbose_name="what belongs to it, in Swedish"),
                ),
                (
                    "definition_fi",
                    models.TextField(blank=True, verbose_name="what belongs to it, in Finnish"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="theme_has_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Fragment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("start", models.PositiveIntegerField(verbose_name="from character")),
                ("end", models.PositiveIntegerField(verbose_name="to character")),
                ("at", models.DateTimeField(verbose_name="marked")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fragments",
                        to="surveys.answer",
                        verbose_name="answer",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="marked by",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="fragments",
                        to="surveys.theme",
                        verbose_name="theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "marked fragment",
                "verbose_name_plural": "marked fragments",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("theme", "answer", "start", "end"),
                        name="a_fragment_is_in_a_theme_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))),
                        name="a_fragment_has_a_length",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UsedKey",
            fields=[
                (
                    "key_hash",
                    models.CharField(
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                        verbose_name="hash of the key",
                    ),
                ),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="used_keys",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "used form",
                "verbose_name_plural": "used forms",
            },
        ),
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("sealed", models.BinaryField(verbose_name="sealed answer")),
                (
                    "survey",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="waiting",
                        to="surveys.survey",
                        verbose_name="survey",
                    ),
                ),
            ],
            options={
                "verbose_name": "waiting answer",
                "verbose_name_plural": "waiting answers",
            },
        ),
    ]
