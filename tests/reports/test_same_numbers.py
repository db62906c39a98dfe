"""The page and both downloads show the same numbers: those of the report."""

import csv
import io
import re
from collections import defaultdict
from html import unescape

import pytest
from django.urls import reverse

from interview.scoring import average
from reports.reader import WORDS
from reports.report import Report
from tests.reports.scenes import whole_interview

pytestmark = pytest.mark.django_db

# Of each question: number, outcome, score, hints given, time.
Row = tuple[str, str, str, str, str]


@pytest.fixture
def report(user) -> Report:
    return Report.of(whole_interview(user), "en")


@pytest.fixture
def html(report, user_client) -> str:
    return download(report, user_client, "report")


@pytest.fixture
def markdown(report, user_client) -> str:
    return download(report, user_client, "markdown")


@pytest.fixture
def table(report, user_client) -> list[dict[str, str]]:
    text = download(report, user_client, "csv").removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def download(report, user_client, name) -> str:
    return user_client.get(reverse(f"reports:{name}", args=[report.interview])).content.decode()


def expected_rows(report) -> list[Row]:
    return [
        (
            line.number,
            WORDS.outcome(line.outcome),
            str(line.score or ""),
            str(line.hint or ""),
            WORDS.duration(line.seconds) if line.seconds else "",
        )
        for line in report.lines
    ]


def expected_averages(report) -> list[str]:
    parts = [report, *report.topics, *report.chains]
    return [WORDS.average(part.average) for part in parts]


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text, re.DOTALL)
    return unescape(match[1]).strip() if match else ""


def test_the_page_shows_every_question_with_its_numbers(report, html):
    answers = html.split('<li class="answer"')[1:]
    shown = [_row_on_page(answer) for answer in answers]
    left_out = re.findall(r'<li id="q([\d.]+)">', html)
    rows = [*shown, *((number, "Not reached", "", "", "") for number in left_out)]
    assert sorted(rows) == sorted(expected_rows(report))


def _row_on_page(answer: str) -> Row:
    return (
        found(r'^ id="q([\d.]+)"', answer),
        found(r'<span class="outcome"[^>]*>([^<]+)', answer),
        found(r'<span class="score word" data-score="(\d)"', answer),
        found(r"Hints given: (\d+)", answer),
        found(r"<span>([\dhmins ]+)</span>", answer.partition("</p>")[0]),
    )


def test_markdown_shows_every_question_with_its_numbers(report, markdown):
    questions = markdown.partition("## Questions\n")[2]
    rows = [_row_in_markdown(part) for part in re.split(r"\n#{3,6} ", questions)[1:]]
    left_out = re.findall(r"^- ([\d.]+) · ", questions, re.MULTILINE)
    rows += [(number, "Not reached", "", "", "") for number in left_out]
    assert sorted(rows) == sorted(expected_rows(report))


def _row_in_markdown(part: str) -> Row:
    return (
        found(r"^([\d.]+) ·", part),
        found(r"\*\*Outcome:\*\* ([^\n]+)", part),
        found(r"\*\*Score:\*\* (\d)", part),
        found(r"\*\*Hints given:\*\* (\d+)", part),
        found(r"\*\*Time taken:\*\* ([^\n]+)", part),
    )


def test_csv_has_every_question_with_its_numbers(report, table):
    rows = [
        (
            row["Number"].removeprefix("Q"),
            row["Outcome"],
            row["Score"],
            row["Hints given"].removeprefix("0"),
            WORDS.duration(int(row["Seconds"])) if row["Seconds"] != "0" else "",
        )
        for row in table
    ]
    assert rows == expected_rows(report)


def test_the_page_shows_the_averages(report, html):
    averages = [
        found(r'data-number="average">([^<]+)', html),
        *re.findall(r'<td class="number"><b>([^<]+)</b>', html),
    ]
    assert averages == expected_averages(report)


def test_markdown_shows_the_averages(report, markdown):
    head, _, rest = markdown.partition("## Topics\n")
    topics, _, rest = rest.partition("## Recited")
    _, _, chains = rest.partition("## How deep")
    averages = [
        found(r"\*\*Average:\*\* (\S+)", head),
        *(row.split(" | ")[1].split()[0] for row in topics.splitlines()[3:] if row),
        *(row.split(" | ")[2].split()[0] for row in re.findall(r"^\| \d.*$", chains, re.M)),
    ]
    assert averages == expected_averages(report)


def test_the_averages_come_out_of_the_rows_of_the_csv(report, table):
    topics, chains = defaultdict(list), defaultdict(list)
    for row in table:
        score = int(row["Score"]) if row["Score"] else None
        topics[row["Topic"]].append(score)
        chains[row["Number"].partition(".")[0]].append(score)
    everything = [score for scores in chains.values() for score in scores]
    groups = [everything, *topics.values(), *chains.values()]
    assert [WORDS.average(average(group)) for group in groups] == expected_averages(report)


def test_coverage_stands_beside_every_average(report, html, markdown):
    for part in [report, *report.topics, *report.chains]:
        if part.average is not None:
            assert WORDS.scored(part.coverage) in html
            assert WORDS.scored(part.coverage) in markdown
        else:
            assert WORDS.no_average(part.coverage) in html
            assert f"– ({WORDS.no_average(part.coverage)})" in markdown
