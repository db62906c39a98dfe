"""What pydantic finds wrong with a value, as problems of a pack."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from questions.pack.problem import Problem
from questions.pack.shape import where_of

_CODES = {
    "extra_forbidden": "unknown_field",
    "missing": "field_missing",
    "literal_error": "unknown_value",
    "string_pattern_mismatch": "wrong_form",
    "text_unkeepable": "text_unkeepable",
    "text_too_long": "text_too_long",
    "string_too_long": "text_too_long",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "string_type": "text_wanted",
    "string_unicode": "text_wanted",
    "int_type": "number_wanted",
    "int_parsing": "number_wanted",
    "int_parsing_size": "number_wanted",
    "int_from_float": "number_wanted",
    "bool_type": "yes_or_no_wanted",
    "bool_parsing": "yes_or_no_wanted",
    "date_type": "date_wanted",
    "date_parsing": "date_wanted",
    "date_from_datetime_parsing": "date_wanted",
    "date_from_datetime_inexact": "date_wanted",
    "dict_type": "fields_wanted",
    "model_type": "fields_wanted",
    "model_attributes_type": "fields_wanted",
    "list_type": "list_wanted",
    "tuple_type": "list_wanted",
}
_LIMITS = {"max_length": "limit", "ge": "limit", "le": "limit"}


def schema_problems(error: ValidationError) -> Iterator[Problem]:
    """Give each mistake with the field it is in; file, line and key are still to be filled in."""
    for one in error.errors(include_url=False, include_input=False):
        loc, kind, context = one["loc"], one["type"], one.get("ctx", {})
        code = "unknown_field" if loc[-1:] == ("[key]",) else _CODES.get(kind, "wrong_value")
        yield Problem(code, where=where_of(loc), values=_values(code, context, one["msg"]))


def _values(code: str, context: dict[str, Any], message: str) -> dict[str, Any]:
    if code == "unknown_value":
        return {"allowed": context["expected"]}
    if code == "wrong_value":
        return {"reason": message}
    values = {_LIMITS.get(name, name): value for name, value in context.items()}
    return {"limit": values["limit"]} if "limit" in values else {}
