"""A line says whether the answer sounded learnt by heart."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("interview", "0002_nothing_lost")]

    operations = [
        migrations.AddField("line", "recited", models.BooleanField(default=False)),
    ]
