from collections import deque

from django.db import migrations

from questions.rendering import render


def fill(apps, schema_editor):
    """Make the HTML of the revisions that were written before there was any."""
    deque(render(apps.get_model("questions", "Revision").objects.all()), maxlen=0)


class Migration(migrations.Migration):
    dependencies = [("questions", "0003_pack_languages")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
