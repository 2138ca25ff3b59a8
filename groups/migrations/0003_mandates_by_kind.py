from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# What bodies of each kind usually may come to; a coordinator changes it for each body.
MANDATES = {"leading": "agreeing", "network": "advisory", "working": "discussing"}


def give_mandates(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for kind, mandate in MANDATES.items():
        apps.get_model("groups", "Body").objects.filter(kind=kind).update(mandate=mandate)


class Migration(migrations.Migration):
    dependencies = [("groups", "0002_needs_outcomes_links")]

    operations = [migrations.RunPython(give_mandates, migrations.RunPython.noop)]
