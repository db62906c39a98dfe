"""A kit on paper, for an hour without a screen: to print, and as Markdown."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from interview.models import Kit
from interview.paper import Paper, Shown
from interview.paper_markdown import PaperMarkdown
from questions.reading import reader_language


@require_safe
def kit_print(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a kit to be printed: with `show` all of each card, what is short, or the questions."""
    kit = _kit_or_404(pk)
    paper = Paper.of(kit, reader_language())
    context = {"kit": kit, "paper": paper, "shown": _shown(request)}
    return render(request, "interview/kit_print.html", context)


@require_safe
def kit_markdown(request: HttpRequest, pk: int) -> HttpResponse:
    """Download the same as Markdown."""
    kit = _kit_or_404(pk)
    language = reader_language()
    writer = PaperMarkdown(language, gettext, _shown(request))
    text = writer.render(Paper.of(kit, language))
    response = HttpResponse(text, content_type="text/markdown; charset=utf-8")
    name = f"{slugify(kit.title, allow_unicode=True) or 'kit'}.md"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _shown(request: HttpRequest) -> Shown:
    shown = request.GET.get("show")
    return "all" if shown == "all" else "questions" if shown == "questions" else "short"


def _kit_or_404(pk: int) -> Kit:
    return get_object_or_404(Kit.objects.select_related("position"), pk=pk)
