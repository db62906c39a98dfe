"""questions.pack.json_file: a pack as JSON."""

import json

import pytest
from hypothesis import given, settings

from questions.pack import Contents, PackError
from questions.pack.json_file import from_json, to_json
from tests.questions.pack.contents import PACK, packs


def refused(data: bytes) -> list[tuple]:
    with pytest.raises(PackError) as error:
        from_json(data)
    return [(p.code, p.line, p.key, p.where) for p in error.value.problems]


def test_a_pack_comes_back():
    assert from_json(to_json(PACK)) == PACK


@settings(max_examples=60, deadline=None)
@given(packs())
def test_any_pack_comes_back(pack: Contents):
    assert from_json(to_json(pack)) == pack


def test_hangul_stays_readable():
    assert "왜 ReLU인가?" in to_json(PACK).decode()


def test_everything_wrong_is_said_at_once_with_its_question():
    value = json.loads(to_json(PACK))
    value["colour"] = "red"
    value["questions"][0]["card"]["minutes"] = 0
    value["questions"][1]["card"]["prompt"] = "text"
    assert refused(json.dumps(value).encode()) == [
        ("out_of_range", 0, "relu", "minutes"),
        ("fields_wanted", 0, "relu/next", "prompt"),
        ("unknown_field", 0, "", "colour"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"[" * 100_000, "not_json"),
        (b'{"slug": "a", "slug', "not_json"),
        ('{"slug": "가"}'.encode("cp949"), "not_utf8"),
        (b'{"slug": 1' + b"0" * 5000 + b"}", "not_json"),
    ],
)
def test_what_is_no_pack_is_refused(data, code):
    assert code in [problem[0] for problem in refused(data)]
