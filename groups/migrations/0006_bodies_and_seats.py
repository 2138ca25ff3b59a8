import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0005_organisation_profiles"),
    ]

    operations = [
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(default=1, verbose_name="seats")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                ("agreed", models.CharField(blank=True, max_length=160, verbose_name="agreed")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="targets",
                        to="groups.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="targets",
                        to="groups.category",
                        verbose_name="category",
                    ),
                ),
            ],
            options={
                "verbose_name": "target of representation",
                "verbose_name_plural": "targets of representation",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="target_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gte", 1)), name="target_is_a_seat_or_more"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("body", "="),
                            ("category", "="),
                            (
                                models.Func(
                                    models.F("starts_on"),
                                    models.F("ends_on"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="a_body_has_one_target_for_a_category_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("managers", "Those who manage the group's seats"),
                            ("group", "The whole group"),
                            ("public", "Everyone"),
                        ],
                        default="managers",
                        max_length=20,
                        verbose_name="open to",
                    ),
                ),
                ("file", models.FileField(max_length=200, upload_to="", verbose_name="file")),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=100, verbose_name="format")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="hash")),
                ("added_at", models.DateTimeField(verbose_name="added")),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reach__in", ["managers", "group", "public"])),
                        name="document_reach_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="area in Swedish"),
                ),
                (
                    "area_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="area in Finnish"),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputy_responsibilities",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="deputy",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="responsibilities",
                        to="groups.document",
                        verbose_name="appointment document",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "responsibility",
                "verbose_name_plural": "responsibilities",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="responsibility_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("area_sv", ""), _negated=True),
                            models.Q(("area_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="responsibility_has_an_area",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("user", None),
                            ("deputy", None),
                            models.Q(("user", models.F("deputy")), _negated=True),
                            _connector="OR",
                        ),
                        name="deputy_is_somebody_else",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text_sv", models.TextField(blank=True, verbose_name="commission in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="commission in Finnish")),
                ("given_by", models.CharField(max_length=160, verbose_name="given by")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="commissions",
                        to="groups.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="commissions",
                        to="groups.document",
                        verbose_name="document",
                    ),
                ),
            ],
            options={
                "verbose_name": "commission",
                "verbose_name_plural": "commissions",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="commission_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text_sv", ""), _negated=True),
                            models.Q(("text_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="commission_has_a_text",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="body",
            name="closing_note_fi",
            field=models.TextField(blank=True, verbose_name="closing note in Finnish"),
        ),
        migrations.AddField(
            model_name="body",
            name="closing_note_sv",
            field=models.TextField(blank=True, verbose_name="closing note in Swedish"),
        ),
        migrations.AddField(
            model_name="body",
            name="deliverable_fi",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="what it is to bring about, in Finnish"
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="deliverable_sv",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="what it is to bring about, in Swedish"
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="is_informal",
            field=models.BooleanField(
                default=False,
                help_text="Meets without agenda and numbered outcomes.",
                verbose_name="works informally",
            ),
        ),
        migrations.AddField(
            model_name="body",
            name="nickname_fi",
            field=models.CharField(blank=True, max_length=80, verbose_name="nickname in Finnish"),
        ),
        migrations.AddField(
            model_name="body",
            name="nickname_sv",
            field=models.CharField(blank=True, max_length=80, verbose_name="nickname in Swedish"),
        ),
        migrations.AddField(
            model_name="body",
            name="tasks_fi",
            field=models.TextField(blank=True, verbose_name="tasks and emphasis in Finnish"),
        ),
        migrations.AddField(
            model_name="body",
            name="tasks_sv",
            field=models.TextField(blank=True, verbose_name="tasks and emphasis in Swedish"),
        ),
        migrations.AddField(
            model_name="invitation",
            name="suggested_address",
            field=models.EmailField(
                blank=True, max_length=254, verbose_name="address of who was named instead"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="suggested_name",
            field=models.CharField(blank=True, max_length=120, verbose_name="named instead"),
        ),
        migrations.AddField(
            model_name="seatholder",
            name="may_commit",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not stated"),
                    ("yes", "May commit the organisation"),
                    ("consulting", "After consulting at home"),
                    ("no", "May not commit the organisation"),
                ],
                max_length=20,
                verbose_name="mandate",
            ),
        ),
        migrations.AddField(
            model_name="seatholder",
            name="position",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not stated"),
                    ("leading", "Leading position"),
                    ("middle", "Middle management"),
                    ("expert", "Expert or planner"),
                    ("practitioner", "Guidance work"),
                ],
                max_length=20,
                verbose_name="position",
            ),
        ),
        migrations.AddField(
            model_name="seatholder",
            name="appointment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="mandates",
                to="groups.document",
                verbose_name="appointment document",
            ),
        ),
        migrations.AddConstraint(
            model_name="seatholder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("position__in", ["", "leading", "middle", "expert", "practitioner"])
                ),
                name="mandate_position_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="seatholder",
            constraint=models.CheckConstraint(
                condition=models.Q(("may_commit__in", ["", "yes", "consulting", "no"])),
                name="mandate_commitment_is_known",
            ),
        ),
    ]
