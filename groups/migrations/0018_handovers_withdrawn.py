from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0017_welcome")]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="withdrawn"),
        ),
    ]
