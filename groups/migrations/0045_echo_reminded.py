from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0043_event_series_owner")]

    operations = [
        migrations.AddField(
            model_name="echo",
            name="reminded_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="last reminded"),
        ),
    ]
