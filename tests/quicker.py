"""What Django and psycopg do at each test or page, and no test looks at: left out, for time."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import pgtrigger
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.db.migrations import AlterField
from django.db.migrations.state import ProjectState
from django.template import Context, Template
from django.test import TransactionTestCase
from django.test.signals import template_rendered
from psycopg._preparing import PrepareManager

# What Django itself puts into a new database, and no test changes.
KEPT = {"auth_permission", "django_content_type", "django_migrations"}


def make_tests_quicker() -> None:
    """Leave it out, in this process."""
    PrepareManager._should_discard = _discard_unless_rolled_back
    connection_created.connect(_prepare_many, dispatch_uid="tests")
    TransactionTestCase._fixture_teardown = _empty
    Template._render = _render


@contextmanager
def quicker_migrations() -> Iterator[None]:
    """Make the class of a changed model anew, and not those of all models around it.

    The tables are the same (`pg_dump` tells no difference) and come in a fifth of the time.
    """
    with (
        patch.object(ProjectState, "reload_model", _reload_alone),
        patch.object(AlterField, "database_forwards", _alter_with_all_around),
    ):
        yield


def _reload_alone(state: ProjectState, app: str, model: str, delay: bool = False) -> None:
    if "apps" in vars(state):
        state.is_delayed = True  # what runs Python then makes all classes anew
        state._reload({(app, model)})


_alter = AlterField.database_forwards


def _alter_with_all_around(operation: AlterField, app: str, editor: Any, *states: Any) -> None:
    """A key takes the columns that point to it along."""
    if operation.field.unique:
        for state in states:
            state.clear_delayed_apps_cache()
    _alter(operation, app, editor, *states)


_should_discard = PrepareManager._should_discard


def _discard_unless_rolled_back(manager: PrepareManager, prep: Any, results: Any) -> bool:
    """Plan a statement once, and not in each test: each ends with a rollback, of no table."""
    others = [result for result in results if result.command_status != b"ROLLBACK"]
    return _should_discard(manager, prep, others)


def _prepare_many(connection: Any, **_kwargs: Any) -> None:
    connection.connection.prepared_max = 2000


def _empty(_case: TransactionTestCase) -> None:
    """Take away the rows that there are: a flush makes every table anew, also the empty ones."""
    tables = sorted(set(connection.introspection.table_names()) - KEPT)
    triggers = ",".join(trigger.get_pgid(model) for model, trigger in pgtrigger.registered())
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [f"{{{triggers}}}"])
        asked = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM \"{table}\")" for table in tables)
        cursor.execute(" UNION ALL ".join(asked))
        for (table,) in cursor.fetchall():
            cursor.execute(f'DELETE FROM "{table}"')


def _render(template: Template, context: Context) -> str:
    """Tell the test client of a page or a mail, and not of each component and field in it."""
    if context.template is template and not (template.name or "").startswith("django/forms/"):
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)
