from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0007_kinds_of_acceptance"),
    ]

    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="kind",
            field=models.CharField(max_length=40, verbose_name="what"),
        ),
    ]
