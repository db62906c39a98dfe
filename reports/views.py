"""A handed-in interview as a page and as files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interview.models import Scorecard, Seat
from questions.reading import reader_language
from reports.access import readable_seat_or_404, scorecard_or_404
from reports.exports import csv as csv_export
from reports.exports import filename
from reports.exports import markdown as markdown_export
from reports.peers import peers
from reports.pictures import pictures
from reports.reader import WORDS
from reports.report import Report, scorecards_of


@require_safe
def report(request: HttpRequest, interview_pk: int) -> HttpResponse:
    """Show the report; to an own seat that has not handed in, the page that says so."""
    seat = _seat(request, interview_pk)
    scorecard = _scorecard(request, seat)
    if scorecard:
        return render(request, "reports/report.html", _context(request, scorecard))
    if seat.user_id == request.user.pk:
        context = {"seat": seat, "scorecards": scorecards_of(seat)}
        return render(request, "reports/not_yet.html", context)
    raise Http404


@require_safe
def markdown(request: HttpRequest, interview_pk: int) -> HttpResponse:
    """Download the report as Markdown."""
    value = _report_or_404(request, interview_pk)
    return _download(value, markdown_export.render(value, WORDS), "md", "text/markdown")


@require_safe
def csv(request: HttpRequest, interview_pk: int) -> HttpResponse:
    """Download the report as CSV."""
    value = _report_or_404(request, interview_pk)
    return _download(value, csv_export.render(value, WORDS), "csv", "text/csv")


def _seat(request: HttpRequest, interview_pk: int) -> Seat:
    return readable_seat_or_404(request.user, interview_pk, request.GET.get("seat", ""))


def _scorecard(request: HttpRequest, seat: Seat) -> Scorecard | None:
    return scorecard_or_404(seat, request.GET.get("scorecard", ""))


def _report(scorecard: Scorecard) -> Report:
    return Report.of(scorecard, reader_language())


def _report_or_404(request: HttpRequest, interview_pk: int) -> Report:
    scorecard = _scorecard(request, _seat(request, interview_pk))
    if scorecard is None:
        raise Http404
    return _report(scorecard)


def _context(request: HttpRequest, scorecard: Scorecard) -> dict[str, object]:
    seats = list(scorecard.seat.interview.seats.select_related("user"))
    own = next(seat for seat in seats if seat.user_id == request.user.pk)
    report = _report(scorecard)
    drawn = pictures(report, WORDS, peers(request.user, scorecard))
    return {
        "report": report,
        "pictures": {picture.name: picture for picture in drawn},
        "own": own,
        "seats": seats if own.scorecard_id and len(seats) > 1 else [],
        "interview": scorecard.seat.interview,
    }


def _download(report: Report, content: str | bytes, ending: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    name = filename.name(report, WORDS, ending)
    response["Content-Disposition"] = filename.disposition(name)
    return response
