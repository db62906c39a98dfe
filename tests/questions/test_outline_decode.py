"""Decoding: the encoding is named, never guessed silently, and nothing is replaced."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.outline import MAX_BYTES, Decoded, OutlineError, Problem, decode

KOREAN = "Q1. 요즘 ReLU를 많이 쓰는 이유는?\nA. 계산이 싸다 ㅠㅠ → 10배\n"
DATA = Path(__file__).parent.parent / "data"


def problems(data: bytes) -> tuple[Problem, ...]:
    with pytest.raises(OutlineError) as caught:
        decode(data)
    return caught.value.problems


def test_utf_8():
    assert decode(KOREAN.encode()) == Decoded(KOREAN, "utf-8")
    assert decode(b"") == Decoded("", "utf-8")
    assert decode(b"Q1. why?\r\n") == Decoded("Q1. why?\r\n", "utf-8")


def test_utf_8_with_a_byte_order_mark_loses_the_mark():
    assert decode(codecs.BOM_UTF8 + KOREAN.encode()) == Decoded(KOREAN, "utf-8-sig")


@pytest.mark.parametrize("end", ["le", "be"])
def test_utf_16_with_a_byte_order_mark(end):
    mark = {"le": codecs.BOM_UTF16_LE, "be": codecs.BOM_UTF16_BE}[end]
    assert decode(mark + KOREAN.encode(f"utf-16-{end}")) == Decoded(KOREAN, "utf-16")


def test_cp949():
    assert decode(KOREAN.encode("cp949")) == Decoded(KOREAN, "cp949")


def test_cp949_with_rare_syllables():
    text = "똠방각하가 펲시콜라를 마시고 쑛다리로 갔다"
    assert decode(text.encode("cp949")) == Decoded(text, "cp949")


def test_the_real_file_in_cp949():
    text = (DATA / "deep-learning-questions.ko.txt").read_text(encoding="utf-8")
    assert decode(text.encode("cp949")) == Decoded(text, "cp949")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Q1. なぜですか。\nA. わかりません。", "shift_jis"),
        ("Q1. なぜですか。\nA. わかりません。学習しない", "euc_jp"),
        ("Q1. 为什么要使用激活函数？\nA. 因为需要非线性。", "gbk"),
        ("Q1. Größe?\nA. Maß für café", "latin-1"),
        ("Q1. Почему?\nA. Потому что.", "cp1251"),
        ("Q1. Почему?\nA. Потому что.", "koi8-r"),
        ("Q1. “why”?\nA. it’s", "cp1252"),
    ],
)
def test_other_encodings_are_refused_although_some_are_valid_cp949(text, encoding):
    ((problem),) = problems(text.encode(encoding))
    assert problem.code == "undecodable"
    assert problem.line in (1, 2)


def test_a_broken_byte_is_told_with_its_line():
    data = KOREAN.encode() + "\r\r\nA. 가".encode() + b"\xea" + "\n+ 나".encode()
    (problem,) = problems(data)
    assert problem == Problem(5, "undecodable")
    assert str(problem) == (
        "line 5: These bytes are neither UTF-8, UTF-16 with a byte order mark, nor Korean CP949. "
        "Save the file as UTF-8."
    )


def test_a_broken_byte_in_cp949_is_told_with_its_line():
    assert problems(KOREAN.encode("cp949") + "더 긴 글".encode("cp949") + b"\xff\xff") == (
        Problem(3, "undecodable"),
    )


def test_a_broken_byte_after_a_mark_is_told_with_its_line():
    assert problems(codecs.BOM_UTF8 + "a\n나".encode() + b"\xff") == (Problem(2, "undecodable"),)
    odd = codecs.BOM_UTF16_LE + "a\n나\n".encode("utf-16-le") + b"\x00\xd8"
    assert problems(odd) == (Problem(3, "undecodable"),)


def test_nul_and_lost_characters_are_told_with_their_lines():
    assert problems("a\0\r\nb\n\ufffd\0\ufffd".encode()) == (
        Problem(1, "nul"),
        Problem(3, "nul"),
        Problem(3, "replacement_character"),
    )


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xd8",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00\xe9\xff",
        "Q1. 왜?".encode("utf-16-le"),
        bytes(range(256)),
    ],
)
def test_binary(data):
    assert problems(data) == (Problem(0, "binary"),)


def test_the_size_limit_counts_bytes():
    fits = "가".encode() * (MAX_BYTES // 3) + b"a" * (MAX_BYTES % 3)
    assert decode(fits).encoding == "utf-8"
    (problem,) = problems(fits + b"a")
    assert problem == Problem(0, "too_large", {"size": 1_000_001, "limit": 1_000_000})
    assert str(problem) == (
        "The outline has 1000001 bytes; at most 1000000 are allowed. Split it into smaller files."
    )


@given(st.binary(max_size=60) | st.text().map(lambda text: text.encode("cp949", "ignore")))
@settings(max_examples=300, deadline=None, database=None)
def test_any_bytes_are_read_exactly_or_refused(data):
    try:
        decoded = decode(data)
    except OutlineError:
        return
    marks = {"utf-8-sig": codecs.BOM_UTF8, "utf-16": data[:2]}
    codec = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(decoded.encoding, decoded.encoding)
    codec = "utf-16-be" if data[:2] == codecs.BOM_UTF16_BE else codec
    assert marks.get(decoded.encoding, b"") + decoded.text.encode(codec) == data
    assert "\ufffd" not in decoded.text
    assert "\0" not in decoded.text
