import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0041_templates_whole"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="acceptance",
            name="evidence",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="groups.document",
                verbose_name="evidence",
            ),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="reason",
            field=models.CharField(blank=True, max_length=500, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="signed_on",
            field=models.DateField(blank=True, null=True, verbose_name="signed"),
        ),
        migrations.AddField(
            model_name="acceptance",
            name="signer",
            field=models.CharField(blank=True, max_length=120, verbose_name="who signs, by task"),
        ),
        migrations.AddConstraint(
            model_name="acceptance",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), ("signed_on__isnull", False), _connector="OR"),
                name="acceptance_that_was_entered_has_a_day",
            ),
        ),
    ]
