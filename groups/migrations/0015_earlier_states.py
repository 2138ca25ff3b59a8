import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Earlier states of what people write, and the days of a group's life."""

    dependencies = [
        ("groups", "0014_operating_models_published"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "title_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="title in Swedish"),
                ),
                (
                    "title_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="title in Finnish"),
                ),
                ("text_sv", models.TextField(blank=True, verbose_name="what is agreed in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="what is agreed in Finnish")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("signing", "Being signed"),
                            ("in_force", "In force"),
                            ("ended", "Ended"),
                        ],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "verbose_name": "earlier state of an agreement",
                "verbose_name_plural": "earlier states of agreements",
            },
        ),
        migrations.CreateModel(
            name="BasisVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("law", "Law or decree"),
                            ("agreement", "Agreement"),
                            ("letter", "Letter or decision of an authority"),
                            ("custom", "Custom"),
                        ],
                        max_length=20,
                        verbose_name="rests on",
                    ),
                ),
                (
                    "source_sv",
                    models.CharField(blank=True, max_length=200, verbose_name="source in Swedish"),
                ),
                (
                    "source_fi",
                    models.CharField(blank=True, max_length=200, verbose_name="source in Finnish"),
                ),
                (
                    "powers_sv",
                    models.TextField(blank=True, verbose_name="what the group may do in Swedish"),
                ),
                (
                    "powers_fi",
                    models.TextField(blank=True, verbose_name="what the group may do in Finnish"),
                ),
                (
                    "resources_sv",
                    models.TextField(blank=True, verbose_name="own resources in Swedish"),
                ),
                (
                    "resources_fi",
                    models.TextField(blank=True, verbose_name="own resources in Finnish"),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "verbose_name": "earlier state of a basis",
                "verbose_name_plural": "earlier states of bases",
            },
        ),
        migrations.CreateModel(
            name="BodyVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                            ("leading", "Leading group"),
                            ("network", "Network"),
                            ("working", "Working group"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "mandate",
                    models.CharField(
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
                (
                    "tasks_sv",
                    models.TextField(blank=True, verbose_name="tasks and emphasis in Swedish"),
                ),
                (
                    "tasks_fi",
                    models.TextField(blank=True, verbose_name="tasks and emphasis in Finnish"),
                ),
                (
                    "deliverable_sv",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="what it is to bring about, in Swedish",
                    ),
                ),
                (
                    "deliverable_fi",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="what it is to bring about, in Finnish",
                    ),
                ),
                (
                    "closing_note_sv",
                    models.TextField(blank=True, verbose_name="closing note in Swedish"),
                ),
                (
                    "closing_note_fi",
                    models.TextField(blank=True, verbose_name="closing note in Finnish"),
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
            ],
            options={
                "verbose_name": "earlier state of a body",
                "verbose_name_plural": "earlier states of bodies",
            },
        ),
        migrations.CreateModel(
            name="ClauseVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("parties", models.CharField(blank=True, max_length=200, verbose_name="parties")),
                (
                    "text_sv",
                    models.TextField(blank=True, verbose_name="wording of the clause in Swedish"),
                ),
                (
                    "text_fi",
                    models.TextField(blank=True, verbose_name="wording of the clause in Finnish"),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "verbose_name": "earlier state of a clause",
                "verbose_name_plural": "earlier states of clauses",
            },
        ),
        migrations.CreateModel(
            name="CommitmentVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "text_sv",
                    models.CharField(blank=True, max_length=300, verbose_name="promise in Swedish"),
                ),
                (
                    "text_fi",
                    models.CharField(blank=True, max_length=300, verbose_name="promise in Finnish"),
                ),
                (
                    "hours",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="hours a year for each party"
                    ),
                ),
                (
                    "seats",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="seats for each party"
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier state of a promise",
                "verbose_name_plural": "earlier states of promises",
            },
        ),
        migrations.CreateModel(
            name="DutyVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "task_sv",
                    models.CharField(blank=True, max_length=200, verbose_name="task in Swedish"),
                ),
                (
                    "task_fi",
                    models.CharField(blank=True, max_length=200, verbose_name="task in Finnish"),
                ),
                ("agreed_on", models.DateField(verbose_name="agreed")),
                (
                    "agreed_where",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="where it was agreed"
                    ),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "verbose_name": "earlier state of a task",
                "verbose_name_plural": "earlier states of tasks",
            },
        ),
        migrations.CreateModel(
            name="EloGroupVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("active", "Active"),
                            ("dormant", "Not meeting at present"),
                            ("merged", "Merged into another group"),
                            ("ended", "Ended"),
                        ],
                        default="active",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("founded_on", models.DateField(blank=True, null=True, verbose_name="founded")),
            ],
            options={
                "verbose_name": "earlier state of a group",
                "verbose_name_plural": "earlier states of groups",
            },
        ),
        migrations.CreateModel(
            name="LifeEvent",
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
                            ("founded", "Founded"),
                            ("planned", "Planned"),
                            ("active", "Active"),
                            ("dormant", "Not meeting at present"),
                            ("merged", "Merged into another group"),
                            ("ended", "Ended"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                (
                    "note_sv",
                    models.CharField(blank=True, max_length=300, verbose_name="note in Swedish"),
                ),
                (
                    "note_fi",
                    models.CharField(blank=True, max_length=300, verbose_name="note in Finnish"),
                ),
                ("added_at", models.DateTimeField(verbose_name="added")),
            ],
            options={
                "verbose_name": "day in the life of a group",
                "verbose_name_plural": "days in the lives of groups",
            },
        ),
        migrations.CreateModel(
            name="NetworkVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "name_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Swedish"),
                ),
                (
                    "name_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Finnish"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("regional", "Regional network"),
                            ("youth", "Municipal youth guidance and service network"),
                            ("sub", "Local network of the group"),
                            ("other", "Other network"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("built_upon", "The group builds upon it"),
                            ("merged", "Merged into the group"),
                            ("parallel", "Works beside the group"),
                            ("informs", "Keeps the group informed"),
                        ],
                        max_length=20,
                        verbose_name="relation",
                    ),
                ),
                ("purpose_sv", models.TextField(blank=True, verbose_name="purpose in Swedish")),
                ("purpose_fi", models.TextField(blank=True, verbose_name="purpose in Finnish")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
            ],
            options={
                "verbose_name": "earlier state of a network",
                "verbose_name_plural": "earlier states of networks",
            },
        ),
        migrations.CreateModel(
            name="OperatingModelVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("text_sv", models.TextField(blank=True, verbose_name="text in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="text in Finnish")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published")),
            ],
            options={
                "verbose_name": "earlier state of an operating model",
                "verbose_name_plural": "earlier states of operating models",
            },
        ),
        migrations.CreateModel(
            name="OrganisationVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "name_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Swedish"),
                ),
                (
                    "name_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Finnish"),
                ),
                ("does_sv", models.TextField(blank=True, verbose_name="what we do, in Swedish")),
                ("does_fi", models.TextField(blank=True, verbose_name="what we do, in Finnish")),
                ("for_whom_sv", models.TextField(blank=True, verbose_name="for whom, in Swedish")),
                ("for_whom_fi", models.TextField(blank=True, verbose_name="for whom, in Finnish")),
                (
                    "does_not_sv",
                    models.TextField(blank=True, verbose_name="what we do not do, in Swedish"),
                ),
                (
                    "does_not_fi",
                    models.TextField(blank=True, verbose_name="what we do not do, in Finnish"),
                ),
                (
                    "referring_sv",
                    models.TextField(blank=True, verbose_name="how to refer to us, in Swedish"),
                ),
                (
                    "referring_fi",
                    models.TextField(blank=True, verbose_name="how to refer to us, in Finnish"),
                ),
                (
                    "is_public",
                    models.BooleanField(
                        default=False,
                        help_text="Else it is open to those who have a task in the network.",
                        verbose_name="the profile is open to everyone",
                    ),
                ),
            ],
            options={
                "verbose_name": "earlier state of an organisation",
                "verbose_name_plural": "earlier states of organisations",
            },
        ),
        migrations.RemoveConstraint(
            model_name="elogroup",
            name="group_state_is_known",
        ),
        migrations.AlterField(
            model_name="elogroup",
            name="state",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("active", "Active"),
                    ("dormant", "Not meeting at present"),
                    ("merged", "Merged into another group"),
                    ("ended", "Ended"),
                ],
                default="active",
                max_length=20,
                verbose_name="state",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text_fi" IS DISTINCT FROM (NEW."text_fi") OR OLD."text_sv" IS DISTINCT FROM (NEW."text_sv") OR OLD."title_fi" IS DISTINCT FROM (NEW."title_fi") OR OLD."title_sv" IS DISTINCT FROM (NEW."title_sv"))',
                    func='INSERT INTO "groups_agreementversion" ("ends_on", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "state", "text_fi", "text_sv", "title_fi", "title_sv") VALUES (OLD."ends_on", NOW(), \'changed\', OLD."id", OLD."starts_on", OLD."state", OLD."text_fi", OLD."text_sv", OLD."title_fi", OLD."title_sv"); RETURN NULL;',
                    hash="0ba400a2783ea1636f17d3f7062b410037232781",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_7fac9",
                    table="groups_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_agreementversion" ("ends_on", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "state", "text_fi", "text_sv", "title_fi", "title_sv") VALUES (OLD."ends_on", NOW(), \'deleted\', OLD."id", OLD."starts_on", OLD."state", OLD."text_fi", OLD."text_sv", OLD."title_fi", OLD."title_sv"); RETURN NULL;',
                    hash="d12dd13cef520c7e2d7f6bb40944b46d03e124f8",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_a68d4",
                    table="groups_agreement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basis",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."powers_fi" IS DISTINCT FROM (NEW."powers_fi") OR OLD."powers_sv" IS DISTINCT FROM (NEW."powers_sv") OR OLD."resources_fi" IS DISTINCT FROM (NEW."resources_fi") OR OLD."resources_sv" IS DISTINCT FROM (NEW."resources_sv") OR OLD."source_fi" IS DISTINCT FROM (NEW."source_fi") OR OLD."source_sv" IS DISTINCT FROM (NEW."source_sv") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on"))',
                    func='INSERT INTO "groups_basisversion" ("ends_on", "kind", "pgh_created_at", "pgh_label", "pgh_obj_id", "powers_fi", "powers_sv", "resources_fi", "resources_sv", "source_fi", "source_sv", "starts_on") VALUES (OLD."ends_on", OLD."kind", NOW(), \'changed\', OLD."id", OLD."powers_fi", OLD."powers_sv", OLD."resources_fi", OLD."resources_sv", OLD."source_fi", OLD."source_sv", OLD."starts_on"); RETURN NULL;',
                    hash="5143c006ad65fff10a88090d67a75afe457f737b",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_67b31",
                    table="groups_basis",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basis",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_basisversion" ("ends_on", "kind", "pgh_created_at", "pgh_label", "pgh_obj_id", "powers_fi", "powers_sv", "resources_fi", "resources_sv", "source_fi", "source_sv", "starts_on") VALUES (OLD."ends_on", OLD."kind", NOW(), \'deleted\', OLD."id", OLD."powers_fi", OLD."powers_sv", OLD."resources_fi", OLD."resources_sv", OLD."source_fi", OLD."source_sv", OLD."starts_on"); RETURN NULL;',
                    hash="f67fcdf8be70d6ca5f8d4abddc54fd099e6757fb",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_73087",
                    table="groups_basis",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="body",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closing_note_fi" IS DISTINCT FROM (NEW."closing_note_fi") OR OLD."closing_note_sv" IS DISTINCT FROM (NEW."closing_note_sv") OR OLD."deliverable_fi" IS DISTINCT FROM (NEW."deliverable_fi") OR OLD."deliverable_sv" IS DISTINCT FROM (NEW."deliverable_sv") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."mandate" IS DISTINCT FROM (NEW."mandate") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_fi" IS DISTINCT FROM (NEW."name_fi") OR OLD."name_sv" IS DISTINCT FROM (NEW."name_sv") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."tasks_fi" IS DISTINCT FROM (NEW."tasks_fi") OR OLD."tasks_sv" IS DISTINCT FROM (NEW."tasks_sv") OR OLD."visibility" IS DISTINCT FROM (NEW."visibility"))',
                    func='INSERT INTO "groups_bodyversion" ("closing_note_fi", "closing_note_sv", "deliverable_fi", "deliverable_sv", "ends_on", "kind", "mandate", "name_en", "name_fi", "name_sv", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "tasks_fi", "tasks_sv", "visibility") VALUES (OLD."closing_note_fi", OLD."closing_note_sv", OLD."deliverable_fi", OLD."deliverable_sv", OLD."ends_on", OLD."kind", OLD."mandate", OLD."name_en", OLD."name_fi", OLD."name_sv", NOW(), \'changed\', OLD."id", OLD."starts_on", OLD."tasks_fi", OLD."tasks_sv", OLD."visibility"); RETURN NULL;',
                    hash="be8146b8667752a4f3b1700e1acff786faccbc37",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_e3ca3",
                    table="groups_body",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="body",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_bodyversion" ("closing_note_fi", "closing_note_sv", "deliverable_fi", "deliverable_sv", "ends_on", "kind", "mandate", "name_en", "name_fi", "name_sv", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "tasks_fi", "tasks_sv", "visibility") VALUES (OLD."closing_note_fi", OLD."closing_note_sv", OLD."deliverable_fi", OLD."deliverable_sv", OLD."ends_on", OLD."kind", OLD."mandate", OLD."name_en", OLD."name_fi", OLD."name_sv", NOW(), \'deleted\', OLD."id", OLD."starts_on", OLD."tasks_fi", OLD."tasks_sv", OLD."visibility"); RETURN NULL;',
                    hash="0b4c66df711a4fadead337ac69ab588c9bee29f3",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_483fe",
                    table="groups_body",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."parties" IS DISTINCT FROM (NEW."parties") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."text_fi" IS DISTINCT FROM (NEW."text_fi") OR OLD."text_sv" IS DISTINCT FROM (NEW."text_sv"))',
                    func='INSERT INTO "groups_clauseversion" ("ends_on", "parties", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "text_fi", "text_sv") VALUES (OLD."ends_on", OLD."parties", NOW(), \'changed\', OLD."id", OLD."starts_on", OLD."text_fi", OLD."text_sv"); RETURN NULL;',
                    hash="ac97990817fe572f7f58dd2d603ece547dd8a361",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_3c09f",
                    table="groups_clause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clause",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_clauseversion" ("ends_on", "parties", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "text_fi", "text_sv") VALUES (OLD."ends_on", OLD."parties", NOW(), \'deleted\', OLD."id", OLD."starts_on", OLD."text_fi", OLD."text_sv"); RETURN NULL;',
                    hash="badd8565f1248e6993f3ac0ccec3297db57d1278",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_86301",
                    table="groups_clause",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."hours" IS DISTINCT FROM (NEW."hours") OR OLD."seats" IS DISTINCT FROM (NEW."seats") OR OLD."text_fi" IS DISTINCT FROM (NEW."text_fi") OR OLD."text_sv" IS DISTINCT FROM (NEW."text_sv"))',
                    func='INSERT INTO "groups_commitmentversion" ("hours", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "text_fi", "text_sv") VALUES (OLD."hours", NOW(), \'changed\', OLD."id", OLD."seats", OLD."text_fi", OLD."text_sv"); RETURN NULL;',
                    hash="9c9df01d6f983cae87a40e34319c6bc3663369ff",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_081a9",
                    table="groups_commitment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_commitmentversion" ("hours", "pgh_created_at", "pgh_label", "pgh_obj_id", "seats", "text_fi", "text_sv") VALUES (OLD."hours", NOW(), \'deleted\', OLD."id", OLD."seats", OLD."text_fi", OLD."text_sv"); RETURN NULL;',
                    hash="cf4dd2b2c412797aae41d4e0e9c5106a6212e128",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_55604",
                    table="groups_commitment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duty",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreed_on" IS DISTINCT FROM (NEW."agreed_on") OR OLD."agreed_where" IS DISTINCT FROM (NEW."agreed_where") OR OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."task_fi" IS DISTINCT FROM (NEW."task_fi") OR OLD."task_sv" IS DISTINCT FROM (NEW."task_sv"))',
                    func='INSERT INTO "groups_dutyversion" ("agreed_on", "agreed_where", "body_id", "ends_on", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_fi", "task_sv") VALUES (OLD."agreed_on", OLD."agreed_where", OLD."body_id", OLD."ends_on", OLD."organisation_id", NOW(), \'changed\', OLD."id", OLD."task_fi", OLD."task_sv"); RETURN NULL;',
                    hash="55a92675097dd7347f7189865610536317d5c72e",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_00ca2",
                    table="groups_duty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="duty",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_dutyversion" ("agreed_on", "agreed_where", "body_id", "ends_on", "organisation_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "task_fi", "task_sv") VALUES (OLD."agreed_on", OLD."agreed_where", OLD."body_id", OLD."ends_on", OLD."organisation_id", NOW(), \'deleted\', OLD."id", OLD."task_fi", OLD."task_sv"); RETURN NULL;',
                    hash="226cdb19fd1ac10a9956ed1f3b488ec3cabb5dee",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_8e5a4",
                    table="groups_duty",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="elogroup",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."about_fi" IS DISTINCT FROM (NEW."about_fi") OR OLD."about_sv" IS DISTINCT FROM (NEW."about_sv") OR OLD."founded_on" IS DISTINCT FROM (NEW."founded_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name_en" IS DISTINCT FROM (NEW."name_en") OR OLD."name_fi" IS DISTINCT FROM (NEW."name_fi") OR OLD."name_sv" IS DISTINCT FROM (NEW."name_sv") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func='INSERT INTO "groups_elogroupversion" ("about_fi", "about_sv", "founded_on", "kind", "name_en", "name_fi", "name_sv", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (OLD."about_fi", OLD."about_sv", OLD."founded_on", OLD."kind", OLD."name_en", OLD."name_fi", OLD."name_sv", NOW(), \'changed\', OLD."id", OLD."state"); RETURN NULL;',
                    hash="f3a401fe48fba5737b89f73b874ed2a11f9a9100",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_311f0",
                    table="groups_elogroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="elogroup",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_elogroupversion" ("about_fi", "about_sv", "founded_on", "kind", "name_en", "name_fi", "name_sv", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (OLD."about_fi", OLD."about_sv", OLD."founded_on", OLD."kind", OLD."name_en", OLD."name_fi", OLD."name_sv", NOW(), \'deleted\', OLD."id", OLD."state"); RETURN NULL;',
                    hash="265eb3faeb945527eb7c54f36b819b545aaed200",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_f5486",
                    table="groups_elogroup",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="network",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."name_fi" IS DISTINCT FROM (NEW."name_fi") OR OLD."name_sv" IS DISTINCT FROM (NEW."name_sv") OR OLD."purpose_fi" IS DISTINCT FROM (NEW."purpose_fi") OR OLD."purpose_sv" IS DISTINCT FROM (NEW."purpose_sv") OR OLD."relation" IS DISTINCT FROM (NEW."relation") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on"))',
                    func='INSERT INTO "groups_networkversion" ("ends_on", "kind", "name_fi", "name_sv", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose_fi", "purpose_sv", "relation", "starts_on") VALUES (OLD."ends_on", OLD."kind", OLD."name_fi", OLD."name_sv", NOW(), \'changed\', OLD."id", OLD."purpose_fi", OLD."purpose_sv", OLD."relation", OLD."starts_on"); RETURN NULL;',
                    hash="be9727621c0562aaff8ea328b70f58855a892000",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_7aacd",
                    table="groups_network",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="network",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_networkversion" ("ends_on", "kind", "name_fi", "name_sv", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose_fi", "purpose_sv", "relation", "starts_on") VALUES (OLD."ends_on", OLD."kind", OLD."name_fi", OLD."name_sv", NOW(), \'deleted\', OLD."id", OLD."purpose_fi", OLD."purpose_sv", OLD."relation", OLD."starts_on"); RETURN NULL;',
                    hash="46a4edc41e19d30ebcb17814336904466254c2ed",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_0b28d",
                    table="groups_network",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operatingmodel",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_on" IS DISTINCT FROM (NEW."published_on") OR OLD."text_fi" IS DISTINCT FROM (NEW."text_fi") OR OLD."text_sv" IS DISTINCT FROM (NEW."text_sv"))',
                    func='INSERT INTO "groups_operatingmodelversion" ("pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "text_fi", "text_sv") VALUES (NOW(), \'changed\', OLD."id", OLD."published_on", OLD."text_fi", OLD."text_sv"); RETURN NULL;',
                    hash="0d541096910c0d912c803fb7f3af114c9f3b2e3c",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_e8598",
                    table="groups_operatingmodel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operatingmodel",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_operatingmodelversion" ("pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "text_fi", "text_sv") VALUES (NOW(), \'deleted\', OLD."id", OLD."published_on", OLD."text_fi", OLD."text_sv"); RETURN NULL;',
                    hash="6748dfb7045fc483eccd60b367416392ec7c9da4",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_33683",
                    table="groups_operatingmodel",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="changed_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."does_fi" IS DISTINCT FROM (NEW."does_fi") OR OLD."does_not_fi" IS DISTINCT FROM (NEW."does_not_fi") OR OLD."does_not_sv" IS DISTINCT FROM (NEW."does_not_sv") OR OLD."does_sv" IS DISTINCT FROM (NEW."does_sv") OR OLD."for_whom_fi" IS DISTINCT FROM (NEW."for_whom_fi") OR OLD."for_whom_sv" IS DISTINCT FROM (NEW."for_whom_sv") OR OLD."is_public" IS DISTINCT FROM (NEW."is_public") OR OLD."name_fi" IS DISTINCT FROM (NEW."name_fi") OR OLD."name_sv" IS DISTINCT FROM (NEW."name_sv") OR OLD."referring_fi" IS DISTINCT FROM (NEW."referring_fi") OR OLD."referring_sv" IS DISTINCT FROM (NEW."referring_sv"))',
                    func='INSERT INTO "groups_organisationversion" ("does_fi", "does_not_fi", "does_not_sv", "does_sv", "for_whom_fi", "for_whom_sv", "is_public", "name_fi", "name_sv", "pgh_created_at", "pgh_label", "pgh_obj_id", "referring_fi", "referring_sv") VALUES (OLD."does_fi", OLD."does_not_fi", OLD."does_not_sv", OLD."does_sv", OLD."for_whom_fi", OLD."for_whom_sv", OLD."is_public", OLD."name_fi", OLD."name_sv", NOW(), \'changed\', OLD."id", OLD."referring_fi", OLD."referring_sv"); RETURN NULL;',
                    hash="580812ede5e78afb9db86f67e1d54844a6c1dd01",
                    operation="UPDATE",
                    pgid="pgtrigger_changed_update_dab23",
                    table="groups_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="deleted_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "groups_organisationversion" ("does_fi", "does_not_fi", "does_not_sv", "does_sv", "for_whom_fi", "for_whom_sv", "is_public", "name_fi", "name_sv", "pgh_created_at", "pgh_label", "pgh_obj_id", "referring_fi", "referring_sv") VALUES (OLD."does_fi", OLD."does_not_fi", OLD."does_not_sv", OLD."does_sv", OLD."for_whom_fi", OLD."for_whom_sv", OLD."is_public", OLD."name_fi", OLD."name_sv", NOW(), \'deleted\', OLD."id", OLD."referring_fi", OLD."referring_sv"); RETURN NULL;',
                    hash="bee142cbb86628761b4b3ba2f4e0fa344bcd911f",
                    operation="DELETE",
                    pgid="pgtrigger_deleted_delete_7340d",
                    table="groups_organisation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="elogroup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["planned", "active", "dormant", "merged", "ended"])
                ),
                name="group_state_is_known",
            ),
        ),
        migrations.AddField(
            model_name="agreementversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="groups.agreement",
            ),
        ),
        migrations.AddField(
            model_name="basisversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="groups.basis",
            ),
        ),
        migrations.AddField(
            model_name="bodyversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="groups.body",
            ),
        ),
        migrations.AddField(
            model_name="clauseversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="groups.clause",
            ),
        ),
        migrations.AddField(
            model_name="commitmentversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="groups.commitment",
            ),
        ),
        migrations.AddField(
            model_name="dutyversion",
            name="body",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="groups.body",
                verbose_name="body",
            ),
        ),
        migrations.AddField(
            model_name="dutyversion",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="groups.organisation",
                verbose_name="organisation",
            ),
        ),
        migrations.AddField(
            model_name="dutyversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="groups.duty",
            ),
        ),
        migrations.AddField(
            model_name="elogroupversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="groups.elogroup",
            ),
        ),
        migrations.AddField(
            model_name="lifeevent",
            name="added_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="added by",
            ),
        ),
        migrations.AddField(
            model_name="lifeevent",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="life",
                to="groups.document",
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="lifeevent",
            name="group",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="life",
                to="groups.elogroup",
                verbose_name="group",
            ),
        ),
        migrations.AddField(
            model_name="networkversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="groups.network",
            ),
        ),
        migrations.AddField(
            model_name="operatingmodelversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="groups.operatingmodel",
            ),
        ),
        migrations.AddField(
            model_name="organisationversion",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="groups.organisation",
            ),
        ),
        migrations.AddConstraint(
            model_name="lifeevent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "founded")),
                fields=("group",),
                name="a_group_is_founded_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="lifeevent",
            constraint=models.UniqueConstraint(
                fields=("group", "kind", "on"), name="a_state_begins_once_a_day"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreementversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="305fda0ccff456b10b3957b24eda6c46a7327f16",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8bc83",
                    table="groups_agreementversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="basisversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="390552a82603685aed49c497a6ca22fb490adb90",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a3aa8",
                    table="groups_basisversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bodyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c27332ee367ab20a91dc93bd7d9b7d1ac8747be4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_07b95",
                    table="groups_bodyversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clauseversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="39556a2a880e56869701db46f6acf24158109dcf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_222b5",
                    table="groups_clauseversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commitmentversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="73c30555cdc2d0d20a001e36162f5a5b57fd04db",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_bff6d",
                    table="groups_commitmentversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dutyversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a949fc4f6719bbb4818107b076f81f70bdaaa6c4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f5dca",
                    table="groups_dutyversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="elogroupversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fe5e8a2344a6c1387851421022b22a64e392b9f5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fa7e6",
                    table="groups_elogroupversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="networkversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="77dbe4f86dfc778a0114727e98641f9a1a4144d0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_4c438",
                    table="groups_networkversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="operatingmodelversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2d2ea05c5dc2c1d5f0bf4175a9b7480fe95fd2c0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6c70e",
                    table="groups_operatingmodelversion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationversion",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="376dd2fdcd65bd5b6e36becfbf40b82682df30d5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_88f12",
                    table="groups_organisationversion",
                    when="BEFORE",
                ),
            ),
        ),
    ]
