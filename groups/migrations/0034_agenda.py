from django.db import migrations, models

STANDING = [
    ("since", "Since last time: all of the below"),
    ("outcomes", "Outcomes since last time, and what came of them"),
    ("actions", "Actions that are late or stuck"),
    ("mandates", "Mandates that end and seats that are vacant"),
    ("agreements", "Agreements that end or wait for signatures"),
    ("surveys", "Surveys and their results"),
    ("needs", "Needs that wait for an answer"),
    ("trials", "What was tried out at home"),
    ("follow_ups", "What was left to do, and how it stands"),
    ("news", "News from the organisations"),
]


def _standing() -> models.CharField:
    return models.CharField(
        blank=True, choices=STANDING, max_length=20, verbose_name="fills itself with"
    )


class Migration(migrations.Migration):
    """What a matter costs, items that fill themselves whole, and the order of a backlog."""

    dependencies = [("groups", "0033_signups")]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="cost_sv",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="what it costs, in Swedish"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="cost_fi",
            field=models.CharField(
                blank=True, max_length=300, verbose_name="what it costs, in Finnish"
            ),
        ),
        migrations.AlterField(model_name="agendaitem", name="standing", field=_standing()),
        migrations.AlterField(model_name="templateitem", name="standing", field=_standing()),
        migrations.AddField(
            model_name="backlogitem",
            name="position",
            field=models.PositiveIntegerField(default=0, verbose_name="order"),
        ),
    ]
