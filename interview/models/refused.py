"""What a verb says when it cannot be done now."""


class Refused(Exception):
    """An act cannot be done now; `code` says why, `entry` which one of several is to blame."""

    def __init__(self, code: str, entry: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.entry = entry
