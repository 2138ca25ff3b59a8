import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0037_outcome_addressees")]

    operations = [
        migrations.AddField(
            model_name="guideline",
            name="published_edition",
            field=models.PositiveSmallIntegerField(
                default=0, editable=False, verbose_name="edition that is published"
            ),
        ),
        migrations.AddField(
            model_name="guidelineedition",
            name="outcome",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="groups.outcome",
                verbose_name="outcome",
            ),
        ),
    ]
