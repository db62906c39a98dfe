"""Addresses of reports."""

from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("interviews/<int:interview_pk>/report/", views.report, name="report"),
    path("interviews/<int:interview_pk>/report.md", views.markdown, name="markdown"),
    path("interviews/<int:interview_pk>/report.csv", views.csv, name="csv"),
]
