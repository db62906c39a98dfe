"""How static files are named: by content, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStorage(CompressedManifestStaticFilesStorage):
    """Hash names in CSS and in ES module imports alike."""

    support_js_module_import_aggregation = True
