"""LaTeX as MathML: elements and attributes of MathML alone, without style attributes.

math-core does the work. What it writes is read again, tag by tag, and refused where it holds
anything that is not expected.
"""

import re
from typing import NamedTuple

from math_core import LatexError, LatexToMathML

MAX_EM = 20
MAX_MATH = 2_000  # math-core overflows the stack on what is nested many thousand levels deep


class MathProblem(NamedTuple):
    """Math that cannot be shown: its source, and why."""

    source: str
    reason: str


class MathError(ValueError):
    """Math that cannot be shown; the message says why."""


_CONVERTER = LatexToMathML(fancy_error=False, max_expansions=200)
_DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|[egx]?def|let|DeclareMathOperator)(?![A-Za-z])"
)
_PLACE = re.compile(r"^\d+: ")  # where the parser stopped, in bytes
_TAG = re.compile(r'<(/?)([a-z]+)((?: [a-z]+="[^"<>]*")*)(/?)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_PLAIN_VALUE = re.compile(r"[-+.%\w ]*", re.ASCII)
_LENGTH = re.compile(r"[-+]?([\d.]+)(?:r?em|ex)", re.ASCII)
_ENTITIES = {"&ApplyFunction;": "\u2061", "&InvisibleTimes;": "\u2062"}
_ELEMENTS = (
    "math mi mn mo mtext mspace mrow mfrac msqrt mroot msub msup msubsup munder mover munderover "
    "mmultiscripts mprescripts mtable mtr mtd mpadded mphantom menclose b i em code s u span"
)
_ATTRIBUTES = (
    "display displaystyle scriptlevel stretchy symmetric movablelimits form lspace rspace minsize "
    "maxsize accent accentunder mathvariant linethickness width height depth voffset notation class"
)
ELEMENTS = frozenset(_ELEMENTS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
# Each declaration that math-core writes, and the class that says the same in markup.css.
_CLASSES = {
    "text-align:left": "math-left",
    "text-align:right": "math-right",
    "justify-items:start": "",
    "justify-items:end": "",
    "padding-left:0": "math-left-0",
    "padding-right:0": "math-right-0",
    "padding-left:1em": "math-left-1",
    "padding-top:0": "math-small",
    "padding-bottom:0": "",
    "padding-left:0.1em": "",
    "padding-right:0.1em": "",
    "padding-top:0.1667em": "math-top",
    "margin-left:-0.16666667em": "math-closer",
    "width:100%": "math-wide",
    "width:50%": "math-half",
    "width:7.5%": "math-margin",
    "font-variant-caps:small-caps": "math-small-caps",
    **{
        f"border-{side}:0.05em{line}currentcolor": f"math-{line}-{side}"
        for side in ("top", "left", "right")
        for line in ("solid", "dashed")
    },
}


def mathml(source: str, *, display: bool) -> str:
    """Give a formula as a <math> element; raises MathError where it cannot be shown."""
    if len(source) > MAX_MATH:
        raise MathError(f"longer than {MAX_MATH} characters")
    if _DEFINITION.search(source):
        raise MathError("defines a command")
    try:
        written = _CONVERTER.convert_with_local_state(source, displaystyle=display)
    except LatexError as error:
        raise MathError(_PLACE.sub("", str(error)).rstrip(".")) from error
    for entity, character in _ENTITIES.items():
        written = written.replace(entity, character)
    return _checked(written)


def _checked(written: str) -> str:
    """Give the same elements with classes for styles; raises MathError for any other element."""
    parts = _TAG.split(written)
    texts, tags = parts[::5], zip(parts[1::5], parts[2::5], parts[3::5], parts[4::5], strict=True)
    if any("<" in text or ">" in text for text in texts):
        raise MathError("holds what is not MathML")
    pairs = zip(texts, (*(_tag(*tag) for tag in tags), ""), strict=True)
    return "".join(f"{text}{tag}" for text, tag in pairs)


def _tag(closing: str, name: str, attributes: str, empty: str) -> str:
    if name not in ELEMENTS:
        raise MathError(f"holds the element {name}")
    kept: dict[str, str] = {}
    for attribute, value in _ATTRIBUTE.findall(attributes):
        if attribute == "style":
            attribute, value = "class", _class_of(value)
        elif attribute not in ATTRIBUTES or not _PLAIN_VALUE.fullmatch(value):
            raise MathError(f"holds the attribute {attribute}")
        elif (length := _LENGTH.fullmatch(value)) and float(length[1]) > MAX_EM:
            raise MathError(f"holds a length above {MAX_EM}em")
        if value:
            kept[attribute] = value
    written = "".join(f' {attribute}="{value}"' for attribute, value in kept.items())
    return f"<{closing}{name}{written}{empty}>"


def _class_of(style: str) -> str:
    declarations = [part for part in style.replace(" ", "").split(";") if part]
    unknown = [d for d in declarations if d not in _CLASSES and not _SAID_TWICE.fullmatch(d)]
    if unknown:
        raise MathError(f"holds the style {unknown[0]}")
    return " ".join(filter(None, (_CLASSES.get(d, "") for d in declarations)))


_SAID_TWICE = re.compile(r"width:[\d.]+rem")  # \hspace says it as an attribute too
