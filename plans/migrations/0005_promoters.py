import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0004_plan_clause"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Promoter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "guidance",
                    models.TextField(blank=True, verbose_name="guidance of the leading group"),
                ),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=[("sv", "Swedish"), ("fi", "Finnish")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                ("named_at", models.DateTimeField(verbose_name="named")),
                (
                    "measure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promoter",
                        to="plans.measure",
                        verbose_name="action",
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="named by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promoted_measures",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="promoter",
                    ),
                ),
            ],
            options={
                "verbose_name": "promoter of an action",
                "verbose_name_plural": "promoters of actions",
            },
        ),
    ]
