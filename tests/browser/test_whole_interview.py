"""The whole way in a browser: import the real list, build a kit, ask, hand in, read the report."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from questions.models import Pack

DATA = Path(__file__).parent.parent / "data"
LIST = DATA / "deep-learning-questions.ko.txt"
GOLDEN = DATA / "whole-interview.md"  # the report of this interview, read by hand, without times
AVERAGE = "2.47"  # of the 49 scores that planned() gives
WORDS = {"1": "Poor", "2": "Borderline", "3": "Solid", "4": "Outstanding"}
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Question:
    """One question of the real list, and what this interview makes of it."""

    place: int
    path: str
    prompt: str
    keys: tuple[str, ...]
    note: str
    outcome: str
    score: str
    hints: str


def listed(chains: list[dict], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Give (number, prompt) of every question, read from the hand-checked reading of the list."""
    for place, chain in enumerate(chains, start=1):
        yield f"{prefix}{place}", chain["prompt"]
        yield from listed(chain.get("follow_ups", []), f"{prefix}{place}.")


def planned() -> list[Question]:
    """Say what is pressed for each of the 64 questions, and what the report must say of it."""
    expected = json.loads((DATA / "deep-learning-questions.expected.json").read_text("utf-8"))
    return [happens(n, *one) for n, one in enumerate(listed(expected["chains"]), start=1)]


def happens(place: int, path: str, prompt: str) -> Question:
    """Give every seventh question a note, every fifth a hint, and every outcome its turn."""
    note = f"{place}번: 핵심은 말함, 예는 없음" if place % 7 == 1 else ""
    if place == 64:
        return Question(place, path, prompt, (), "", "Not reached", "", "")
    if place % 9 == 0:
        return Question(place, path, prompt, ("KeyS",), note, "Skipped", "", "0")
    if place % 9 == 5:
        return Question(place, path, prompt, ("KeyX",), note, "No answer", "", "0")
    score = str(place % 4 + 1)
    if place % 5 == 0:
        keys = ("KeyT", f"Digit{score}")
        return Question(place, path, prompt, keys, note, "Answered with a hint", score, "1")
    return Question(place, path, prompt, (f"Digit{score}",), note, "Answered", score, "0")


def import_the_list(page: Page) -> None:
    page.goto("/packs/import/")
    page.get_by_label("Title of the new pack").fill("딥러닝 면접")
    page.get_by_label("Address").fill("interview")
    page.get_by_label("Language of the text").select_option("ko")
    page.locator("input[type=file]").set_input_files(LIST)
    expect(page.locator("#preview .tree-item")).to_have_count(64)
    page.get_by_role("button", name="Import").click()
    page.wait_for_url("**/packs/interview/")


def build_the_kit(page: Page) -> None:
    page.goto("/kits/new/")
    page.get_by_label("Title").fill("딥러닝 전부")
    page.get_by_label("Position").fill("딥러닝 개발자")
    page.get_by_label("Planned minutes").fill("240")
    page.get_by_role("button", name="Make the kit").click()
    page.get_by_role("button", name="Add all 16").click()
    expect(page.get_by_role("button", name="All in the kit").first).to_be_visible()


def plan_and_start(page: Page) -> None:
    page.get_by_role("link", name="Plan an interview").click()
    page.get_by_label("Candidate").fill("김민지")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("button", name="Start").click()
    page.locator("nav [aria-current=true]").wait_for()  # the keys are listening


def conduct(page: Page, questions: list[Question]) -> None:
    """Ask every question by keyboard alone."""
    for question in questions:
        expect(page.locator(".question-prompt:visible")).to_have_text(question.prompt)
        for key in question.keys:
            page.keyboard.press(key)
        if question.note:
            page.keyboard.press("KeyN")
            page.keyboard.type(question.note)
            page.keyboard.press("Escape")
        page.keyboard.press("KeyJ")
    page.keyboard.press("Shift+KeyF")


def hand_in(page: Page) -> None:
    """Make the call and write the summary, by keyboard alone."""
    page.get_by_role("heading", name="Wrap-up").wait_for()
    page.get_by_role("radio", name="Strong no").focus()
    for key in ("ArrowRight", "ArrowRight", "Tab"):
        page.keyboard.press(key)
    page.keyboard.type("기초가 탄탄하다. 구현 경험은 더 필요하다.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/")


def downloaded(page: Page, name: str) -> str:
    with page.expect_download() as download:
        page.get_by_role("link", name=name).click()
    return Path(download.value.path()).read_bytes().decode("utf-8")


def timeless(report: str) -> str:
    """Put marks where a report says when and for how long; some questions took less than 1 s."""
    report = re.sub(r"\d+ \w{3} \d{4}, \d\d:\d\d", "(when)", report)
    report = re.sub(r"\d[\w ]* of (\d+ min) planned", r"(time) of \1 planned", report)
    return re.sub(r"^- \*\*Time taken:\*\* [\w ]+\n", "", report, flags=re.MULTILINE)


def test_from_the_real_list_to_the_report(page: Page):
    questions = planned()
    import_the_list(page)
    assert Pack.objects.get(slug="interview").questions.count() == 64
    build_the_kit(page)
    plan_and_start(page)
    conduct(page, questions)
    hand_in(page)

    shown = page.locator("article.report")
    expect(shown.get_by_role("heading", level=1)).to_have_text("김민지")
    expect(shown).to_contain_text("기초가 탄탄하다. 구현 경험은 더 필요하다.")

    table = downloaded(page, "CSV")
    assert table.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    fields = ("Number", "Question", "Outcome", "Score", "Score in words", "Hints given", "Note")
    assert [tuple(row[field] for field in fields) for row in rows] == [
        (f"Q{q.path}", q.prompt, q.outcome, q.score, WORDS.get(q.score, ""), q.hints, q.note)
        for q in questions
    ]
    assert {row["Overall call"] for row in rows} == {"Yes"}
    assert {row["Candidate"] for row in rows} == {"김민지"}

    text = downloaded(page, "Markdown")
    assert timeless(text) == GOLDEN.read_text("utf-8")
    expect(shown.locator(".tiles").first).to_contain_text(AVERAGE)
