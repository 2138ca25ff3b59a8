import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Statements and what came of them; how something was tried out."""

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0025_minutes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Statement",
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
                            ("initiative", "Initiative"),
                            ("statement", "Statement"),
                            ("hearing", "Heard in a matter"),
                            ("letter", "Letter"),
                        ],
                        default="statement",
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
                ("text_sv", models.TextField(blank=True, verbose_name="text in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="text in Finnish")),
                (
                    "addressee",
                    models.CharField(blank=True, max_length=200, verbose_name="addressee"),
                ),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="sent")),
                ("answer_sv", models.TextField(blank=True, verbose_name="answer in Swedish")),
                ("answer_fi", models.TextField(blank=True, verbose_name="answer in Finnish")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered")),
                (
                    "effect",
                    models.CharField(
                        choices=[
                            ("unknown", "Not known yet"),
                            ("none", "No effect"),
                            ("partly", "Partly taken into account"),
                            ("fully", "Taken into account"),
                        ],
                        default="unknown",
                        max_length=20,
                        verbose_name="effect",
                    ),
                ),
                (
                    "effect_text_sv",
                    models.TextField(blank=True, verbose_name="what came of it in Swedish"),
                ),
                (
                    "effect_text_fi",
                    models.TextField(blank=True, verbose_name="what came of it in Finnish"),
                ),
                (
                    "follow_up_on",
                    models.DateField(blank=True, null=True, verbose_name="to be followed up"),
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
                ("made_at", models.DateTimeField(verbose_name="entered")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="groups.body",
                        verbose_name="body",
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
                        related_name="statements",
                        to="groups.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
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
                        verbose_name="entered by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements_received",
                        to="groups.organisation",
                        verbose_name="organisation addressed",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="groups.outcome",
                        verbose_name="outcome",
                    ),
                ),
            ],
            options={
                "verbose_name": "statement",
                "verbose_name_plural": "statements",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="statement_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["initiative", "statement", "hearing", "letter"])
                        ),
                        name="statement_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("effect__in", ["unknown", "none", "partly", "fully"])),
                        name="statement_effect_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["body", "group", "all_regions", "public"])
                        ),
                        name="statement_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("addressee", ""), _negated=True),
                            ("organisation__isnull", False),
                            _connector="OR",
                        ),
                        name="statement_has_an_addressee",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None),
                            models.Q(
                                ("answered_on__gte", models.F("sent_on")),
                                ("sent_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="statement_is_answered_after_it_is_sent",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="echo",
            name="tried_from",
            field=models.DateField(blank=True, null=True, verbose_name="tried out from"),
        ),
        migrations.AddField(
            model_name="echo",
            name="tried_to",
            field=models.DateField(blank=True, null=True, verbose_name="tried out until"),
        ),
        migrations.AddField(
            model_name="echo",
            name="worked",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not known yet"),
                    ("worked", "Worked"),
                    ("partly", "Worked in part"),
                    ("not", "Did not work"),
                ],
                default="",
                max_length=20,
                verbose_name="how it worked",
            ),
        ),
        migrations.AddConstraint(
            model_name="echo",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("tried_to", None),
                    models.Q(
                        ("tried_from__isnull", False), ("tried_to__gte", models.F("tried_from"))
                    ),
                    _connector="OR",
                ),
                name="echo_trial_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="echo",
            constraint=models.CheckConstraint(
                condition=models.Q(("worked__in", ["", "worked", "partly", "not"])),
                name="echo_trial_result_is_known",
            ),
        ),
    ]
