import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Date polls that become meetings."""

    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0022_presence"),
    ]

    operations = [
        migrations.CreateModel(
            name="DatePoll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="title in Swedish"),
                ),
                (
                    "title_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="title in Finnish"),
                ),
                (
                    "about_sv",
                    models.TextField(blank=True, verbose_name="about the meeting in Swedish"),
                ),
                (
                    "about_fi",
                    models.TextField(blank=True, verbose_name="about the meeting in Finnish"),
                ),
                (
                    "zone",
                    models.CharField(
                        default="Europe/Helsinki", max_length=40, verbose_name="time zone"
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                (
                    "link",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="link to the online meeting"
                    ),
                ),
                ("closes_on", models.DateField(verbose_name="answers wanted by")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("made", "Became a meeting"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                ("made_at", models.DateTimeField(verbose_name="drafted")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="polls",
                        to="groups.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="drafted by",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="polls",
                        to="groups.meeting",
                        verbose_name="meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "date poll",
                "verbose_name_plural": "date polls",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("title_sv", ""), _negated=True),
                            models.Q(("title_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="poll_has_a_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "made", "withdrawn"])),
                        name="poll_state_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PollAsked",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=300, verbose_name="comment")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="answered"),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                        to="groups.datepoll",
                        verbose_name="date poll",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="polls_asked",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "person asked in a date poll",
                "verbose_name_plural": "persons asked in date polls",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("poll", "user"), name="a_person_is_asked_once_in_a_poll"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PollSlot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="day")),
                ("begins", models.TimeField(verbose_name="begins")),
                ("ends", models.TimeField(verbose_name="ends")),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="groups.datepoll",
                        verbose_name="date poll",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposed time",
                "verbose_name_plural": "proposed times",
                "ordering": ["day", "begins"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("poll", "day", "begins"), name="a_time_is_proposed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("begins"))),
                        name="proposed_time_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SlotVote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("yes", "Suits"),
                            ("if_needed", "If need be"),
                            ("no", "Does not suit"),
                        ],
                        max_length=20,
                        verbose_name="answer",
                    ),
                ),
                (
                    "asked",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="groups.pollasked",
                        verbose_name="person asked",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="groups.pollslot",
                        verbose_name="proposed time",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer to a proposed time",
                "verbose_name_plural": "answers to proposed times",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("slot", "asked"), name="a_person_answers_a_time_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["yes", "if_needed", "no"])),
                        name="slot_answer_is_known",
                    ),
                ],
            },
        ),
    ]
