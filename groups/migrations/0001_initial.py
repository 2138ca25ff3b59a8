import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name="EloGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name_sv", models.CharField(max_length=160, verbose_name="name in Swedish")),
                ("name_fi", models.CharField(max_length=160, verbose_name="name in Finnish")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=160, verbose_name="name in English"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("steering", "Steering group"),
                            ("cooperation", "Cooperation group"),
                            ("both", "Steering and cooperation group"),
                        ],
                        default="both",
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                (
                    "about_sv",
                    models.TextField(blank=True, verbose_name="about the group in Swedish"),
                ),
                (
                    "about_fi",
                    models.TextField(blank=True, verbose_name="about the group in Finnish"),
                ),
                (
                    "languages",
                    models.CharField(
                        default="fi",
                        help_text="Codes, for example fi sv",
                        max_length=20,
                        verbose_name="working languages",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("active", "Active"),
                            ("dormant", "Not meeting at present"),
                            ("ended", "Ended"),
                        ],
                        default="active",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="founded")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
            ],
            options={
                "verbose_name": "ELO group",
                "verbose_name_plural": "ELO groups",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "active", "dormant", "ended"])
                        ),
                        name="group_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["steering", "cooperation", "both"])),
                        name="group_type_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Region",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                (
                    "verify",
                    models.CharField(
                        blank=True,
                        help_text="Columns that no source states, parted by semicolons.",
                        max_length=200,
                        verbose_name="unverified",
                    ),
                ),
                ("code", models.CharField(max_length=2, unique=True, verbose_name="code")),
                (
                    "iso3166_2",
                    models.CharField(blank=True, max_length=5, verbose_name="ISO 3166-2 code"),
                ),
                ("name_fi", models.CharField(max_length=100, verbose_name="Finnish name")),
                ("name_sv", models.CharField(max_length=100, verbose_name="Swedish name")),
                ("name_en", models.CharField(max_length=100, verbose_name="English name")),
                (
                    "languages",
                    models.CharField(
                        help_text="Language codes parted by spaces, the most spoken first.",
                        max_length=40,
                        verbose_name="languages",
                    ),
                ),
                (
                    "municipality_count",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="number of municipalities"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "region",
                "verbose_name_plural": "regions",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                (
                    "verify",
                    models.CharField(
                        blank=True,
                        help_text="Columns that no source states, parted by semicolons.",
                        max_length=200,
                        verbose_name="unverified",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("key", models.SlugField(max_length=60, unique=True, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("economic_development_centre", "Economic Development Centre"),
                            ("ely_centre", "ELY Centre"),
                            ("te_office", "TE Office"),
                            ("employment_authority", "Employment authority"),
                            ("regional_state_agency", "Regional State Administrative Agency"),
                            ("national_agency", "National agency"),
                            ("state_department", "State department"),
                            ("ministry", "Ministry"),
                            ("national_elo_body", "National ELO body"),
                            ("expert_body", "Expert body"),
                            ("project", "Project"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("seat_town", models.CharField(blank=True, max_length=60, verbose_name="seat")),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "authority",
                "verbose_name_plural": "authorities",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="authority_ends_after_it_begins",
                        violation_error_message="The last day is before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "economic_development_centre",
                                    "ely_centre",
                                    "te_office",
                                    "employment_authority",
                                    "regional_state_agency",
                                    "national_agency",
                                    "state_department",
                                    "ministry",
                                    "national_elo_body",
                                    "expert_body",
                                    "project",
                                ],
                            )
                        ),
                        name="authority_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                (
                    "verify",
                    models.CharField(
                        blank=True,
                        help_text="Columns that no source states, parted by semicolons.",
                        max_length=200,
                        verbose_name="unverified",
                    ),
                ),
                ("key", models.CharField(max_length=20, unique=True, verbose_name="key")),
                (
                    "sector",
                    models.CharField(
                        choices=[
                            ("state", "State"),
                            ("employment", "Employment"),
                            ("education", "Education"),
                            ("regional", "Regional development"),
                            ("working_life", "Working life"),
                            ("youth", "Youth"),
                            ("social_health", "Social welfare and health"),
                            ("civil_society", "Civil society"),
                            ("project", "Projects"),
                            ("municipal", "Municipalities"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="sector",
                    ),
                ),
                (
                    "frequency",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("often", "Often"),
                            ("over_half", "In over half"),
                            ("seldom", "Seldom"),
                        ],
                        max_length=10,
                        verbose_name="how often represented",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(verbose_name="order")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "counts_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counted",
                        to="groups.category",
                        verbose_name="counts as",
                    ),
                ),
            ],
            options={
                "verbose_name": "category of organisations",
                "verbose_name_plural": "categories of organisations",
                "ordering": ["order"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("frequency__in", ["", "often", "over_half", "seldom"])),
                        name="category_frequency_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sector__in",
                                [
                                    "state",
                                    "employment",
                                    "education",
                                    "regional",
                                    "working_life",
                                    "youth",
                                    "social_health",
                                    "civil_society",
                                    "project",
                                    "municipal",
                                    "other",
                                ],
                            )
                        ),
                        name="category_sector_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("name_fi", models.CharField(max_length=120, verbose_name="Finnish name")),
                ("name_sv", models.CharField(max_length=120, verbose_name="Swedish name")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=120, verbose_name="English name"),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="groups.category",
                        verbose_name="category",
                    ),
                ),
            ],
            options={
                "verbose_name": "name of a category",
                "verbose_name_plural": "names of categories",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="categoryname_ends_after_it_begins",
                        violation_error_message="The last day is before the first day.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[
                            ("category", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="category_has_one_name_at_a_time",
                        violation_error_message="The category already has a name in that period.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Coordination",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="coordinations",
                        to="groups.authority",
                        verbose_name="authority",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coordinations",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "coordination",
                "verbose_name_plural": "coordinations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="coordination_ends_after_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("group", "="),
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
                        name="a_group_has_one_coordinating_authority_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GoalFramework",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                (
                    "verify",
                    models.CharField(
                        blank=True,
                        help_text="Columns that no source states, parted by semicolons.",
                        max_length=200,
                        verbose_name="unverified",
                    ),
                ),
                ("key", models.SlugField(max_length=40, unique=True, verbose_name="key")),
                ("name_fi", models.CharField(max_length=200, verbose_name="Finnish name")),
                ("name_sv", models.CharField(max_length=200, verbose_name="Swedish name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                (
                    "year_from",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="first year"
                    ),
                ),
                (
                    "year_to",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="last year"
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "goal framework",
                "verbose_name_plural": "goal frameworks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("year_from", None),
                            ("year_to", None),
                            ("year_to__gte", models.F("year_from")),
                            _connector="OR",
                        ),
                        name="goal_framework_ends_after_it_begins",
                        violation_error_message="The last year is before the first year.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Level",
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
                            ("leading", "Leading level"),
                            ("network", "Actor level"),
                            ("organisations", "Organisations"),
                            ("working", "Working groups"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("name_sv", models.CharField(max_length=120, verbose_name="name in Swedish")),
                ("name_fi", models.CharField(max_length=120, verbose_name="name in Finnish")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=120, verbose_name="name in English"),
                ),
                (
                    "task_sv",
                    models.CharField(blank=True, max_length=200, verbose_name="task in Swedish"),
                ),
                (
                    "task_fi",
                    models.CharField(blank=True, max_length=200, verbose_name="task in Finnish"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="levels",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "level",
                "verbose_name_plural": "levels",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("group", "number"),
                        name="levels_of_a_group_have_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["leading", "network", "organisations", "working"])
                        ),
                        name="level_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Body",
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
                            ("leading", "Leading group"),
                            ("network", "Network"),
                            ("working", "Working group"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("name_sv", models.CharField(max_length=160, verbose_name="name in Swedish")),
                ("name_fi", models.CharField(max_length=160, verbose_name="name in Finnish")),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=160, verbose_name="name in English"),
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
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bodies",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bodies",
                        to="groups.level",
                        verbose_name="level",
                    ),
                ),
            ],
            options={
                "verbose_name": "body",
                "verbose_name_plural": "bodies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["leading", "network", "working"])),
                        name="body_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["body", "group", "all_regions", "public"])
                        ),
                        name="body_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="body_ends_after_it_starts",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
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
                    "about_sv",
                    models.TextField(blank=True, verbose_name="about the meeting in Swedish"),
                ),
                (
                    "about_fi",
                    models.TextField(blank=True, verbose_name="about the meeting in Finnish"),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("begins", models.TimeField(verbose_name="begins")),
                ("ends", models.TimeField(verbose_name="ends")),
                (
                    "zone",
                    models.CharField(
                        default="Europe/Helsinki", max_length=40, verbose_name="time zone"
                    ),
                ),
                ("starts_at", models.DateTimeField(editable=False, verbose_name="starts at")),
                ("ends_at", models.DateTimeField(editable=False, verbose_name="ends at")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="link to the online meeting"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("called", "Called"),
                            ("cancelled", "Cancelled"),
                        ],
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
                        default="body",
                        max_length=20,
                        verbose_name="open to",
                    ),
                ),
                (
                    "uid",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, unique=True, verbose_name="calendar id"
                    ),
                ),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="calendar version"
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                ("made_at", models.DateTimeField(verbose_name="drafted")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                ("moved_at", models.DateTimeField(blank=True, null=True, verbose_name="moved")),
                ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="called")),
                (
                    "cancelled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="cancelled"),
                ),
                (
                    "cancel_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="reason"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
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
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings_made",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
            ],
            options={
                "verbose_name": "meeting",
                "verbose_name_plural": "meetings",
                "permissions": [("view_meeting", "View meeting")],
                "default_permissions": (),
                "indexes": [models.Index(fields=["body", "starts_at"], name="meeting_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "called", "cancelled"])),
                        name="meeting_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["body", "group", "all_regions", "public"])
                        ),
                        name="meeting_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="meeting_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meeting_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("called_at", None), ("state", "draft")),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("called_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_is_called_when_not_a_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", False), ("state", "cancelled")),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancelled_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="meeting_cancellation_is_complete",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
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
                    "presenter",
                    models.CharField(blank=True, max_length=120, verbose_name="presented by"),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="minutes"),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="groups.meeting",
                        verbose_name="meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "agenda item",
                "verbose_name_plural": "agenda items",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("meeting", "number"),
                        name="agenda_items_have_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="agenda_item_has_a_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingUserObjectPermission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="groups.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "share of a meeting",
                "verbose_name_plural": "shares of meetings",
                "abstract": False,
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="NationalGoal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                (
                    "verify",
                    models.CharField(
                        blank=True,
                        help_text="Columns that no source states, parted by semicolons.",
                        max_length=200,
                        verbose_name="unverified",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("name_fi", models.CharField(max_length=300, verbose_name="Finnish name")),
                ("name_sv", models.CharField(max_length=300, verbose_name="Swedish name")),
                ("name_en", models.CharField(max_length=300, verbose_name="English name")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="groups.goalframework",
                        verbose_name="goal framework",
                    ),
                ),
            ],
            options={
                "verbose_name": "national goal",
                "verbose_name_plural": "national goals",
                "ordering": ["framework", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "number"),
                        name="national_goal_number_is_free_in_its_framework",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Swedish"),
                ),
                (
                    "name_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Finnish"),
                ),
                (
                    "business_id",
                    models.CharField(blank=True, max_length=12, verbose_name="business id"),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended")),
                (
                    "authority",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="groups.authority",
                        verbose_name="is the authority",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="groups.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="groups.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="organisation_has_a_name",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Swedish"),
                ),
                (
                    "name_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Finnish"),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "name of an organisation",
                "verbose_name_plural": "names of organisations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="organisation_name_ends_after_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("organisation", "="),
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
                        name="an_organisation_has_one_name_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file", models.FileField(max_length=200, upload_to="", verbose_name="file")),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                ("content_type", models.CharField(max_length=100, verbose_name="format")),
                ("size", models.PositiveIntegerField(verbose_name="size in bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="hash")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("added_at", models.DateTimeField(verbose_name="added")),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="papers_added",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="added by",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="groups.meeting",
                        verbose_name="meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper",
                "verbose_name_plural": "papers",
            },
        ),
        migrations.CreateModel(
            name="GroupRegion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_whole", models.BooleanField(default=True, verbose_name="the whole region")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="territory",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_regions",
                        to="groups.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "region of a group",
                "verbose_name_plural": "regions of groups",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="territory_ends_after_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("group", "="),
                            ("region", "="),
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
                        name="a_region_is_in_a_group_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthoritySuccession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                (
                    "verify",
                    models.CharField(
                        blank=True,
                        help_text="Columns that no source states, parted by semicolons.",
                        max_length=200,
                        verbose_name="unverified",
                    ),
                ),
                ("on", models.DateField(verbose_name="date")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("rename", "Goes on whole as the successor"),
                            ("merge", "Goes whole into the successor with others"),
                            ("split", "Only the listed regions go to the successor"),
                        ],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="groups.authority",
                        verbose_name="predecessor",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="origins",
                        to="groups.authority",
                        verbose_name="successor",
                    ),
                ),
                (
                    "regions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="successions",
                        to="groups.region",
                        verbose_name="regions",
                    ),
                ),
            ],
            options={
                "verbose_name": "succession",
                "verbose_name_plural": "successions",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("predecessor", "successor"), name="authority_succeeds_another_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                        name="authority_does_not_succeed_itself",
                        violation_error_message="An authority cannot succeed itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ["rename", "merge", "split"])),
                        name="succession_relation_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthorityRegion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                (
                    "verify",
                    models.CharField(
                        blank=True,
                        help_text="Columns that no source states, parted by semicolons.",
                        max_length=200,
                        verbose_name="unverified",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "coverage",
                    models.CharField(
                        choices=[("whole", "The whole region"), ("part", "Part of the region")],
                        default="whole",
                        max_length=5,
                        verbose_name="coverage",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="territories",
                        to="groups.authority",
                        verbose_name="authority",
                    ),
                ),
                (
                    "region",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="territories",
                        to="groups.region",
                        verbose_name="region",
                    ),
                ),
            ],
            options={
                "verbose_name": "region of an authority",
                "verbose_name_plural": "regions of authorities",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="authorityregion_ends_after_it_begins",
                        violation_error_message="The last day is before the first day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("coverage__in", ["whole", "part"])),
                        name="coverage_of_a_region_is_known",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[
                            ("authority", "="),
                            ("region", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="authority_holds_a_region_once_at_a_time",
                        violation_error_message="The region already belongs to the authority in that period.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RequiredCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                (
                    "verify",
                    models.CharField(
                        blank=True,
                        help_text="Columns that no source states, parted by semicolons.",
                        max_length=200,
                        verbose_name="unverified",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requirements",
                        to="groups.category",
                        verbose_name="category",
                    ),
                ),
            ],
            options={
                "verbose_name": "required category",
                "verbose_name_plural": "required categories",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="requiredcategory_ends_after_it_begins",
                        violation_error_message="The last day is before the first day.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[
                            ("category", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="category_is_required_once_at_a_time",
                        violation_error_message="The category is already required in that period.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="from")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="groups.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="groups.category",
                        verbose_name="represents",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "seat",
                "verbose_name_plural": "seats",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_on", None),
                            ("closed_on__gte", models.F("opened_on")),
                            _connector="OR",
                        ),
                        name="seat_closes_after_it_opens",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "guest_name",
                    models.CharField(blank=True, max_length=120, verbose_name="guest's name"),
                ),
                (
                    "guest_address",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="guest's e-mail address"
                    ),
                ),
                (
                    "guest_language",
                    models.CharField(
                        blank=True,
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        max_length=2,
                        verbose_name="guest's language",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("none", "No answer yet"),
                            ("yes", "Comes"),
                            ("deputy", "A deputy comes"),
                            ("no", "Cannot come"),
                        ],
                        default="none",
                        max_length=20,
                        verbose_name="answer",
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=300, verbose_name="comment")),
                (
                    "is_on_behalf",
                    models.BooleanField(default=False, verbose_name="entered for the person"),
                ),
                ("called_at", models.DateTimeField(blank=True, null=True, verbose_name="called")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="groups.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="groups.seat",
                        verbose_name="seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a meeting",
                "verbose_name_plural": "answers to meetings",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("meeting", "user"),
                        name="a_person_is_called_once",
                    ),
                    models.UniqueConstraint(
                        models.F("meeting"),
                        django.db.models.functions.text.Lower("guest_address"),
                        condition=models.Q(("guest_address", ""), _negated=True),
                        name="a_guest_address_is_called_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guest_address", ""), ("user__isnull", False)),
                            models.Q(
                                ("user", None), models.Q(("guest_address", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="attendance_is_of_a_person_or_a_guest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["none", "yes", "deputy", "no"])),
                        name="attendance_answer_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "none"), ("answered_at", None)),
                            models.Q(
                                models.Q(("answer", "none"), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="attendance_is_answered_when_it_says_so",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatHolder",
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
                        choices=[("principal", "Member"), ("deputy", "Deputy")],
                        max_length=20,
                        verbose_name="as",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "is_void",
                    models.BooleanField(
                        default=False,
                        help_text="Ended before its first day was over: kept as history, it holds nothing.",
                        verbose_name="never held",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holders",
                        to="groups.seat",
                        verbose_name="seat",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandate",
                "verbose_name_plural": "mandates",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["principal", "deputy"])),
                        name="mandate_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="mandate_ends_after_it_starts",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_void", False), ("kind", "principal")),
                        expressions=[
                            ("seat", "="),
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
                        name="a_seat_has_one_member_at_a_time",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("is_void", False)),
                        expressions=[
                            ("seat", "="),
                            ("user", "="),
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
                        name="a_person_holds_a_seat_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_void", False), ("ends_on__isnull", False), _connector="OR"
                        ),
                        name="void_mandate_has_an_end",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("network_member", "Network member"),
                            ("leading_member", "Leading-group member"),
                            ("working_member", "Working-group member"),
                            ("deputy", "Deputy member"),
                            ("chair", "Chair"),
                            ("coordinator", "Coordinator"),
                            ("contact", "Organisation's contact person"),
                            ("staff", "Guidance staff"),
                            ("national", "National coordinator"),
                            ("researcher", "Researcher"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to="groups.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="role_grants",
                        to="groups.seatholder",
                        verbose_name="mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "indexes": [models.Index(fields=["user", "role"], name="role_by_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("role__in", ["national", "researcher"]),
                                ("body__isnull", True),
                                ("group__isnull", True),
                                ("organisation__isnull", True),
                            ),
                            models.Q(
                                ("role__in", ["coordinator"]),
                                ("body__isnull", True),
                                ("group__isnull", False),
                                ("organisation__isnull", True),
                            ),
                            models.Q(
                                (
                                    "role__in",
                                    [
                                        "network_member",
                                        "leading_member",
                                        "working_member",
                                        "deputy",
                                        "chair",
                                    ],
                                ),
                                ("body__isnull", False),
                                ("group__isnull", True),
                                ("organisation__isnull", True),
                            ),
                            models.Q(
                                ("role__in", ["contact", "staff"]),
                                ("body__isnull", True),
                                ("group__isnull", True),
                                ("organisation__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="role_is_held_in_its_scope",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="role_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on", None)),
                        fields=("user", "role", "group", "body", "organisation", "holder"),
                        name="a_role_is_open_once_per_scope",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                        choices=[("principal", "Member"), ("deputy", "Deputy")],
                        max_length=20,
                        verbose_name="as",
                    ),
                ),
                ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("greeting", models.TextField(blank=True, verbose_name="greeting")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "Waiting for an answer"),
                            ("accepted", "Accepted"),
                            ("declined", "Declined"),
                            ("revoked", "Withdrawn"),
                        ],
                        default="pending",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("invited_at", models.DateTimeField(verbose_name="sent")),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "times_sent",
                    models.PositiveSmallIntegerField(default=1, verbose_name="times sent"),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations_sent",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="invited by",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="groups.seat",
                        verbose_name="seat",
                    ),
                ),
                (
                    "holder",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitation",
                        to="groups.seatholder",
                        verbose_name="mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["pending", "accepted", "declined", "revoked"])
                        ),
                        name="invitation_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["principal", "deputy"])),
                        name="invitation_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("state", "pending")),
                            models.Q(
                                models.Q(("state", "pending"), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_is_answered_when_not_pending",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("holder__isnull", False), ("state", "accepted")),
                            models.Q(
                                models.Q(("state", "accepted"), _negated=True), ("holder", None)
                            ),
                            _connector="OR",
                        ),
                        name="invitation_has_a_mandate_when_accepted",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "pending")),
                        fields=("seat", "address"),
                        name="an_address_is_asked_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                (
                    "verify",
                    models.CharField(
                        blank=True,
                        help_text="Columns that no source states, parted by semicolons.",
                        max_length=200,
                        verbose_name="unverified",
                    ),
                ),
                ("sv", models.CharField(max_length=120, unique=True, verbose_name="Swedish")),
                ("fi", models.CharField(max_length=120, verbose_name="Finnish")),
                ("en", models.CharField(max_length=120, verbose_name="English")),
                (
                    "synonyms",
                    models.CharField(
                        blank=True,
                        help_text="Language and word, such as sv:LIV; fi:ELO.",
                        max_length=400,
                        verbose_name="synonyms",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "mark",
                    models.CharField(
                        choices=[
                            ("source", "Found in published material"),
                            ("verify", "To verify"),
                            ("ours", "Our wording"),
                        ],
                        max_length=10,
                        verbose_name="origin",
                    ),
                ),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("mark__in", ["source", "verify", "ours"])),
                        name="term_mark_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuthorityName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_edited",
                    models.BooleanField(
                        default=False,
                        help_text="Loading the reference data leaves the row as it is.",
                        verbose_name="edited by hand",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="first day")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("name_fi", models.CharField(max_length=200, verbose_name="Finnish name")),
                (
                    "name_sv",
                    models.CharField(blank=True, max_length=200, verbose_name="Swedish name"),
                ),
                (
                    "name_en",
                    models.CharField(blank=True, max_length=200, verbose_name="English name"),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="groups.authority",
                        verbose_name="authority",
                    ),
                ),
            ],
            options={
                "verbose_name": "name of an authority",
                "verbose_name_plural": "names of authorities",
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_to", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="authorityname_ends_after_it_begins",
                        violation_error_message="The last day is before the first day.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        expressions=[
                            ("authority", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(
                                        inclusive_lower=True, inclusive_upper=True
                                    ),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="authority_has_one_name_at_a_time",
                        violation_error_message="The authority already has a name in that period.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BodyMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "subject_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="subject in Swedish"),
                ),
                (
                    "subject_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="subject in Finnish"),
                ),
                ("text_sv", models.TextField(blank=True, verbose_name="text in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="text in Finnish")),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="groups.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="body_messages",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="from",
                    ),
                ),
            ],
            options={
                "verbose_name": "message to a body",
                "verbose_name_plural": "messages to bodies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("subject_sv", ""), _negated=True),
                                models.Q(("text_sv", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("subject_fi", ""), _negated=True),
                                models.Q(("text_fi", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="message_is_whole_in_a_language",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="elogroup",
            name="regions",
            field=models.ManyToManyField(
                related_name="groups",
                through="groups.GroupRegion",
                to="groups.region",
                verbose_name="regions",
            ),
        ),
    ]
