"""The report as CSV: one row a question, right in Excel, and no cell is a formula."""

import csv
import io

import pytest

from reports.exports import csv as csv_export
from reports.reader import WORDS
from reports.report import Report
from tests.factories import make_question
from tests.reports.scenes import act, handed_in, whole_interview

pytestmark = pytest.mark.django_db

HEADER = (
    "Number,Level,Planned question,Topic,Question,Outcome,Score,Score in words,Anchor,"
    "Hints given,Hints,Key points heard,Key points,Heard,Missed,Sounded recited,Note,Seconds,"
    "Candidate,Position,Kit,Interviewer,Started,Overall call,Scorecard,Practice"
)
EVERY_ROW = "Park Jisoo,ML engineer,First talk,Kim Minji,2026-11-24 14:00,Yes,1,0"


def rendered(scorecard) -> bytes:
    return csv_export.render(Report.of(scorecard, "en"), WORDS)


def rows(scorecard) -> list[dict[str, str]]:
    text = rendered(scorecard).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_whole_interview_is_these_bytes(user):
    expected = [
        HEADER,
        "Q1,1,1,Activations,Why ReLU?,Answered with a hint,3,Solid,Names two reasons.,2,"
        '"Think of the gradient.\nDraw the sigmoid.",1,2,exp is costly,기울기 소실,0,'
        f'"Named cost first.\nThen *saturation*.",210,{EVERY_ROW}',
        "Q1.1,2,1,Activations,What does non-linear mean?,Answered,4,Outstanding,,0,,,,,,0,,40,"
        + EVERY_ROW,
        f"Q1.1.1,3,1,Activations,Why do we need it?,Skipped,,,,0,,,,,,0,,10,{EVERY_ROW}",
        f"Q1.2,2,1,Activations,What is wrong with ReLU?,No answer,,,,0,,,,,,0,,40,{EVERY_ROW}",
        f"Q1.3,2,0,Activations,And leaky ReLU?,Answered,2,Borderline,,0,,,,,,0,,60,{EVERY_ROW}",
        "Q2,1,1,경사 하강,경사 하강을 쉽게 설명하면?,Answered,,,,0,,,,,,0,Drew a valley.,40,"
        + EVERY_ROW,
        f"Q2.1,2,1,경사 하강,Why the gradient?,Not reached,,,,,,,,,,,,0,{EVERY_ROW}",
        f"Q3,1,1,,What is pooling?,Not reached,,,,,,,,,,,,0,{EVERY_ROW}",
        f"Q3.1,2,1,,Why max?,Not reached,,,,,,,,,,,,0,{EVERY_ROW}",
    ]
    text = "\r\n".join([*expected, ""])
    assert rendered(whole_interview(user)) == b"\xef\xbb\xbf" + text.encode()


@pytest.mark.parametrize(
    "note",
    [
        '=HYPERLINK("http://example.com")',
        "+1+1",
        "-1+1",
        "@SUM(A1:A9)",
        "＝1+1",
        "＋1",
        "－1",
        "＠SUM(A1)",
        "﹦1+1",
        "\u200b=1+1",
        "\u3000=1+1",
        "\ufeff=1+1",
    ],
)
def test_what_a_spreadsheet_could_run_is_defused(user, note):
    (row,) = rows(handed_in(act("note", "1", note)))
    assert row["Note"] == "'" + note.strip()


@pytest.mark.parametrize("start", ["\t", "\r", "\n", " ", "\r\n "])
def test_blanks_do_not_hide_a_formula(start):
    assert csv_export._safe(f"{start}=1+1") == f"'{start}=1+1"


@pytest.mark.parametrize("text", ["\tplain", "\rplain", "\nplain"])
def test_a_cell_that_begins_with_a_tab_or_a_line_end_is_defused(text):
    assert csv_export._safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["a = b", "5 - 3", "1", "", "  ", "ᄒᆞᆫ글", "👩🏽‍💻", "🙂=1"])
def test_what_is_harmless_stays_as_it_is(text):
    assert csv_export._safe(text) == text


def test_a_cell_with_every_separator_in_it_is_read_back_as_it_was(user):
    note = 'a,b;c\td "quoted"\n<b>&amp;</b> | ᄒᆞᆫ글 👩🏽‍💻'
    (row,) = rows(handed_in(act("note", "1", note)))
    assert row["Note"] == note


def test_what_turns_the_direction_of_text_is_written_out(user):
    (row,) = rows(handed_in(act("note", "1", "safe \u202eevas\u2066")))
    assert row["Note"] == "safe [U+202E]evas[U+2066]"


def test_names_are_defused_too(user):
    user.name = "=cmd|'/c calc'!A1"
    user.save()
    root = make_question({"ko": "-1은 왜?"})
    (row,) = rows(handed_in(act("score", "1", 3), user=user, root=root))
    assert row["Interviewer"] == "'=cmd|'/c calc'!A1"
    assert row["Question"] == "'-1은 왜?"


def test_a_number_with_a_ten_in_it_is_no_decimal(user):
    root = make_question()
    for _ in range(10):
        make_question("And?", parent=root)
    assert [row["Number"] for row in rows(handed_in(root=root))][-2:] == ["Q1.9", "Q1.10"]
