"""What a candidate is told: drafted from the record, edited by a person, then given out."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from interview.forms import posted
from interview.models import Feedback, Refused, Scorecard
from questions.card import LANGUAGES
from questions.reading import reader_language
from reports import feedback as drafting
from reports.forms import FeedbackForm
from reports.reader import WORDS
from reports.report import Report
from reports.views.report import download, scorecard_of, seat_of


@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest, interview_pk: int) -> HttpResponse:
    """Show what holds, or the draft; the interviewer whose report it is writes it."""
    scorecard = _scorecard_or_404(request, interview_pk)
    language = _language_or_404(request)
    report = Report.of(scorecard, language)
    with override(language):
        draft = drafting.draft(report, WORDS)
    held = Feedback.of(scorecard, language)
    form = FeedbackForm(posted(request), initial={"text": held.text if held else draft})
    own = scorecard.seat.user_id == request.user.pk
    if form.is_bound and not own:
        raise Http404
    if form.is_valid() and _write(scorecard, language, form, draft, request):
        return redirect(request.get_full_path())
    context = {
        "report": report,
        "interview": scorecard.seat.interview,
        "held": held,
        "form": form,
        "own": own,
        "language": language,
        "heard": drafting.heard(report),
        "missed": drafting.missed(report),
        "query": f"?seat={report.seat}&scorecard={report.number}",
    }
    status = 422 if form.is_bound else 200
    return render(request, "reports/feedback.html", context, status=status)


@require_safe
def feedback_text(request: HttpRequest, interview_pk: int) -> HttpResponse:
    """Download the feedback that a person wrote; a mere draft does not go out."""
    scorecard = _scorecard_or_404(request, interview_pk)
    language = _language_or_404(request)
    held = Feedback.of(scorecard, language)
    if held is None:
        raise Http404
    return download(Report.of(scorecard, language), held.text, "txt", "text/plain")


def _scorecard_or_404(request: HttpRequest, interview_pk: int) -> Scorecard:
    scorecard = scorecard_of(request, seat_of(request, interview_pk))
    if scorecard is None:
        raise Http404
    return scorecard


def _language_or_404(request: HttpRequest) -> str:
    language = request.GET.get("language", reader_language())
    if language not in LANGUAGES:
        raise Http404
    return language


def _write(
    scorecard: Scorecard, language: str, form: FeedbackForm, draft: str, request: HttpRequest
) -> bool:
    """Keep what the form says; what may not go out becomes an error of the form."""
    try:
        Feedback.write(scorecard, language, form.cleaned_data["text"], draft, request.user)
    except Refused:
        form.add_error("text", _("This is still the draft. Read it and put it in your own words."))
        return False
    return True
