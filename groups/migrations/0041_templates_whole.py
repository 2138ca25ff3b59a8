from django.db import migrations, models


class Migration(migrations.Migration):
    """An item of a template says all that an item of an agenda says, but for its person."""

    dependencies = [("groups", "0040_minutes_locked")]

    operations = [
        migrations.AddField(
            model_name="templateitem",
            name="presenter",
            field=models.CharField(blank=True, max_length=120, verbose_name="presented by"),
        ),
        migrations.AddField(
            model_name="templateitem",
            name="cost_sv",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="what it costs, in Swedish"
            ),
        ),
        migrations.AddField(
            model_name="templateitem",
            name="cost_fi",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="what it costs, in Finnish"
            ),
        ),
    ]
