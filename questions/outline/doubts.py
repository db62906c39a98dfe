"""Signs of doubt that an author leaves in the words of an outline."""

import re
from collections.abc import Iterable

from questions.outline.lines import Line
from questions.outline.shape import Finding

_SIGNS = {
    "uncertain_mark": re.compile(r"[(（]\s*[?？]+\s*[)）]"),
    "remark": re.compile(r"(?<!:)//.*"),
    "placeholder": re.compile(
        r"(?<![\w)\]])\[(?:[\s.…?_-]*|TODO|TBD|FIXME|[^\[\],]*\s[^\[\],]*|[^\[\]]*[가-힣][^\[\]]*)\]"
        r"(?![(\[])",
        re.I,
    ),
    "ellipsis": re.compile(r"\.\.|…|‥"),
}
_WHOLE_LINE = ("uncertain_mark", "ellipsis")


def doubts(lines: Iterable[Line]) -> list[Finding]:
    """At most one finding for each line and sign, with the line, or the sign if it is a phrase."""
    return [
        Finding(line.at, code, (line.text if code in _WHOLE_LINE else hit[0]).strip())
        for line in lines
        for code, pattern in _SIGNS.items()
        if (hit := pattern.search(line.text))
    ]
