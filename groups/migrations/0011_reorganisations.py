import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0010_agreements_sent"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reorganisation",
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
                ("on", models.DateField(verbose_name="takes effect")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Being prepared"),
                            ("confirmed", "Confirmed by two"),
                            ("applied", "Carried out"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "fingerprint",
                    models.CharField(blank=True, max_length=64, verbose_name="fingerprint"),
                ),
                ("made_at", models.DateTimeField(verbose_name="prepared")),
                (
                    "first_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="first confirmed"),
                ),
                (
                    "second_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="second confirmed"),
                ),
                (
                    "applied_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="carried out"),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
                ),
                (
                    "waits_for",
                    models.CharField(
                        blank=True,
                        help_text="Why it was not carried out on its day.",
                        max_length=300,
                        verbose_name="waits for",
                    ),
                ),
                (
                    "first_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="first confirmed by",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="prepared by",
                    ),
                ),
                (
                    "second_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="second confirmed by",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="withdrawn by",
                    ),
                ),
            ],
            options={
                "verbose_name": "reorganisation",
                "verbose_name_plural": "reorganisations",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "confirmed", "applied", "withdrawn"])
                        ),
                        name="reorganisation_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reorganisation_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_by", None),
                            models.Q(
                                ("first_by__isnull", False),
                                models.Q(("first_by", models.F("second_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reorganisation_is_confirmed_by_two_people",
                        violation_error_message="Two different people must confirm.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["confirmed", "applied"]), _negated=True),
                            ("second_by__isnull", False),
                            _connector="OR",
                        ),
                        name="reorganisation_is_carried_out_when_confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "applied"), _negated=True),
                            ("applied_at__isnull", False),
                            _connector="OR",
                        ),
                        name="reorganisation_has_a_time_when_carried_out",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReorganisationChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="order")),
                ("model", models.CharField(max_length=60, verbose_name="table")),
                ("object_id", models.BigIntegerField(verbose_name="row")),
                ("before", models.JSONField(blank=True, null=True, verbose_name="before")),
                ("after", models.JSONField(blank=True, null=True, verbose_name="after")),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="groups.reorganisation",
                        verbose_name="reorganisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a reorganisation",
                "verbose_name_plural": "changes of a reorganisation",
                "ordering": ["number"],
                "indexes": [models.Index(fields=["model", "object_id"], name="change_of_a_row")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reorganisation", "number"),
                        name="changes_of_a_reorganisation_have_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("before__isnull", False), ("after__isnull", False), _connector="OR"
                        ),
                        name="change_of_a_reorganisation_says_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReorganisationChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80, verbose_name="key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("coordination", "Who coordinates the group"),
                            ("seat", "Who takes the seat"),
                            ("holder", "Where the member goes on"),
                            ("both", "A member sits in several parts"),
                            ("agreement", "A partnership agreement common to several parts"),
                            ("plan", "A plan common to several parts"),
                            ("files", "Files shared by several parts"),
                            ("contact", "Where the contact person goes on"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("object_id", models.BigIntegerField(verbose_name="which")),
                (
                    "options",
                    models.JSONField(
                        encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="ways"
                    ),
                ),
                ("chosen", models.CharField(max_length=80, verbose_name="chosen")),
                ("at", models.DateTimeField(verbose_name="chosen")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chosen by",
                    ),
                ),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="groups.reorganisation",
                        verbose_name="reorganisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of a reorganisation",
                "verbose_name_plural": "choices of a reorganisation",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reorganisation", "key"),
                        name="a_choice_of_a_reorganisation_is_made_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "coordination",
                                    "seat",
                                    "holder",
                                    "both",
                                    "agreement",
                                    "plan",
                                    "files",
                                    "contact",
                                ],
                            )
                        ),
                        name="choice_of_a_reorganisation_is_of_a_known_kind",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReorganisationStep",
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
                            ("authority", "Authority"),
                            ("organisation", "Organisation"),
                            ("category", "Category of organisations"),
                            ("group", "Group"),
                            ("body", "Body"),
                            ("municipality", "Municipality"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("rename", "Goes on whole as the successor"),
                            ("merge", "Goes whole into the successor with others"),
                            ("split", "Only a part goes to the successor"),
                            ("transfer", "Hands its tasks over and goes on itself"),
                        ],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "reorganisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="groups.reorganisation",
                        verbose_name="reorganisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a reorganisation",
                "verbose_name_plural": "steps of a reorganisation",
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("reorganisation", "number"),
                        name="steps_of_a_reorganisation_have_an_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "authority",
                                    "organisation",
                                    "category",
                                    "group",
                                    "body",
                                    "municipality",
                                ],
                            )
                        ),
                        name="step_of_a_reorganisation_has_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["rename", "merge", "split", "transfer"])
                        ),
                        name="step_of_a_reorganisation_has_a_known_relation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReorganisationPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("before", "Predecessor"), ("after", "Successor")],
                        max_length=10,
                        verbose_name="side",
                    ),
                ),
                ("object_id", models.BigIntegerField(blank=True, null=True, verbose_name="which")),
                (
                    "name_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Swedish"),
                ),
                (
                    "name_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Finnish"),
                ),
                (
                    "municipalities",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="groups.municipality",
                        verbose_name="municipalities",
                    ),
                ),
                (
                    "regions",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="groups.region", verbose_name="regions"
                    ),
                ),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="groups.reorganisationstep",
                        verbose_name="step",
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a step",
                "verbose_name_plural": "parts of a step",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("side__in", ["before", "after"])),
                        name="part_of_a_step_has_a_known_side",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("object_id__isnull", False),
                            models.Q(
                                models.Q(("side", "before"), _negated=True),
                                models.Q(("name_fi", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="part_of_a_step_is_there_or_has_names",
                    ),
                    models.UniqueConstraint(
                        fields=("step", "side", "object_id"),
                        name="a_thing_stands_once_at_each_side_of_a_step",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "Organisation"),
                            ("category", "Category of organisations"),
                            ("group", "Group"),
                            ("body", "Body"),
                            ("municipality", "Municipality"),
                            ("plan", "Plan"),
                            ("agreement", "Agreement"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("predecessor_id", models.BigIntegerField(verbose_name="predecessor")),
                ("successor_id", models.BigIntegerField(verbose_name="successor")),
                ("on", models.DateField(verbose_name="date")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("rename", "Goes on whole as the successor"),
                            ("merge", "Goes whole into the successor with others"),
                            ("split", "Only a part goes to the successor"),
                            ("transfer", "Hands its tasks over and goes on itself"),
                        ],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
            ],
            options={
                "verbose_name": "succession",
                "verbose_name_plural": "successions",
                "indexes": [
                    models.Index(fields=["kind", "successor_id"], name="succession_backward")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "predecessor_id", "successor_id"),
                        name="a_thing_succeeds_another_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("predecessor_id", models.F("successor_id")), _negated=True
                        ),
                        name="a_thing_does_not_succeed_itself",
                        violation_error_message="A thing cannot succeed itself.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "organisation",
                                    "category",
                                    "group",
                                    "body",
                                    "municipality",
                                    "plan",
                                    "agreement",
                                ],
                            )
                        ),
                        name="kind_of_succession_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["rename", "merge", "split", "transfer"])
                        ),
                        name="relation_of_succession_is_known",
                    ),
                ],
            },
        ),
    ]
