"""An outcome names who else it is addressed to, and what it corrects."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0036_answers_owed"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="outcome",
            name="outcome_is_kept_as_recorded",
        ),
        migrations.AddField(
            model_name="outcome",
            name="addressee",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="addressed to somebody else"
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="correction",
                to="groups.outcome",
                verbose_name="corrects",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_is_kept_as_recorded",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."title_sv" IS DISTINCT FROM (NEW."title_sv") OR OLD."title_fi" IS DISTINCT FROM (NEW."title_fi") OR OLD."text_sv" IS DISTINCT FROM (NEW."text_sv") OR OLD."text_fi" IS DISTINCT FROM (NEW."text_fi") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."addressee" IS DISTINCT FROM (NEW."addressee") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="a1fc766743b020f525ac3840a3f0c32ac29fe899",
                    operation="UPDATE",
                    pgid="pgtrigger_outcome_is_kept_as_recorded_2c68e",
                    table="groups_outcome",
                    when="BEFORE",
                ),
            ),
        ),
    ]
