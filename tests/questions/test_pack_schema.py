"""The JSON Schemas in docs/schema: as fresh as the definitions that check a pack.

Each field of the card files that ship is in them; the definitions themselves read those files.

Written anew by: python -m tests.questions.test_pack_schema
"""

import json
import tomllib
from pathlib import Path

import pytest

from questions import pack as packs
from questions.pack.limits import CARDS
from tests.questions.packs import real

DOCS = Path(__file__).parents[2] / "docs" / "schema"
SCHEMAS = {"pack.json": packs.schema(), "card-file.json": packs.card_file_schema()}


def text_of(schema: dict) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schema_in_the_documents_is_fresh(name):
    assert (DOCS / name).read_text("utf-8") == text_of(SCHEMAS[name])


def test_the_json_form_of_the_real_pack_is_read_as_it_was():
    contents = packs.read(real())
    assert packs.Contents.model_validate_json(contents.model_dump_json()) == contents


def test_every_field_of_the_real_card_files_is_in_their_schema():
    schema = SCHEMAS["card-file.json"]
    known = set(schema["$defs"]["Question"]["properties"])
    files = [tomllib.loads(data.decode()) for path, data in real().items() if CARDS.match(path)]
    used = {name for file in files for block in file["questions"] for name in block}
    assert used <= known
    assert known - used <= {"heard", "words"}
    assert set(schema["$defs"]["KeyPoint"]["properties"]) == {"ko", "en", "essential"}
    assert set(schema["$defs"]["Figure"]["properties"]) == {"file", "alt"}


if __name__ == "__main__":
    for name, schema in SCHEMAS.items():
        (DOCS / name).write_text(text_of(schema), "utf-8")
