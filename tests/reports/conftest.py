"""What the tests of reports share."""

import pytest
from django.utils import timezone, translation


@pytest.fixture(autouse=True)
def _english_in_seoul():
    """Read in English, at the time of Seoul."""
    with translation.override("en"), timezone.override("Asia/Seoul"):
        yield
