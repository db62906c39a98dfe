"""A pack as a file to take along, in every format that can be loaded again."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from questions.column_words import column_sheet
from questions.models import Pack
from questions.pack import table
from questions.pack.archive import packed
from questions.pack.json_file import to_json
from questions.pack.spreadsheet import to_csv, to_xlsx
from questions.pack_export import contents_of, export

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "zip": "application/zip",
    "json": "application/json",
    "xlsx": XLSX,
    "csv": "text/csv; charset=utf-8",
}
FILES: dict[str, Callable[[Pack], bytes]] = {
    "zip": lambda pack: packed(export(pack), pack.slug),
    "json": lambda pack: to_json(contents_of(pack)),
    "xlsx": lambda pack: to_xlsx(table.rows(contents_of(pack))),
    "csv": lambda pack: to_csv(table.rows(contents_of(pack))),
}


@require_safe
def pack_file(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Download a pack: zip, json, xlsx or csv."""
    pack = get_object_or_404(Pack, slug=slug)
    if kind not in FILES:
        raise Http404
    return _file(FILES[kind](pack), f"{pack.slug}.{kind}")


@require_safe
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Download an empty table; the workbook explains its columns on the second sheet."""
    empty = table.template()
    if kind == "xlsx":
        columns = [str(name) for name in empty[0]]
        return _file(to_xlsx(empty, column_sheet(columns)), "template.xlsx")
    if kind == "csv":
        return _file(to_csv(empty), "template.csv")
    raise Http404


def _file(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=TYPES[name.rpartition(".")[2]])
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
