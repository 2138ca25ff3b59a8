"""A language that an outcome was recorded without can be added; words that stand are kept."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0045_echo_reminded"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="outcome",
            name="outcome_is_kept_as_recorded",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="outcome_is_kept_as_recorded",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."body_id" IS DISTINCT FROM (NEW."body_id") OR OLD."meeting_id" IS DISTINCT FROM (NEW."meeting_id") OR OLD."item_id" IS DISTINCT FROM (NEW."item_id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."year" IS DISTINCT FROM (NEW."year") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."decided_on" IS DISTINCT FROM (NEW."decided_on") OR OLD."addressee" IS DISTINCT FROM (NEW."addressee") OR OLD."corrects_id" IS DISTINCT FROM (NEW."corrects_id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2a16ae366824ead3cef400c0ebcd8f048a14fb67",
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
                name="outcome_keeps_its_words",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN ((OLD.title_sv <> '' AND OLD.title_sv IS DISTINCT FROM NEW.title_sv) OR (OLD.title_fi <> '' AND OLD.title_fi IS DISTINCT FROM NEW.title_fi) OR (OLD.text_sv <> '' AND OLD.text_sv IS DISTINCT FROM NEW.text_sv) OR (OLD.text_fi <> '' AND OLD.text_fi IS DISTINCT FROM NEW.text_fi))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="2496a5d4c3d86e08978cf63762db41bfe3802532",
                    operation="UPDATE",
                    pgid="pgtrigger_outcome_keeps_its_words_1049d",
                    table="groups_outcome",
                    when="BEFORE",
                ),
            ),
        ),
    ]
