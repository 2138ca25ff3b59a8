from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0007_kinds_of_meetings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="muted",
            name="kind",
            field=models.CharField(max_length=40, verbose_name="kind"),
        ),
        migrations.AlterField(
            model_name="owed",
            name="kind",
            field=models.CharField(max_length=40, verbose_name="kind"),
        ),
    ]
