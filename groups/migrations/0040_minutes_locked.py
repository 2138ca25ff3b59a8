"""Who is present has a version, and approved minutes are locked."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0039_renewals"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="presence_version",
            field=models.PositiveIntegerField(
                default=0, editable=False, verbose_name="version of the presence"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_minutes_stand",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state = 'approved' AND NEW.state = 'approved' AND (OLD.meeting_id, OLD.version, OLD.revision, OLD.approved_at, OLD.approved_by_id, OLD.reopen_reason) IS DISTINCT FROM (NEW.meeting_id, NEW.version, NEW.revision, NEW.approved_at, NEW.approved_by_id, NEW.reopen_reason))",
                    func="RAISE EXCEPTION 'Approved minutes stand as they were approved';",
                    hash="62e49bc7a46db6fada0fc8504903e5b6acb799e2",
                    operation="UPDATE",
                    pgid="pgtrigger_approved_minutes_stand_782ab",
                    table="groups_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_minutes_open_with_a_reason",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state = 'approved' AND NEW.state <> 'approved' AND NEW.reopen_reason = '')",
                    func="RAISE EXCEPTION 'Approved minutes are opened again with a reason';",
                    hash="0eedb092817d7a57bb5821dd70fe3e6a7e426307",
                    operation="UPDATE",
                    pgid="pgtrigger_approved_minutes_open_with_a_reason_a1fe8",
                    table="groups_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutespart",
            trigger=pgtrigger.compiler.Trigger(
                name="part_is_frozen_with_its_minutes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="IF TG_OP <> 'INSERT' THEN \n    IF (SELECT owner.state FROM groups_minutes owner\n            WHERE owner.id = OLD.minutes_id FOR SHARE) = 'approved' THEN\n        RAISE EXCEPTION 'Approved minutes keep their text';\n    END IF;\n END IF;IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; \n    IF (SELECT owner.state FROM groups_minutes owner\n            WHERE owner.id = NEW.minutes_id FOR SHARE) = 'approved' THEN\n        RAISE EXCEPTION 'Approved minutes keep their text';\n    END IF;\n RETURN NEW;",
                    hash="b3ae17450652e05e8a779061d6f93023d2d4bfd3",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_part_is_frozen_with_its_minutes_53298",
                    table="groups_minutespart",
                    when="BEFORE",
                ),
            ),
        ),
    ]
