"""A person's shortcodes: a few letters that become words as they are typed. Pure."""

MOST = 50
LONGEST_CODE = 20
LONGEST_TEXT = 200


def parse(text: str) -> dict[str, str]:
    """Read one shortcode a line, "code = words"; blank lines do not count.

    Raises ValueError with the number of the first line that is none.
    """
    codes: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            code, _equals, words = (part.strip() for part in line.partition("="))
            if not _fits(code, words) or len(codes) == MOST:
                raise ValueError(number)
            codes[code] = words
    return codes


def listed(codes: dict[str, str]) -> str:
    """Write them down as `parse` reads them."""
    return "\n".join(f"{code} = {words}" for code, words in codes.items())


def _fits(code: str, words: str) -> bool:
    short = 0 < len(code) <= LONGEST_CODE and 0 < len(words) <= LONGEST_TEXT
    return short and len(code.split()) == 1
