"""A space for each group and body that was there before the discussions were."""

from django.db import migrations

SPACES = """
    INSERT INTO forums_space (group_id, body_id, about_sv, about_fi, version)
    SELECT id, NULL::bigint, '', '', 0 FROM groups_elogroup
    UNION ALL SELECT group_id, id, '', '', 0 FROM groups_body
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("forums", "0001_initial")]

    # Backwards nothing: the table goes with the migration before.
    operations = [migrations.RunSQL(SPACES, migrations.RunSQL.noop)]
