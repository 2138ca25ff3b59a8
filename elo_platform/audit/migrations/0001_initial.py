import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AuditEvent",
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
                            ("reference_loaded", "loaded the reference data"),
                            ("group_changed", "changed the group's settings"),
                            ("coordination_changed", "changed who coordinates the group"),
                            ("role_granted", "gave a role"),
                            ("role_ended", "ended a role"),
                            ("share_given", "shared with a person"),
                            ("share_ended", "ended a share"),
                            ("seat_opened", "opened a seat"),
                            ("seat_filled", "filled a seat"),
                            ("seat_left", "ended a mandate"),
                            ("seat_closed", "closed a seat"),
                            ("organisation_added", "added an organisation"),
                            ("organisation_changed", "changed an organisation"),
                            ("organisation_renamed", "renamed an organisation"),
                            ("invitation_sent", "sent an invitation"),
                            ("invitation_accepted", "accepted an invitation"),
                            ("invitation_declined", "declined an invitation"),
                            ("invitation_revoked", "withdrew an invitation"),
                            ("message_sent", "wrote to a body"),
                            ("meeting_drafted", "drafted a meeting"),
                            ("meeting_changed", "changed a meeting"),
                            ("meeting_called", "called a meeting"),
                            ("meeting_cancelled", "cancelled a meeting"),
                            ("paper_added", "added a paper"),
                            ("paper_removed", "removed a paper"),
                            ("answered", "answered an invitation to a meeting"),
                            ("guest_invited", "invited a guest to a meeting"),
                            ("feed_made", "made a calendar link"),
                            ("feed_ended", "ended a calendar link"),
                            ("profile_changed", "changed the own profile"),
                            ("notices_stopped", "stopped messages of a kind"),
                            ("notices_resumed", "resumed messages of a kind"),
                            ("account_changed", "changed an account"),
                            ("act_link_used", "used a link from a mail"),
                            ("denied", "was refused"),
                        ],
                        max_length=40,
                        verbose_name="what",
                    ),
                ),
                (
                    "target_kind",
                    models.CharField(blank=True, max_length=60, verbose_name="kind of object"),
                ),
                ("target_id", models.BigIntegerField(null=True, verbose_name="object")),
                (
                    "group_id",
                    models.BigIntegerField(db_index=True, null=True, verbose_name="group"),
                ),
                ("data", models.JSONField(default=dict, verbose_name="details")),
                ("actor_id", models.BigIntegerField(null=True, verbose_name="who")),
                ("at", models.DateTimeField(db_index=True, verbose_name="when")),
            ],
            options={
                "verbose_name": "audit event",
                "verbose_name_plural": "audit events",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="auditevent",
            trigger=pgtrigger.compiler.Trigger(
                name="audit_is_append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c3c2497e80874911ec2583029421b9b99cda6806",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_audit_is_append_only_904e3",
                    table="audit_auditevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="FormReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(verbose_name="key")),
                ("actor_id", models.BigIntegerField(default=0, verbose_name="who")),
                ("location", models.TextField(verbose_name="address")),
                ("made_at", models.DateTimeField(verbose_name="made")),
            ],
            options={
                "verbose_name": "form receipt",
                "verbose_name_plural": "form receipts",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("key", "actor_id"), name="a_form_has_one_effect"
                    )
                ],
            },
        ),
    ]
