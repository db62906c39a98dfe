"""Bytes of an outline -> text, with the encoding named."""

import codecs
import re

from questions.outline.lines import LOST, faults, unify_line_ends
from questions.outline.shape import MAX_BYTES, Decoded, OutlineError, Problem

BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HANGUL_SHARE = 0.8


def decode(data: bytes) -> Decoded:
    """Read bytes as UTF-8, as UTF-16 with a byte order mark, or as CP949.

    CP949 is accepted only where nearly every letter outside ASCII is one of the 2,350 common
    Hangul syllables: other encodings decode as CP949 by accident, but not to such text.
    Raises OutlineError: too_large, binary, undecodable, nul, replacement_character.
    """
    if len(data) > MAX_BYTES:
        raise OutlineError([Problem(0, "too_large", {"size": len(data), "limit": MAX_BYTES})])
    decoded = _with_mark(data) or _without_mark(data)
    problems = faults(unify_line_ends(decoded.text), LOST)
    if problems:
        raise OutlineError(problems)
    return decoded


def _with_mark(data: bytes) -> Decoded | None:
    if data.startswith(codecs.BOM_UTF8):
        return _strictly(data, "utf-8-sig")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strictly(data, "utf-16")
    return None


def _strictly(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, encoding, error.start) from error


def _without_mark(data: bytes) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if BINARY.search(data):
            raise OutlineError([Problem(0, "binary")]) from error
        return _as_cp949(data, error.start)


def _as_cp949(data: bytes, valid: int) -> Decoded:
    """`valid` is how far UTF-8 got: the encoding that gets further says where the fault is."""
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError as error:
        raise _undecodable(data, "utf-8", max(valid, error.start)) from error
    if not _looks_korean(text):
        raise _undecodable(data, "utf-8", valid)
    return Decoded(text, "cp949")


def _looks_korean(text: str) -> bool:
    letters = [char for char in text if char > "\x7f" and char.isalpha()]
    common = sum(map(_is_common_hangul, letters))
    return bool(letters) and common >= HANGUL_SHARE * len(letters)


def _is_common_hangul(char: str) -> bool:
    """Whether a character is one of the 2,350 syllables of KS X 1001."""
    code = char.encode("cp949")
    return b"\xb0" <= code[:1] <= b"\xc8" and code[1:] >= b"\xa1" and "가" <= char <= "힣"


def _undecodable(data: bytes, encoding: str, at: int) -> OutlineError:
    before = data[:at].decode("utf-16" if encoding == "utf-16" else "latin-1", "ignore")
    return OutlineError([Problem(unify_line_ends(before).count("\n") + 1, "undecodable")])
