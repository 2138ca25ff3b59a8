import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from groups.kinds import MayCommit, PositionLevel


class Migration(migrations.Migration):
    dependencies = [
        ("groups", "0011_reorganisations"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImportDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="uploaded")),
                ("name", models.CharField(max_length=200, verbose_name="file name")),
                (
                    "sends_mail",
                    models.BooleanField(default=True, verbose_name="people are invited by mail"),
                ),
                ("cells", models.JSONField(verbose_name="cells")),
                ("sha256", models.CharField(max_length=64, verbose_name="hash")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "list to import",
                "verbose_name_plural": "lists to import",
            },
        ),
        migrations.AddField(
            model_name="invitation",
            name="starts_on",
            field=models.DateField(blank=True, null=True, verbose_name="from"),
        ),
        migrations.AddField(
            model_name="invitation",
            name="ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="to"),
        ),
        migrations.AddField(
            model_name="invitation",
            name="position",
            field=models.CharField(
                blank=True, choices=PositionLevel.choices, max_length=20, verbose_name="position"
            ),
        ),
        migrations.AddField(
            model_name="invitation",
            name="may_commit",
            field=models.CharField(
                blank=True, choices=MayCommit.choices, max_length=20, verbose_name="mandate"
            ),
        ),
    ]
