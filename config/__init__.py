"""The only place that knows every app."""

from config.sqlite import use_bundled_library

use_bundled_library()
