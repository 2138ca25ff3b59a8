import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("groups", "0008_agreements"),
    ]

    operations = [
        migrations.CreateModel(
            name="Network",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("regional", "Regional network"),
                            ("youth", "Municipal youth guidance and service network"),
                            ("sub", "Local network of the group"),
                            ("other", "Other network"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("built_upon", "The group builds upon it"),
                            ("merged", "Merged into the group"),
                            ("parallel", "Works beside the group"),
                            ("informs", "Keeps the group informed"),
                        ],
                        max_length=20,
                        verbose_name="relation",
                    ),
                ),
                (
                    "name_sv",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Swedish"),
                ),
                (
                    "name_fi",
                    models.CharField(blank=True, max_length=160, verbose_name="name in Finnish"),
                ),
                ("purpose_sv", models.TextField(blank=True, verbose_name="purpose in Swedish")),
                ("purpose_fi", models.TextField(blank=True, verbose_name="purpose in Finnish")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "revised_on",
                    models.DateField(blank=True, null=True, verbose_name="last looked through"),
                ),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="networks",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="networks_led",
                        to="groups.organisation",
                        verbose_name="led by",
                    ),
                ),
                (
                    "municipalities",
                    models.ManyToManyField(
                        blank=True,
                        related_name="networks",
                        to="groups.municipality",
                        verbose_name="municipalities",
                    ),
                ),
            ],
            options={
                "verbose_name": "network",
                "verbose_name_plural": "networks",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="network_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["regional", "youth", "sub", "other"])),
                        name="network_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("relation__in", ["built_upon", "merged", "parallel", "informs"])
                        ),
                        name="network_relation_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name_sv", ""), _negated=True),
                            models.Q(("name_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="network_has_a_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=120, verbose_name="contact person"),
                ),
                (
                    "contact_address",
                    models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                ),
                (
                    "network",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="groups.network",
                        verbose_name="network",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="network_parts",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a network",
                "verbose_name_plural": "members of networks",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("network", "organisation", "contact_address"),
                        name="a_contact_is_in_a_network_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OperatingModel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("text_sv", models.TextField(blank=True, verbose_name="text in Swedish")),
                ("text_fi", models.TextField(blank=True, verbose_name="text in Finnish")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published")),
                (
                    "edits",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="edits"),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="operating_models",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
            ],
            options={
                "verbose_name": "operating model",
                "verbose_name_plural": "operating models",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "number"), name="operating_models_are_numbered"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="accepted")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="accepted by",
                    ),
                ),
                (
                    "model",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="acceptances",
                        to="groups.operatingmodel",
                        verbose_name="operating model",
                    ),
                ),
            ],
            options={
                "verbose_name": "acceptance",
                "verbose_name_plural": "acceptances",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("model", "organisation"),
                        name="an_organisation_accepts_a_model_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "task_sv",
                    models.CharField(blank=True, max_length=200, verbose_name="task in Swedish"),
                ),
                (
                    "task_fi",
                    models.CharField(blank=True, max_length=200, verbose_name="task in Finnish"),
                ),
                ("agreed_on", models.DateField(verbose_name="agreed")),
                (
                    "agreed_where",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="where it was agreed"
                    ),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "version",
                    models.PositiveIntegerField(default=0, editable=False, verbose_name="version"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="groups.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="groups.elogroup",
                        verbose_name="group",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="groups.organisation",
                        verbose_name="organisation",
                    ),
                ),
                (
                    "outcome",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duties",
                        to="groups.outcome",
                        verbose_name="outcome",
                    ),
                ),
            ],
            options={
                "verbose_name": "division of labour",
                "verbose_name_plural": "division of labour",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("body", None), ("organisation", None), _connector="XOR"
                        ),
                        name="duty_belongs_to_a_body_or_an_organisation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("agreed_on")),
                            _connector="OR",
                        ),
                        name="duty_ends_after_it_is_agreed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("task_sv", ""), _negated=True),
                            models.Q(("task_fi", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="duty_has_a_task",
                    ),
                ],
            },
        ),
    ]
