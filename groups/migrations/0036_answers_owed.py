"""Within how many days a group answers a need, and until when each need waits."""

from datetime import timedelta

import django.db.models.expressions
from django.db import migrations, models
from django.db.models.functions import Cast


def give_days(apps, schema_editor):
    """Let the needs that wait already have the usual time from the day they were entered."""
    needs = apps.get_model("groups", "Need").objects.filter(answer_by=None)
    entered = Cast("made_at", models.DateField())
    last = django.db.models.expressions.ExpressionWrapper(
        entered + timedelta(days=30), output_field=models.DateField()
    )
    needs.update(answer_by=last)


class Migration(migrations.Migration):
    dependencies = [("groups", "0035_follow_ups")]

    operations = [
        migrations.AddField(
            model_name="elogroup",
            name="answer_days",
            field=models.PositiveSmallIntegerField(
                default=30, verbose_name="days until a need is answered"
            ),
        ),
        # Two years after a place was opened its notes go with it.
        migrations.AlterField(
            model_name="capture",
            name="spot",
            field=models.ForeignKey(
                on_delete=models.deletion.CASCADE,
                related_name="captures",
                to="groups.capturespot",
                verbose_name="place",
            ),
        ),
        migrations.RunPython(give_days, migrations.RunPython.noop),
    ]
