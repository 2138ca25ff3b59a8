import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The greeting of a welcome pack, and the first steps that somebody new has marked."""

    dependencies = [
        ("groups", "0016_handovers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Welcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text_sv", models.TextField(blank=True, verbose_name="greeting in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="greeting in Finnish")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "group",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="welcome",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "greeting of a welcome pack",
                "verbose_name_plural": "greetings of welcome packs",
            },
        ),
        migrations.CreateModel(
            name="OnboardingMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="step")),
                ("at", models.DateTimeField(verbose_name="marked")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="onboarding_marks",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "mark of a first step",
                "verbose_name_plural": "marks of first steps",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "key"), name="a_first_step_is_marked_once"
                    )
                ],
            },
        ),
    ]
