"""What a verb says when it cannot be done now."""


class Refused(Exception):
    """An act cannot be done now; `code` says why, `entry` which one of several is to blame."""

    def __init__(self, code: str, entry: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.entry = entry


class Missing(Refused):
    """Entries that a client knows of have not arrived; `entries` has their ids."""

    def __init__(self, entries: list[str]) -> None:
        super().__init__("missing")
        self.entries = entries
