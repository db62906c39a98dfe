import json
from hashlib import sha256

from django.db import migrations, models


def digest(apps, schema_editor):
    """Give each pack the digest of the files that were loaded before there was one."""
    for pack in apps.get_model("questions", "Pack").objects.prefetch_related("files"):
        texts = {file.path: file.text for file in pack.files.all()}
        if texts:
            pack.digest = sha256(json.dumps(texts, sort_keys=True).encode()).hexdigest()
            pack.save(update_fields=["digest"])


class Migration(migrations.Migration):
    dependencies = [("questions", "0010_upload")]

    operations = [
        migrations.AddField("pack", "digest", models.CharField(blank=True, max_length=64)),
        migrations.RunPython(digest, migrations.RunPython.noop, elidable=True),
    ]
