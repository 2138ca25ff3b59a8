from django.db import migrations, models


class Migration(migrations.Migration):
    """What an authority leads on in the whole country."""

    dependencies = [("groups", "0012_imports")]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="theme_sv",
            field=models.CharField(
                blank=True,
                max_length=200,
                verbose_name="theme that it leads on in the whole country, in Swedish",
            ),
        ),
        migrations.AddField(
            model_name="authority",
            name="theme_fi",
            field=models.CharField(
                blank=True,
                max_length=200,
                verbose_name="theme that it leads on in the whole country, in Finnish",
            ),
        ),
    ]
