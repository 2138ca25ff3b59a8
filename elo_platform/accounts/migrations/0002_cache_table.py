from django.core.management import call_command
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make_table(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """allauth's limits live in this cache, so the table comes with the schema."""
    call_command("createcachetable", verbosity=0, database=editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    # Left in place on the way back: a cache table holds nothing that must go.
    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
