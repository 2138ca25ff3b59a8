import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_kind",
                    models.CharField(
                        choices=[
                            ("survey", "Survey"),
                            ("theme", "Theme"),
                            ("topic", "Discussion"),
                            ("need", "Need"),
                            ("goal", "Goal"),
                            ("measure", "Action"),
                            ("plan", "Plan"),
                            ("item", "Agenda item"),
                            ("outcome", "Outcome"),
                        ],
                        max_length=20,
                        verbose_name="from",
                    ),
                ),
                ("from_id", models.BigIntegerField(verbose_name="from which")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("grouped_in", "its answers were gathered in"),
                            ("raised", "raised"),
                            ("lifted_to", "was put on the agenda as"),
                            ("answered_by", "is answered by"),
                            ("implemented_by", "is carried out by"),
                            ("decided_in", "was settled in"),
                        ],
                        max_length=20,
                        verbose_name="relation",
                    ),
                ),
                (
                    "to_kind",
                    models.CharField(
                        choices=[
                            ("survey", "Survey"),
                            ("theme", "Theme"),
                            ("topic", "Discussion"),
                            ("need", "Need"),
                            ("goal", "Goal"),
                            ("measure", "Action"),
                            ("plan", "Plan"),
                            ("item", "Agenda item"),
                            ("outcome", "Outcome"),
                        ],
                        max_length=20,
                        verbose_name="to",
                    ),
                ),
                ("to_id", models.BigIntegerField(verbose_name="to which")),
                ("at", models.DateTimeField(verbose_name="linked")),
                (
                    "retired_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="unlinked"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="linked by",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "retired_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="unlinked by",
                    ),
                ),
            ],
            options={
                "verbose_name": "link of the chain",
                "verbose_name_plural": "links of the chain",
                "indexes": [
                    models.Index(
                        condition=models.Q(("retired_at", None)),
                        fields=["from_kind", "from_id"],
                        name="link_forward",
                    ),
                    models.Index(
                        condition=models.Q(("retired_at", None)),
                        fields=["to_kind", "to_id"],
                        name="link_backward",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)),
                        fields=("from_kind", "from_id", "relation", "to_kind", "to_id"),
                        name="a_link_stands_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "from_kind__in",
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
                                ],
                            ),
                            (
                                "to_kind__in",
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
                                ],
                            ),
                        ),
                        name="link_kinds_are_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "relation__in",
                                [
                                    "grouped_in",
                                    "raised",
                                    "lifted_to",
                                    "answered_by",
                                    "implemented_by",
                                    "decided_in",
                                ],
                            )
                        ),
                        name="link_relation_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_id", models.F("to_id")),
                            ("from_kind", models.F("to_kind")),
                            _negated=True,
                        ),
                        name="link_joins_two_things",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
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
                ("text_sv", models.TextField(blank=True, verbose_name="description in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="description in Finnish")),
                (
                    "where",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="where it was raised"
                    ),
                ),
                ("raised_on", models.DateField(verbose_name="raised on")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("lifted", "Lifted to the leading group"),
                            ("refused", "Not taken up"),
                            ("merged", "Merged with another"),
                        ],
                        default="open",
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
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                ("refusal", models.CharField(blank=True, max_length=500, verbose_name="reason")),
                ("made_at", models.DateTimeField(verbose_name="entered")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="closed")),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="groups.need",
                        verbose_name="merged with",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_raised",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="raised by",
                    ),
                ),
                (
                    "raised_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_raised",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "need",
                "verbose_name_plural": "needs",
                "indexes": [models.Index(fields=["group", "-made_at", "-id"], name="need_by_age")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "lifted", "refused", "merged"])),
                        name="need_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["body", "group", "all_regions", "public"])
                        ),
                        name="need_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="need_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility", "body"), _negated=True),
                            ("body__isnull", False),
                            _connector="OR",
                        ),
                        name="need_open_to_a_body_has_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("merged_into__isnull", False),
                                ("state", "merged"),
                                models.Q(("merged_into", models.F("id")), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "merged"), _negated=True), ("merged_into", None)
                            ),
                            _connector="OR",
                        ),
                        name="need_is_merged_into_another_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(
                                models.Q(("refusal", ""), _negated=True),
                                ("settled_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="need_is_refused_with_a_reason_and_an_owner",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
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
                            ("survey", "Survey"),
                            ("discussion", "Discussion"),
                            ("meeting", "Meeting"),
                            ("study", "Study or report"),
                            ("figure", "Figure"),
                            ("visit", "Visit or event"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "text_sv",
                    models.CharField(blank=True, max_length=300, verbose_name="in Swedish"),
                ),
                (
                    "text_fi",
                    models.CharField(blank=True, max_length=300, verbose_name="in Finnish"),
                ),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="link")),
                (
                    "answers",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="answers"),
                ),
                (
                    "is_few",
                    models.BooleanField(default=False, verbose_name="fewer than five answers"),
                ),
                (
                    "sectors_sv",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        default=list,
                        size=None,
                        verbose_name="sectors",
                    ),
                ),
                (
                    "sectors_fi",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        default=list,
                        size=None,
                        verbose_name="sectors",
                    ),
                ),
                (
                    "node_kind",
                    models.CharField(blank=True, max_length=20, verbose_name="kind of source"),
                ),
                (
                    "node_id",
                    models.BigIntegerField(
                        blank=True, null=True, verbose_name="source in the chain"
                    ),
                ),
                ("on", models.DateField(verbose_name="date")),
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
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="groups.need",
                        verbose_name="need",
                    ),
                ),
            ],
            options={
                "verbose_name": "evidence",
                "verbose_name_plural": "evidence",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "survey",
                                    "discussion",
                                    "meeting",
                                    "study",
                                    "figure",
                                    "visit",
                                    "other",
                                ],
                            )
                        ),
                        name="evidence_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text_sv", ""), _negated=True),
                            models.Q(("text_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answers", None),
                            models.Q(("answers__gte", 5), ("is_few", False)),
                            _connector="OR",
                        ),
                        name="evidence_never_counts_fewer_than_five",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("node_id__isnull", False)),
                        fields=("need", "node_kind", "node_id"),
                        name="a_source_stands_once_behind_a_need",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
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
                            ("discussed", "discussed"),
                            ("noted", "noted"),
                            ("position", "position"),
                            ("recommendation", "recommendation"),
                            ("agreement", "agreement"),
                            ("decision", "decision of a named organisation"),
                        ],
                        max_length=20,
                        verbose_name="type",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "title_sv",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Swedish"),
                ),
                (
                    "title_fi",
                    models.CharField(blank=True, max_length=200, verbose_name="title in Finnish"),
                ),
                ("text_sv", models.TextField(blank=True, verbose_name="wording in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="wording in Finnish")),
                ("decided_on", models.DateField(verbose_name="date")),
                (
                    "answer_by",
                    models.DateField(blank=True, null=True, verbose_name="answers wanted by"),
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
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="groups.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="groups.organisation",
                        verbose_name="decided by",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="groups.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes",
                        to="groups.meeting",
                        verbose_name="meeting",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outcomes_recorded",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "year", "number"),
                        name="outcomes_are_numbered_per_body_and_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "discussed",
                                    "noted",
                                    "position",
                                    "recommendation",
                                    "agreement",
                                    "decision",
                                ],
                            )
                        ),
                        name="outcome_type_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["body", "group", "all_regions", "public"])
                        ),
                        name="outcome_visibility_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="outcome_has_a_title",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_is_kept_as_recorded",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."title_sv" IS DISTINCT FROM (NEW."title_sv") OR OLD."title_fi" IS DISTINCT FROM (NEW."title_fi") OR OLD."text_sv" IS DISTINCT FROM (NEW."text_sv") OR OLD."text_fi" IS DISTINCT FROM (NEW."text_fi") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="83973f5ccd721b853d520b5cc3a8addc2ec5e5a0",
                    operation="UPDATE",
                    pgid="pgtrigger_outcome_is_kept_as_recorded_2c68e",
                    table="groups_outcome",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_is_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="0863ff75fc825b7a0fa18dd7428ee78bb91f5023",
                    operation="DELETE",
                    pgid="pgtrigger_outcome_is_never_deleted_4fd95",
                    table="groups_outcome",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Echo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("none", "No answer yet"),
                            ("spread", "Spread at home"),
                            ("tried", "Tried out"),
                            ("adapted", "Adapted"),
                            ("adopted", "Adopted"),
                            ("not_possible", "Not possible, or does not concern us"),
                        ],
                        default="none",
                        max_length=20,
                        verbose_name="answer",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="what was done, or why not"
                    ),
                ),
                (
                    "lesson",
                    models.CharField(blank=True, max_length=500, verbose_name="what was learned"),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("sv", "svenska"), ("fi", "suomi"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "is_on_behalf",
                    models.BooleanField(default=False, verbose_name="entered for the organisation"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
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
                        verbose_name="answered by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="echoes",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="echoes",
                        to="groups.outcome",
                        verbose_name="outcome",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to an outcome",
                "verbose_name_plural": "answers to outcomes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("outcome", "organisation"),
                        name="an_organisation_answers_an_outcome_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "answer__in",
                                ["none", "spread", "tried", "adapted", "adopted", "not_possible"],
                            )
                        ),
                        name="echo_answer_is_known",
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
                        name="echo_is_answered_when_it_says_so",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "not_possible"), _negated=True),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="echo_says_why_it_is_not_possible",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Support",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="supports",
                        to="groups.need",
                        verbose_name="need",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_supported",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="needs_supported",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "support",
                "verbose_name_plural": "support",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("need", "user"), name="a_person_supports_a_need_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="body",
            name="mandate",
            field=models.CharField(
                choices=[
                    ("discussing", "discusses"),
                    ("advisory", "gives advice"),
                    ("agreeing", "agrees together"),
                    ("deciding", "decides"),
                ],
                default="advisory",
                max_length=20,
                verbose_name="what it may come to",
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mandate__in", ["discussing", "advisory", "agreeing", "deciding"])
                ),
                name="body_mandate_is_known",
            ),
        ),
    ]
