import django.db.models.deletion
from django.db import migrations, models

KINDS = [
    ("survey", "Survey"),
    ("theme", "Theme"),
    ("topic", "Discussion"),
    ("need", "Need"),
    ("goal", "Goal"),
    ("measure", "Action"),
    ("plan", "Plan"),
    ("event", "Event"),
    ("item", "Agenda item"),
    ("outcome", "Outcome"),
]
LINKED = [kind for kind, _label in KINDS]


class Migration(migrations.Migration):
    """Sign-ups that wait for their confirmation; events in the chain; national material."""

    dependencies = [("groups", "0032_years")]

    operations = [
        migrations.RemoveConstraint(model_name="link", name="link_kinds_are_known"),
        migrations.RemoveConstraint(model_name="signup", name="sign_up_state_is_known"),
        migrations.RemoveConstraint(model_name="studyuse", name="study_is_used_in_a_known_place"),
        migrations.AddField(
            model_name="event",
            name="told",
            field=models.PositiveIntegerField(
                default=0, editable=False, verbose_name="people told of it"
            ),
        ),
        migrations.AddField(
            model_name="signup",
            name="has_said",
            field=models.BooleanField(default=False, verbose_name="has given feedback"),
        ),
        migrations.AlterField(
            model_name="link",
            name="from_kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="from"),
        ),
        migrations.AlterField(
            model_name="link",
            name="to_kind",
            field=models.CharField(choices=KINDS, max_length=20, verbose_name="to"),
        ),
        migrations.AlterField(
            model_name="document",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="documents",
                to="groups.elogroup",
                verbose_name="group",
            ),
        ),
        migrations.AlterField(
            model_name="signup",
            name="number",
            field=models.PositiveIntegerField(
                blank=True, null=True, verbose_name="order of arrival"
            ),
        ),
        migrations.AlterField(
            model_name="signup",
            name="state",
            field=models.CharField(
                choices=[
                    ("unconfirmed", "Not confirmed yet"),
                    ("coming", "Has a place"),
                    ("waiting", "On the waiting list"),
                    ("withdrawn", "Has withdrawn"),
                ],
                default="coming",
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="event_does_not_follow_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_kind__in", LINKED), ("to_kind__in", LINKED)),
                name="link_kinds_are_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("unconfirmed", "withdrawn")),
                    ("number__isnull", False),
                    _connector="OR",
                ),
                name="sign_up_has_an_order_once_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="signup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["unconfirmed", "coming", "waiting", "withdrawn"])
                ),
                name="sign_up_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="studyuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("node_kind__in", [*LINKED, "echo"])),
                name="study_is_used_in_a_known_place",
            ),
        ),
    ]
