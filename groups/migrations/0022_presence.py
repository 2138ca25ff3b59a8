import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Who was there, in whose place, and guests without an address."""

    dependencies = [
        ("groups", "0021_series"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="attendance",
            name="attendance_is_of_a_person_or_a_guest",
        ),
        migrations.AddField(
            model_name="attendance",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendances",
                to="groups.organisation",
                verbose_name="guest's organisation",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="presence",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not entered"),
                    ("present", "Present"),
                    ("remote", "Present online"),
                    ("deputy", "A deputy was present"),
                    ("absent", "Absent"),
                ],
                default="",
                max_length=20,
                verbose_name="presence",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="presence_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="presence entered"),
        ),
        migrations.AddField(
            model_name="attendance",
            name="presence_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="presence entered by",
            ),
        ),
        migrations.AddField(
            model_name="attendance",
            name="stand_in",
            field=models.CharField(
                blank=True, max_length=120, verbose_name="deputy who was present"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("guest_address", ""), ("user__isnull", False)),
                    models.Q(
                        ("user", None),
                        models.Q(
                            models.Q(("guest_address", ""), _negated=True),
                            models.Q(("guest_name", ""), _negated=True),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="attendance_is_of_a_person_or_a_guest",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("presence__in", ["", "present", "remote", "deputy", "absent"])),
                name="attendance_presence_is_known",
            ),
        ),
    ]
