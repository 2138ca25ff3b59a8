import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0009_networks")]

    operations = [
        migrations.AddField(
            model_name="agreement",
            name="concluded_on",
            field=models.DateField(blank=True, null=True, verbose_name="concluded"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="ended_on",
            field=models.DateField(blank=True, null=True, verbose_name="ended before its time"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="reminded by hand"),
        ),
        migrations.AddField(
            model_name="agreement",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="sent for signing"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_keeps_what_was_sent",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ends_on" IS DISTINCT FROM (NEW."ends_on") OR OLD."group_id" IS DISTINCT FROM (NEW."group_id") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."text_fi" IS DISTINCT FROM (NEW."text_fi") OR OLD."text_sv" IS DISTINCT FROM (NEW."text_sv") OR OLD."title_fi" IS DISTINCT FROM (NEW."title_fi") OR OLD."title_sv" IS DISTINCT FROM (NEW."title_sv"))',
                    func="\n                IF OLD.state <> 'draft' THEN\n                    RAISE EXCEPTION 'An agreement that has been sent keeps its text';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="19f614d2a425e083b5e56d67450f6f6e08e1184a",
                    operation="UPDATE",
                    pgid="pgtrigger_agreement_keeps_what_was_sent_80468",
                    table="groups_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_goes_back_while_unsigned",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func="\n                IF NEW.state = 'draft' AND (OLD.state <> 'signing' OR EXISTS (\n                    SELECT FROM groups_party party WHERE party.agreement_id = OLD.id\n                    AND party.state IN ('signed', 'on_behalf')\n                )) THEN\n                    RAISE EXCEPTION 'An agreement that somebody has signed is no draft again';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="3e483b38db7b74394a433ac9350f367e70131c8d",
                    operation="UPDATE",
                    pgid="pgtrigger_agreement_goes_back_while_unsigned_e89ae",
                    table="groups_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="agreement_that_was_sent_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                IF OLD.state <> 'draft' THEN\n                    RAISE EXCEPTION 'An agreement that has been sent is never deleted';\n                END IF;\n                RETURN OLD;\n            ",
                    hash="fbacd395f359c1e39f6895d7424c91a486221246",
                    operation="DELETE",
                    pgid="pgtrigger_agreement_that_was_sent_is_kept_bf523",
                    table="groups_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="annex",
            trigger=pgtrigger.compiler.Trigger(
                name="annex_is_frozen_with_its_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN \n    IF (SELECT owner.state FROM groups_agreement owner\n            WHERE owner.id = OLD.agreement_id FOR SHARE) <> 'draft' THEN\n        RAISE EXCEPTION 'An agreement that has been sent keeps its parts (%)', TG_TABLE_NAME;\n    END IF;\n END IF;IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; \n    IF (SELECT owner.state FROM groups_agreement owner\n            WHERE owner.id = NEW.agreement_id FOR SHARE) <> 'draft' THEN\n        RAISE EXCEPTION 'An agreement that has been sent keeps its parts (%)', TG_TABLE_NAME;\n    END IF;\n RETURN NEW;",
                    hash="2b0dad68b1a24710ce52805798c62f91e926ea25",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_annex_is_frozen_with_its_agreement_609a4",
                    table="groups_annex",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="commitment",
            trigger=pgtrigger.compiler.Trigger(
                name="commitment_is_frozen_with_its_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN \n    IF (SELECT owner.state FROM groups_agreement owner\n            WHERE owner.id = OLD.agreement_id FOR SHARE) <> 'draft' THEN\n        RAISE EXCEPTION 'An agreement that has been sent keeps its parts (%)', TG_TABLE_NAME;\n    END IF;\n END IF;IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; \n    IF (SELECT owner.state FROM groups_agreement owner\n            WHERE owner.id = NEW.agreement_id FOR SHARE) <> 'draft' THEN\n        RAISE EXCEPTION 'An agreement that has been sent keeps its parts (%)', TG_TABLE_NAME;\n    END IF;\n RETURN NEW;",
                    hash="ae964bc607c8cef5327701398be8831551d45071",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_commitment_is_frozen_with_its_agreement_65aec",
                    table="groups_commitment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="party_stays_in_its_agreement",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN \n    IF (SELECT owner.state FROM groups_agreement owner\n            WHERE owner.id = OLD.agreement_id FOR SHARE) <> 'draft' THEN\n        RAISE EXCEPTION 'An agreement that has been sent keeps its parts (%)', TG_TABLE_NAME;\n    END IF;\n END IF;IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; \n    IF (SELECT owner.state FROM groups_agreement owner\n            WHERE owner.id = NEW.agreement_id FOR SHARE) <> 'draft' THEN\n        RAISE EXCEPTION 'An agreement that has been sent keeps its parts (%)', TG_TABLE_NAME;\n    END IF;\n RETURN NEW;",
                    hash="fbda60904ae3f784037ec6d9964e3df5d035f833",
                    operation="INSERT OR DELETE",
                    pgid="pgtrigger_party_stays_in_its_agreement_a3830",
                    table="groups_party",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="party",
            trigger=pgtrigger.compiler.Trigger(
                name="party_signs_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."answered_by_id" IS DISTINCT FROM (NEW."answered_by_id") OR OLD."signed_on" IS DISTINCT FROM (NEW."signed_on") OR OLD."signer" IS DISTINCT FROM (NEW."signer") OR OLD."state" IS DISTINCT FROM (NEW."state"))',
                    func="\n                IF OLD.state = 'signed' THEN\n                    RAISE EXCEPTION 'A signature stands as it was given';\n                END IF;\n                RETURN NEW;\n            ",
                    hash="998b8ef46d85fe3b9de1f3dbfbe8926ec1b2eb26",
                    operation="UPDATE",
                    pgid="pgtrigger_party_signs_once_ddaa2",
                    table="groups_party",
                    when="BEFORE",
                ),
            ),
        ),
    ]
