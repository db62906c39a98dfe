"""Addresses of reports."""

from django.urls import path

from reports.views import feedback, report

app_name = "reports"
urlpatterns = [
    path("interviews/<int:interview_pk>/report/", report.report, name="report"),
    path("interviews/<int:interview_pk>/report.md", report.markdown, name="markdown"),
    path("interviews/<int:interview_pk>/report.csv", report.csv, name="csv"),
    path("interviews/<int:interview_pk>/feedback/", feedback.feedback, name="feedback"),
    path(
        "interviews/<int:interview_pk>/feedback.txt", feedback.feedback_text, name="feedback_text"
    ),
]
