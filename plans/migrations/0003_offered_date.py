from django.db import migrations, models
from django.db.models import F


def keep_apart(apps, schema_editor):
    """What stood as proposed before the organisation proposed anything was offered."""
    offers = apps.get_model("plans", "Offer").objects.filter(state="offered")
    offers.update(offered_due_on=F("proposed_due_on"), proposed_due_on=None)


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0002_text_behind"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="offered_due_on",
            field=models.DateField(blank=True, null=True, verbose_name="offered date"),
        ),
        migrations.RunPython(keep_apart, migrations.RunPython.noop),
    ]
