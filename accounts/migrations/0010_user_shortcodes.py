"""People keep a few shortcodes for their notes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_user_session_number")]
    operations = [
        migrations.AddField(
            "user", "shortcodes", models.JSONField(blank=True, default=dict, editable=False)
        )
    ]
