"""The instance's own secret key, made on first use and kept in a file."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def key_in(folder: Path) -> str:
    """Give the key that the folder keeps; raises ImproperlyConfigured where it cannot be kept."""
    path = folder / "secret.key"
    try:
        if not path.exists():
            _make(path)
        return path.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(f"cannot keep data in {folder}: {error.strerror}") from error


def _make(path: Path) -> None:
    """Write a key in one step: two first starts at once agree, a torn write leaves nothing."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(48))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
