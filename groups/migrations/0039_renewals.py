import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The renewal round, and each rule once a year."""

    dependencies = [
        ("groups", "0038_guideline_editions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="yearentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("rule__isnull", False)),
                fields=("rule", "year"),
                name="a_rule_makes_one_entry_a_year",
            ),
        ),
        migrations.CreateModel(
            name="RenewalCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "point",
                    models.CharField(
                        choices=[
                            (
                                "composition",
                                "Are the right organisations and people in the group?",
                            ),
                            ("mandate", "Does the mandate still say what the group does?"),
                            ("plan", "Does the plan still lead where we want?"),
                            (
                                "glossary",
                                "Do the words and texts of the group still hold, in both languages?",
                            ),
                        ],
                        max_length=20,
                        verbose_name="point",
                    ),
                ),
                ("is_right", models.BooleanField(verbose_name="still right")),
                ("at", models.DateTimeField(verbose_name="looked over")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="looked over by",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="groups.yearentry",
                        verbose_name="entry of the year",
                    ),
                ),
            ],
            options={
                "verbose_name": "check of a renewal round",
                "verbose_name_plural": "checks of a renewal round",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "point"), name="a_renewal_says_a_point_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("point__in", ["composition", "mandate", "plan", "glossary"])
                        ),
                        name="renewal_point_is_known",
                    ),
                ],
            },
        ),
    ]
