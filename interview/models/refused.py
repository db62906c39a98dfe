"""What a verb says when it cannot be done now."""


class Refused(Exception):
    """An act cannot be done now; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
