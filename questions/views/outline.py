"""Outlines of packs: import one, after a look at what it would do, and download one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from questions import outline_words
from questions.forms.outline import OutlineForm
from questions.models import Pack
from questions.outline import MAX_BYTES, Problem
from questions.outline_import import export_outline, import_outline, preview
from questions.outline_look import Look, Reading
from questions.views.limits import within_limits

MAX_REQUEST = 16 * MAX_BYTES


def _too_large(request: HttpRequest, slug: str = "") -> HttpResponse:
    size = {"size": int(request.META["CONTENT_LENGTH"]), "limit": MAX_BYTES}
    look = Look(Reading("", problems=(Problem(0, "too_large", size),)), None)
    return _page(request, _form(request, slug, False), look, 422)


@within_limits(MAX_REQUEST, _too_large)
@require_http_methods(["GET", "HEAD", "POST"])
def outline_import(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Show what a text would become, and with `act` "import" bring it into a pack."""
    form = _form(request, slug, request.method == "POST")
    if request.method != "POST":
        return _page(request, form)
    source = form.reading.outline if form.is_valid() else None
    if source is None or not form.importing:
        return _look(request, form)
    report = import_outline(
        form.pack_slug or form.cleaned_data["slug"],
        source,
        language=form.text_language,
        title=form.cleaned_data.get("title", ""),
        author=request.user,
    )
    tell = messages.info if report.changes_nothing else messages.success
    tell(request, outline_words.done_words(report))
    return redirect("questions:pack", report.slug)


@require_safe
def outline_export(request: HttpRequest, slug: str) -> HttpResponse:
    """Download a pack as an outline."""
    pack = get_object_or_404(Pack, slug=slug)
    response = HttpResponse(export_outline(pack), content_type="text/plain; charset=utf-8")
    name = f"{pack.slug}.{pack.language}.txt"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _form(request: HttpRequest, slug: str, is_bound: bool) -> OutlineForm:
    pack = get_object_or_404(Pack, slug=slug) if slug else None
    return OutlineForm(
        request.POST if is_bound else None,
        request.FILES if is_bound else None,
        pack=pack,
        importing=is_bound and request.POST.get("act") == "import",
        typing=bool(request.htmx),  # type: ignore[attr-defined]
    )


def _look(request: HttpRequest, form: OutlineForm) -> HttpResponse:
    """Show the text as it was read; while somebody types, only what comes out of it."""
    source = form.reading.outline
    report = preview(form.pack_slug, source, language=form.text_language) if source else None
    look = Look(form.reading, report) if form.reading.text or form.reading.problems else None
    is_empty = look is None and request.htmx  # type: ignore[attr-defined]
    status = 200 if is_empty or (form.is_valid() and not form.reading.problems) else 422
    return _page(request, form, look, status)


def _page(
    request: HttpRequest, form: OutlineForm, look: Look | None = None, status: int = 200
) -> HttpResponse:
    name = "_import_answer" if request.htmx else "import"  # type: ignore[attr-defined]
    context = {"form": form, "pack": form.into, "look": look}
    return render(request, f"questions/{name}.html", context, status=status)
