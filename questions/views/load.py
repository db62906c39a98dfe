"""Load a pack: send a file, look at what is wrong or what would change, and load it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from questions import intake, pack_words
from questions.forms.load import LoadForm
from questions.load_words import loaded_words
from questions.models import Pack, Question, Upload
from questions.pack.limits import MAX_BYTES
from questions.problem_list import ProblemList
from questions.shipping import shipped_upload
from questions.views.limits import within_limits
from questions.views.watched import watched

MAX_REQUEST = MAX_BYTES + (1 << 16)  # what a browser writes around a file


def _too_large(request: HttpRequest) -> HttpResponse:
    form = LoadForm({}, {})
    form.errors["file"] = form.error_class([pack_words.words_of("too_large", {"limit": MAX_BYTES})])
    return _page(request, form)


@within_limits(MAX_REQUEST, _too_large)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: HttpRequest) -> HttpResponseBase:
    """Take a file, keep it, and check it."""
    if request.method != "POST":
        return _page(request, LoadForm())
    form = LoadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form)
    return watched(request, intake.check(form.keep(request.user)))


@require_POST
def load_shipped(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Check a pack that ships with Kkori as if its folder had been sent."""
    try:
        upload = shipped_upload(slug, request.user)
    except KeyError as unknown:
        raise Http404 from unknown
    return watched(request, intake.check(upload))


@require_safe
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what is wrong with an upload, or what loading it would change; then the pack."""
    upload = _get(request, pk)
    result = upload.result or {}
    if upload.is_loaded:
        if upload.tell():
            messages.success(request, loaded_words(result["changes"]))
        return redirect("questions:pack", result["slug"])
    context = {
        "upload": upload,
        "found": ProblemList.of(result, request.GET.get("file")),
        "lacks": ProblemList.of(result.get("lacks", {})),
        "cards": _cards(result.get("slug", "")),
        "made": not Pack.objects.filter(slug=result.get("slug", "")).exists(),
    }
    return render(request, "questions/upload.html", context)


@require_POST
def upload_check(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Check an upload once more."""
    upload = _get(request, pk)
    if upload.is_loaded:
        return redirect(upload)
    return watched(request, intake.check(upload))


@require_POST
def upload_load(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Load an upload; one that cannot be loaded, or is loaded already, shows itself."""
    upload = _get(request, pk)
    if upload.is_loaded or "changes" not in (upload.result or {}):
        return redirect(upload)
    return watched(request, intake.load(upload))


@require_POST
def upload_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw an upload away."""
    _get(request, pk).delete()
    messages.info(request, gettext("The file is discarded. Nothing was changed."))
    return redirect("questions:load")


@require_safe
def upload_problems(request: HttpRequest, pk: int) -> HttpResponse:
    """Download all that is wrong with an upload as plain text."""
    upload = _get(request, pk)
    found = ProblemList.of(upload.result or {})
    response = HttpResponse(found.text(), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{upload.name}.txt")
    return response


def _cards(slug: str) -> dict[str, int]:
    """Give the questions that a pack has, by their keys."""
    return dict(Question.objects.filter(pack__slug=slug).values_list("key", "pk"))


def _get(request: HttpRequest, pk: int) -> Upload:
    return get_object_or_404(Upload.objects.of(request.user), pk=pk)


def _page(request: HttpRequest, form: LoadForm) -> HttpResponse:
    uploads = Upload.objects.of(request.user).defer("data")
    context = {"form": form, "uploads": uploads}
    status = 422 if form.is_bound else 200
    return render(request, "questions/load.html", context, status=status)
