import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """What organisations do after a matter was on an agenda."""

    dependencies = [
        ("groups", "0034_agenda"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text_sv",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what is to be done, in Swedish"
                    ),
                ),
                (
                    "text_fi",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what is to be done, in Finnish"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="ready by")),
                (
                    "note",
                    models.CharField(blank=True, max_length=300, verbose_name="what came of it"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="done")),
                ("made_at", models.DateTimeField(verbose_name="entered")),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="said by",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="groups.agendaitem",
                        verbose_name="agenda item",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="groups.organisation",
                        verbose_name="responsible organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "follow-up",
                "verbose_name_plural": "follow-ups",
                "constraints": [
                    models.CheckConstraint(
                        name="follow_up_has_a_text", condition=~Q(text_sv="") | ~Q(text_fi="")
                    ),
                    models.CheckConstraint(
                        name="follow_up_is_done_by_somebody",
                        condition=Q(done_at=None, done_by=None)
                        | Q(done_at__isnull=False, done_by__isnull=False),
                    ),
                ],
            },
        ),
    ]
