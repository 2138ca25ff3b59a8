import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The year of a group: rules, entries and theme."""

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0031_captures"),
    ]

    operations = [
        migrations.CreateModel(
            name="YearRule",
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
                            ("leading", "Meeting of the leading group"),
                            ("network", "Meeting of the network"),
                            ("working", "Meeting of a working group"),
                            ("seminar", "Yearly regional seminar"),
                            ("event", "Other event"),
                            ("survey", "Survey"),
                            ("plan", "Plan"),
                            ("report", "Report"),
                            ("agreements", "Agreements"),
                            ("renewal", "Yearly renewal round"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
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
                    "rule",
                    models.CharField(
                        choices=[
                            ("date", "On a date"),
                            ("weekday", "On a weekday of a month"),
                            ("relative", "So many days before or after another entry"),
                        ],
                        max_length=20,
                        verbose_name="rule",
                    ),
                ),
                (
                    "month",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="month"),
                ),
                (
                    "month_day",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="day of the month"
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
                    "offset",
                    models.SmallIntegerField(
                        blank=True, null=True, verbose_name="days before or after"
                    ),
                ),
                (
                    "length",
                    models.PositiveSmallIntegerField(default=1, verbose_name="days that it lasts"),
                ),
                ("begins", models.TimeField(blank=True, null=True, verbose_name="begins")),
                ("ends", models.TimeField(blank=True, null=True, verbose_name="ends")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("skips_july", models.BooleanField(default=True, verbose_name="not in July")),
                (
                    "skips_holidays",
                    models.BooleanField(default=True, verbose_name="not on weekends and holidays"),
                ),
                (
                    "is_required",
                    models.BooleanField(default=False, verbose_name="belongs to every year"),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="order")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "anchor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dependants",
                        to="groups.yearrule",
                        verbose_name="entry that it follows",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_rules",
                        to="groups.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_rules",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule of the year",
                "verbose_name_plural": "rules of the year",
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="year_rule_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "leading",
                                    "network",
                                    "working",
                                    "seminar",
                                    "event",
                                    "survey",
                                    "plan",
                                    "report",
                                    "agreements",
                                    "renewal",
                                    "other",
                                ],
                            )
                        ),
                        name="year_rule_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rule__in", ["date", "weekday", "relative"])),
                        name="year_rule_is_known",
                    ),
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("group", "number"),
                        name="year_rules_have_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("anchor", None),
                                ("month__range", (1, 12)),
                                ("month_day__range", (1, 31)),
                                ("rule", "date"),
                            ),
                            models.Q(
                                ("anchor", None),
                                ("month__range", (1, 12)),
                                ("ordinal__in", (-1, 1, 2, 3, 4)),
                                ("rule", "weekday"),
                                ("weekday__range", (0, 6)),
                            ),
                            models.Q(
                                ("anchor__isnull", False),
                                ("offset__isnull", False),
                                ("rule", "relative"),
                            ),
                            _connector="OR",
                        ),
                        name="year_rule_is_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("leading", "Meeting of the leading group"),
                            ("network", "Meeting of the network"),
                            ("working", "Meeting of a working group"),
                            ("seminar", "Yearly regional seminar"),
                            ("event", "Other event"),
                            ("survey", "Survey"),
                            ("plan", "Plan"),
                            ("report", "Report"),
                            ("agreements", "Agreements"),
                            ("renewal", "Yearly renewal round"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
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
                    "topics_sv",
                    models.TextField(blank=True, verbose_name="matters to deal with in Swedish"),
                ),
                (
                    "topics_fi",
                    models.TextField(blank=True, verbose_name="matters to deal with in Finnish"),
                ),
                ("day", models.DateField(blank=True, null=True, verbose_name="day")),
                ("last_day", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("begins", models.TimeField(blank=True, null=True, verbose_name="begins")),
                ("ends", models.TimeField(blank=True, null=True, verbose_name="ends")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Silent draft"),
                            ("planned", "Planned"),
                            ("done", "Done"),
                            ("dropped", "Left out"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "offset",
                    models.SmallIntegerField(
                        blank=True, null=True, verbose_name="days before or after"
                    ),
                ),
                (
                    "proposed_day",
                    models.DateField(blank=True, null=True, verbose_name="proposed day"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                (
                    "anchor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="dependants",
                        to="groups.yearentry",
                        verbose_name="entry that it follows",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_entries",
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
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="copies",
                        to="groups.yearentry",
                        verbose_name="copied from",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="year_entries",
                        to="groups.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_entries",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                        related_name="year_entries",
                        to="groups.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="entries",
                        to="groups.yearrule",
                        verbose_name="rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the year",
                "verbose_name_plural": "entries of the year",
                "indexes": [
                    models.Index(fields=["group", "year", "day"], name="year_entry_by_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="year_entry_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "leading",
                                    "network",
                                    "working",
                                    "seminar",
                                    "event",
                                    "survey",
                                    "plan",
                                    "report",
                                    "agreements",
                                    "renewal",
                                    "other",
                                ],
                            )
                        ),
                        name="year_entry_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "planned", "done", "dropped"])),
                        name="year_entry_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("last_day", None), ("last_day__gte", models.F("day")), _connector="OR"
                        ),
                        name="year_entry_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="YearTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                (
                    "theme_sv",
                    models.CharField(blank=True, max_length=120, verbose_name="theme in Swedish"),
                ),
                (
                    "theme_fi",
                    models.CharField(blank=True, max_length=120, verbose_name="theme in Finnish"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="year_themes",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "theme of the year",
                "verbose_name_plural": "themes of the year",
                "constraints": [
                    models.UniqueConstraint(fields=("group", "year"), name="a_year_has_one_theme"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("theme_sv", ""), _negated=True),
                            models.Q(("theme_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="year_theme_has_a_name",
                    ),
                ],
            },
        ),
    ]
