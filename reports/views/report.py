"""A handed-in interview as a page and as files."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interview.models import Scorecard, Seat
from questions.reading import reader_language
from reports.access import readable_seat_or_404, scorecard_or_404
from reports.anonymous import anonymous
from reports.exports import csv as csv_export
from reports.exports import filename
from reports.exports import markdown as markdown_export
from reports.peers import peers
from reports.pictures import pictures
from reports.reader import WORDS
from reports.report import Report, View, scorecards_of


@require_safe
def report(request: HttpRequest, interview_pk: int) -> HttpResponse:
    """Show the report; to an own seat that has not handed in, the page that says so."""
    seat = seat_of(request, interview_pk)
    scorecard = scorecard_of(request, seat)
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
    return download(value, markdown_export.render(value, WORDS), "md", "text/markdown")


@require_safe
def csv(request: HttpRequest, interview_pk: int) -> HttpResponse:
    """Download the report as CSV."""
    value = _report_or_404(request, interview_pk)
    return download(value, csv_export.render(value, WORDS), "csv", "text/csv")


def seat_of(request: HttpRequest, interview_pk: int) -> Seat:
    """Give the seat whose report is asked for, if it may be read."""
    return readable_seat_or_404(request.user, interview_pk, request.GET.get("seat", ""))


def scorecard_of(request: HttpRequest, seat: Seat) -> Scorecard | None:
    """Give the scorecard of a seat that is asked for."""
    return scorecard_or_404(seat, request.GET.get("scorecard", ""))


def download(report: Report, content: str | bytes, ending: str, kind: str) -> HttpResponse:
    """Answer with a file that is named after the report."""
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    name = filename.name(report, WORDS, ending)
    response["Content-Disposition"] = filename.disposition(name)
    return response


def _report(request: HttpRequest, scorecard: Scorecard) -> Report:
    """Read a scorecard in the view that is asked for; one that is none is Http404."""
    wanted = request.GET.get("view", View.FULL)
    if wanted not in list(View):
        raise Http404
    full = Report.of(scorecard, reader_language())
    if wanted == View.ANONYMOUS:
        return anonymous(full, _("Candidate %(n)d") % {"n": full.interview})
    return replace(full, view=View(wanted))


def _report_or_404(request: HttpRequest, interview_pk: int) -> Report:
    scorecard = scorecard_of(request, seat_of(request, interview_pk))
    if scorecard is None:
        raise Http404
    return _report(request, scorecard)


def _context(request: HttpRequest, scorecard: Scorecard) -> dict[str, object]:
    seats = list(scorecard.seat.interview.seats.select_related("user"))
    own = next(seat for seat in seats if seat.user_id == request.user.pk)
    report = _report(request, scorecard)
    query = f"?seat={report.seat}&scorecard={report.number}"
    evidence = query if report.view == View.SHORT else ""
    drawn = pictures(report, WORDS, peers(request.user, scorecard), evidence)
    return {
        "report": report,
        "pictures": {picture.name: picture for picture in drawn},
        "own": own,
        "seats": seats if own.scorecard_id and len(seats) > 1 else [],
        "interview": scorecard.seat.interview,
        "query": query,
        "evidence": evidence,
    }
