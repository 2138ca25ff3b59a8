import datetime

import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Series of meetings with templates, and what an item of an agenda may carry."""

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0020_skills"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaTemplate",
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
                ("made_at", models.DateTimeField(verbose_name="drafted")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="templates",
                        to="groups.body",
                        verbose_name="body",
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
            ],
            options={
                "verbose_name": "template of an agenda",
                "verbose_name_plural": "templates of agendas",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agenda_template_has_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "section_sv",
                    models.CharField(blank=True, max_length=120, verbose_name="section in Swedish"),
                ),
                (
                    "section_fi",
                    models.CharField(blank=True, max_length=120, verbose_name="section in Finnish"),
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
                    "standing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("outcomes", "Outcomes since last time, and what came of them"),
                            ("actions", "Actions that are late or stuck"),
                            ("mandates", "Mandates that end and seats that are vacant"),
                            ("agreements", "Agreements that end or wait for signatures"),
                            ("surveys", "Surveys and their results"),
                            ("needs", "Needs that wait for an answer"),
                            ("trials", "What was tried out at home"),
                            ("news", "News from the organisations"),
                        ],
                        max_length=20,
                        verbose_name="fills itself with",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="groups.agendatemplate",
                        verbose_name="template",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of a template",
                "verbose_name_plural": "items of templates",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("template", "number"),
                        name="template_items_have_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="template_item_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("purpose__in", ["inform", "discuss", "decide"])),
                        name="template_item_purpose_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Series",
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
                (
                    "frequency",
                    models.CharField(
                        choices=[
                            ("weekly", "Every week or every few weeks"),
                            ("month_day", "On a day of the month"),
                            (
                                "month_weekday",
                                "On a weekday of the month, such as the second Tuesday",
                            ),
                        ],
                        max_length=20,
                        verbose_name="how often",
                    ),
                ),
                (
                    "interval",
                    models.PositiveSmallIntegerField(
                        default=1, verbose_name="every how many weeks or months"
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="weekday"),
                ),
                (
                    "ordinal",
                    models.SmallIntegerField(
                        blank=True, null=True, verbose_name="which in the month"
                    ),
                ),
                (
                    "month_day",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="day of the month"
                    ),
                ),
                ("first_on", models.DateField(verbose_name="from")),
                ("last_on", models.DateField(verbose_name="to")),
                ("begins", models.TimeField(verbose_name="begins")),
                ("ends", models.TimeField(verbose_name="ends")),
                (
                    "zone",
                    models.CharField(
                        default="Europe/Helsinki", max_length=40, verbose_name="time zone"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="link to the online meeting"
                    ),
                ),
                ("skips_july", models.BooleanField(default=True, verbose_name="not in July")),
                (
                    "skips_holidays",
                    models.BooleanField(default=True, verbose_name="not on holidays"),
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
                        default="body",
                        max_length=20,
                        verbose_name="open to",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                ("made_at", models.DateTimeField(verbose_name="drafted")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series",
                        to="groups.body",
                        verbose_name="body",
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="series_kept",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="kept by",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="series",
                        to="groups.agendatemplate",
                        verbose_name="template of the agenda",
                    ),
                ),
            ],
            options={
                "verbose_name": "series of meetings",
                "verbose_name_plural": "series of meetings",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="series_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("frequency__in", ["weekly", "month_day", "month_weekday"])
                        ),
                        name="series_frequency_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["body", "group", "all_regions", "public"])
                        ),
                        name="series_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_on__gte", models.F("first_on")),
                            (
                                "last_on__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("first_on"),
                                    "+",
                                    models.Value(datetime.timedelta(days=731)),
                                ),
                            ),
                        ),
                        name="series_ends_within_two_years",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("interval__range", (1, 12))),
                        name="series_interval_is_from_1_to_12",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("frequency", "weekly"),
                                ("month_day", None),
                                ("ordinal", None),
                                ("weekday__range", (0, 6)),
                            ),
                            models.Q(
                                ("frequency", "month_day"),
                                ("month_day__range", (1, 31)),
                                ("ordinal", None),
                                ("weekday", None),
                            ),
                            models.Q(
                                ("frequency", "month_weekday"),
                                ("month_day", None),
                                ("ordinal__in", (-1, 1, 2, 3, 4)),
                                ("weekday__range", (0, 6)),
                            ),
                            _connector="OR",
                        ),
                        name="series_rule_is_whole",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="carried_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="carried_to",
                to="groups.agendaitem",
                verbose_name="carried over from",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="presented_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items_presented",
                to=settings.AUTH_USER_MODEL,
                verbose_name="presented by, with an account",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="section_fi",
            field=models.CharField(blank=True, max_length=120, verbose_name="section in Finnish"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="section_sv",
            field=models.CharField(blank=True, max_length=120, verbose_name="section in Swedish"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="standing",
            field=models.CharField(
                blank=True,
                choices=[
                    ("outcomes", "Outcomes since last time, and what came of them"),
                    ("actions", "Actions that are late or stuck"),
                    ("mandates", "Mandates that end and seats that are vacant"),
                    ("agreements", "Agreements that end or wait for signatures"),
                    ("surveys", "Surveys and their results"),
                    ("needs", "Needs that wait for an answer"),
                    ("trials", "What was tried out at home"),
                    ("news", "News from the organisations"),
                ],
                max_length=20,
                verbose_name="fills itself with",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="closed"),
        ),
        migrations.AddField(
            model_name="meeting",
            name="occurs_on",
            field=models.DateField(
                blank=True, null=True, verbose_name="day by the rule of the series"
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="opened"),
        ),
        migrations.AddField(
            model_name="paper",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="papers",
                to="groups.agendaitem",
                verbose_name="agenda item",
            ),
        ),
        migrations.AddField(
            model_name="meeting",
            name="series",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="groups.series",
                verbose_name="series",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("series__isnull", False)),
                fields=("series", "occurs_on"),
                name="a_series_meets_once_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("occurs_on", None), ("series", None)),
                    models.Q(("occurs_on__isnull", False), ("series__isnull", False)),
                    _connector="OR",
                ),
                name="meeting_of_a_series_knows_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None),
                    models.Q(
                        ("closed_at__gte", models.F("opened_at")), ("opened_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="meeting_closes_after_it_opens",
            ),
        ),
    ]
