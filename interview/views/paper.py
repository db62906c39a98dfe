"""A kit on paper, for an hour without a screen: to print, and as Markdown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from interview.models import Kit
from interview.paper import Paper
from interview.paper_markdown import PaperMarkdown
from questions.reading import reader_language


@require_safe
def kit_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Show all of a kit to be printed; `answers=0` leaves out what a candidate must not see."""
    kit = _kit_or_404(pk)
    paper = Paper.of(kit, reader_language())
    context = {"kit": kit, "paper": paper, "answers": _with_answers(request)}
    return render(request, "interview/kit_print.html", context)


@require_safe
def kit_markdown(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the same as Markdown."""
    kit = _kit_or_404(pk)
    language = reader_language()
    writer = PaperMarkdown(language, gettext, _with_answers(request))
    text = writer.render(Paper.of(kit, language))
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    name = f"{slugify(kit.title, allow_unicode=True) or 'kit'}.md"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _with_answers(request: HttpRequest) -> bool:
    return request.GET.get("answers") != "0"


def _kit_or_404(pk: int) -> Kit:
    return get_object_or_404(Kit.objects.select_related("position"), pk=pk)
