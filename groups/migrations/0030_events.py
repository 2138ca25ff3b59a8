import uuid

import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Events with programme, organisers, sign-ups, suggested themes and feedback."""

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0029_needs_weighed"),
    ]

    operations = [
        migrations.CreateModel(
            name="EventSeries",
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
                    models.TextField(blank=True, verbose_name="about the series in Swedish"),
                ),
                (
                    "about_fi",
                    models.TextField(blank=True, verbose_name="about the series in Finnish"),
                ),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_series",
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
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "series of events",
                "verbose_name_plural": "series of events",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="event_series_has_a_title",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
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
                            ("seminar", "Seminar"),
                            ("regional_seminar", "Yearly regional seminar"),
                            ("training", "Training"),
                            ("information", "Information meeting"),
                            ("workshop", "Forum or workshop"),
                            ("visit", "Visit"),
                            ("theme", "Theme meeting"),
                            ("national", "Yearly national seminar of coordinators"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "training",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("networking", "Network training"),
                            ("further", "Supplementary studies"),
                            ("continuing", "Continuing training"),
                        ],
                        max_length=20,
                        verbose_name="kind of training",
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
                    models.TextField(blank=True, verbose_name="about the event in Swedish"),
                ),
                (
                    "about_fi",
                    models.TextField(blank=True, verbose_name="about the event in Finnish"),
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
                        blank=True, max_length=500, verbose_name="link to take part online"
                    ),
                ),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="places"),
                ),
                (
                    "signup_until",
                    models.DateField(blank=True, null=True, verbose_name="sign-up until"),
                ),
                (
                    "has_waiting_list",
                    models.BooleanField(default=True, verbose_name="waiting list"),
                ),
                (
                    "is_open_signup",
                    models.BooleanField(default=False, verbose_name="sign-up without an account"),
                ),
                (
                    "wants_suggestions_until",
                    models.DateField(blank=True, null=True, verbose_name="theme suggestions until"),
                ),
                (
                    "professions",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("open", "Open for sign-up"),
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
                        default="group",
                        max_length=20,
                        verbose_name="open to",
                    ),
                ),
                (
                    "notes_sv",
                    models.TextField(blank=True, verbose_name="what came of it in Swedish"),
                ),
                (
                    "notes_fi",
                    models.TextField(blank=True, verbose_name="what came of it in Finnish"),
                ),
                (
                    "take_home_sv",
                    models.TextField(blank=True, verbose_name="what we take home in Swedish"),
                ),
                (
                    "take_home_fi",
                    models.TextField(blank=True, verbose_name="what we take home in Finnish"),
                ),
                (
                    "asks_feedback",
                    models.BooleanField(default=True, verbose_name="asks for feedback"),
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
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened")),
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
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
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events_hosted",
                        to="groups.organisation",
                        verbose_name="host",
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
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followups",
                        to="groups.event",
                        verbose_name="national event behind it",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events",
                        to="groups.eventseries",
                        verbose_name="series",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "indexes": [models.Index(fields=["group", "starts_at"], name="event_by_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="event_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "seminar",
                                    "regional_seminar",
                                    "training",
                                    "information",
                                    "workshop",
                                    "visit",
                                    "theme",
                                    "national",
                                ],
                            )
                        ),
                        name="event_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["draft", "open", "cancelled"])),
                        name="event_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["body", "group", "all_regions", "public"])
                        ),
                        name="event_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="event_ends_after_it_starts",
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
                        name="event_is_cancelled_with_a_moment",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity", None), ("capacity__gte", 1), _connector="OR"
                        ),
                        name="event_has_at_least_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility", "body"), _negated=True),
                            ("body__isnull", False),
                            _connector="OR",
                        ),
                        name="event_is_open_to_its_body_only_with_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="order")),
                ("begins", models.TimeField(blank=True, null=True, verbose_name="begins")),
                (
                    "title_sv",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Swedish"),
                ),
                (
                    "title_fi",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Finnish"),
                ),
                ("speaker", models.CharField(blank=True, max_length=160, verbose_name="speaker")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programme",
                        to="groups.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "point of the programme",
                "verbose_name_plural": "points of the programme",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("event", "number"),
                        name="points_of_a_programme_have_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="point_of_a_programme_has_a_title",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                (
                    "address",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "organisation_text",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="organisation in words"
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
                    "needs_text",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="what should be taken into account"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("coming", "Has a place"),
                            ("waiting", "On the waiting list"),
                            ("withdrawn", "Has withdrawn"),
                        ],
                        default="coming",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="order of arrival")),
                (
                    "shows_name",
                    models.BooleanField(
                        default=False, verbose_name="may be shown to other participants"
                    ),
                ),
                ("came", models.BooleanField(blank=True, null=True, verbose_name="was there")),
                ("at", models.DateTimeField(verbose_name="signed up")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                (
                    "placed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="got a place"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signups",
                        to="groups.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signups",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signups",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-up",
                "verbose_name_plural": "sign-ups",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "number"), name="sign_ups_have_an_order"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["coming", "waiting", "withdrawn"])),
                        name="sign_up_state_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("event", "user"),
                        name="a_person_signs_up_once",
                    ),
                    models.UniqueConstraint(
                        models.F("event"),
                        django.db.models.functions.text.Lower("address"),
                        condition=models.Q(("address", ""), _negated=True),
                        name="an_address_signs_up_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("address", ""), ("user__isnull", False)),
                            models.Q(("user", None), models.Q(("name", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sign_up_is_of_a_person_or_an_address",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ThemeSuggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="theme")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                ("is_chosen", models.BooleanField(default=False, verbose_name="chosen")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="theme_suggestions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="from",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="groups.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "suggested theme",
                "verbose_name_plural": "suggested themes",
            },
        ),
        migrations.CreateModel(
            name="ThemeVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="groups.themesuggestion",
                        verbose_name="suggested theme",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="theme_votes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "vote for a theme",
                "verbose_name_plural": "votes for themes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("suggestion", "user"), name="a_person_votes_for_a_theme_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventFeedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("useful", models.PositiveSmallIntegerField(verbose_name="was useful, 1 to 5")),
                ("text", models.CharField(blank=True, max_length=500, verbose_name="in own words")),
                (
                    "language",
                    models.CharField(
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="groups.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "feedback on an event",
                "verbose_name_plural": "feedback on events",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("useful__range", (1, 5))),
                        name="feedback_is_from_1_to_5",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventMaterial",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "is_reading",
                    models.BooleanField(default=False, verbose_name="to be read before"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="groups.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="groups.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={
                "verbose_name": "material of an event",
                "verbose_name_plural": "material of events",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "document"), name="a_document_is_material_of_an_event_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EventOrganiser",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="organisers",
                        to="groups.event",
                        verbose_name="event",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events_arranged",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "co-organiser",
                "verbose_name_plural": "co-organisers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "organisation"),
                        name="an_organisation_arranges_an_event_once",
                    )
                ],
            },
        ),
    ]
