"""Walking the tree in a browser: one screen, advice, the finder, redo, the clock, notes."""

import re
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from interview.models import Seat
from interview.state import Entry
from tests.browser.axe import violations
from tests.browser.consoles import eventually, open_console, press, recorded, shown
from tests.factories import make_interview, make_kit, make_question, make_seat

pytestmark = pytest.mark.django_db(transaction=True)

LONG = "Backpropagation multiplies in the derivative of the activation at every layer. "
CARD = {
    "answer": {"en": "\n\n".join([LONG * 4, "$$" + r"\\sigma(x)\\," * 30 + "$$", *[LONG * 5] * 4])},
    "key_points": [{"text": {"en": LONG}} for _ in range(6)],
    "hints": [{"en": LONG}] * 3,
    "anchors": {str(score): {"en": LONG * 3} for score in range(1, 5)},
    "pitfalls": [{"text": {"en": LONG}, "why": {"en": LONG}, "ask": {"en": LONG}}] * 4,
    "probe": {"ask": {"en": LONG * 2}, "expect": {"en": LONG * 2}},
}
PARTS = (
    "nav .tree",
    "[data-pace]",
    ".clocks",
    ".question-prompt",
    "[data-panel=answer] h3",
    "[data-panel=answer] .prose p:first-child",
    "[data-panel=points] h3",
    "[data-panel=points] li:first-child",
    "[data-panel=hints] li:first-child",
    "[data-panel=pitfalls] li:first-child summary",
    "[data-panel=probe] p",
    ".followups h3",
    ".followups li:first-child",
    ".add-followup input",
    ".scores",
    ".outcomes",
    ".marks",
    ".dock-note textarea",
    ".dock-acts",
)


@pytest.fixture
def long_seat(user: User, transactional_db: None) -> Seat:
    """A begun seat with a card that is as long as cards get, and follow-ups of every condition."""
    root = make_question({"en": LONG + "Why?", "ko": "경사하강법을 설명한다면?"}, **CARD)
    for when in ("weak", "always", "word", "strong", "always", "strong"):
        words = {"words": {"en": ["dying"], "ko": ["죽은"]}} if when == "word" else {}
        make_question(f"{when}? {LONG}", parent=root, when=when, **words)
    core = make_question("Explain pooling.", pack=root.pack)
    seat = make_seat(user, make_interview(make_kit(root, core)))
    seat.start(timezone.now())
    return seat


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1920, 1080)])
def test_all_of_a_long_card_has_its_place_on_one_screen(page, long_seat, width, height):
    page.set_viewport_size({"width": width, "height": height})
    open_console(page, long_seat)

    page_size = page.locator("html").evaluate("e => [e.scrollHeight, e.scrollWidth]")
    assert page_size == [height, width]
    clipped = page.evaluate(
        """parts => parts.filter((part) => {
            const all = [...document.querySelectorAll(part)];
            const one = all.find((e) => e.closest(".question") ? e.checkVisibility() : true);
            const { left, top, width, height } = one.getBoundingClientRect();
            const [x, y] = [left + Math.min(width / 2, 40), top + Math.min(height, 16) / 2];
            const at = document.elementFromPoint(x, y);
            return !(at && (one.contains(at) || at.contains(one)));
        })""",
        PARTS,
    )
    assert clipped == []


SURFACES = (
    ".console-bar",
    ".console-tree",
    ".question-head",
    ".question-body",
    ".question-aids",
    ".followups",
    ".question-dock",
)
OVERLAPS = """(surfaces) => {
    const shown = [...document.querySelectorAll(surfaces)].filter((one) => one.checkVisibility());
    const boxes = shown.map((one) => [one.className, one.getBoundingClientRect()]);
    const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1;
    const over = (a, b) => meet(a, b) && a.top < b.bottom - 1 && b.top < a.bottom - 1;
    return boxes.flatMap(([one, a], at) =>
        boxes.slice(at + 1).filter(([, b]) => over(a, b)).map(([other]) => `${one} ${other}`));
}"""
TARGETS = ".console :is(a, button, label:has(input), textarea, input[name=prompt], summary)"
SMALL = """(targets) => [...document.querySelectorAll(targets)]
    .filter((one) => one.checkVisibility() && !one.closest(".prose, .visually-hidden"))
    .map((one) => [one.className || one.outerHTML, one.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.height < 43.9 || box.width < 43.9))
    .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""


def test_nothing_lies_over_anything_else(page, long_seat):
    for width, height in [(1280, 800), (1024, 768), (1920, 1080), (640, 400)]:
        page.set_viewport_size({"width": width, "height": height})
        open_console(page, long_seat)
        over = page.evaluate(OVERLAPS, ", ".join(SURFACES))
        assert (width, over) == (width, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_fingers_find_targets_of_44_pixels_on_a_tablet(page, long_seat):
    page.set_viewport_size({"width": 1024, "height": 768})
    open_console(page, long_seat)
    assert page.evaluate("document.documentElement.scrollHeight") == 768
    assert page.evaluate(SMALL, TARGETS) == []


def advised(page: Page) -> list[str]:
    """What the list of follow-ups on screen says, item by item."""
    return page.locator(".question:visible [data-below] > li").evaluate_all(
        """all => all.map((li) => {
            const said = (part) => li.querySelector(part)?.textContent ?? "";
            return `${li.dataset.advice ?? ""} ${said(".tree-number")}${said("[data-because]")}`;
        })"""
    )


@pytest.mark.parametrize("keys", [["Digit4"], ["Digit1"], ["KeyX"], ["Digit3", "Digit0"], ["KeyS"]])
def test_advice_is_the_same_while_one_types_and_after_a_reload(page, long_seat, keys):
    open_console(page, long_seat)
    press(page, *keys)
    expect(page.locator(".saved")).to_have_text("Saved")
    before = advised(page)
    open_console(page, long_seat)

    assert advised(page) == before
    assert len(before) == 6


def test_a_strong_answer_brings_its_follow_ups_forward_and_a_weak_one_others(page, long_seat):
    open_console(page, long_seat)
    press(page, "Digit4")
    assert advised(page) == [
        "now 1.4 · 4 above",
        "now 1.6 · 4 above",
        " 1.2",
        " 1.5",
        "later 1.1 · 4 above",
        "later 1.3 · 4 above",
    ]
    press(page, "KeyL")
    expect(shown(page)).to_contain_text("strong?")
    press(page, "KeyS", "KeyH", "Digit2")
    assert advised(page)[:2] == ["now 1.1 · 2 above", " 1.2"]
    assert " 1.4" in advised(page)  # what is recorded is not dimmed
    eventually(3, lambda: len(recorded(long_seat)))


def test_a_word_in_a_note_brings_its_follow_up_forward(page, long_seat):
    open_console(page, long_seat)
    press(page, "KeyN")
    page.keyboard.type("죽은 ReLU")
    press(page, "Escape")
    assert advised(page)[0] == "now 1.3 · “죽은” is in the note above"


def test_siblings_and_what_was_not_asked_have_keys(page, seat):
    open_console(page, seat)
    for key, prompt in [
        ("Shift+KeyJ", "Explain gradient descent."),
        ("Shift+ArrowUp", "Why ReLU?"),
        ("KeyL", "What is wrong with it?"),
        ("Shift+ArrowDown", "Why a bias?"),
        ("Shift+KeyJ", "Why a bias?"),
        ("Shift+KeyK", "What is wrong with it?"),
    ]:
        press(page, key)
        expect(shown(page)).to_have_text(prompt)
    press(page, "KeyS", "KeyJ", "KeyS", "KeyG", "KeyS", "KeyG")
    expect(shown(page)).to_have_text("Why ReLU?")


def hangul(page: Page, context: BrowserContext, *codes: str) -> None:
    """Press keys as a keyboard with a Hangul input method does: the place is told, no letter."""
    keyboard = context.new_cdp_session(page)
    for code in codes:
        shift, _plus, place = code.rpartition("+")
        key = {"key": "Process", "code": place, "windowsVirtualKeyCode": 229}
        held = {"modifiers": 8 if shift else 0}
        keyboard.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key, **held})
        keyboard.send("Input.dispatchKeyEvent", {"type": "keyUp", **key, **held})


def test_every_key_works_with_a_hangul_input_method_on(page, context, seat):
    open_console(page, seat)
    hangul(page, context, "KeyR", "KeyM", "KeyT", "Shift+Digit1", "Digit3", "KeyM", "KeyU")
    hangul(
        page, context, "Shift+KeyU", "KeyG", "KeyX", "Shift+KeyJ", "KeyA", "KeyH", "KeyP", "KeyN"
    )
    expect(page.locator("#q1-note")).to_be_focused()
    hangul(page, context, "KeyJ", "Digit1", "Escape", "Slash")
    expect(page.get_by_role("combobox")).to_be_focused()

    eventually(11, lambda: len(recorded(seat)))
    assert [kind for kind, *_rest in recorded(seat)] == [
        *("recited", "flag", "hint", "point", "score", "flag", "undo", "redo"),
        *("outcome", "outcome", "pause"),
    ]
    answers = seat.state().answers
    assert [answers[node].outcome for node in "1234"] == ["answered", "no_answer", "answered", None]


def test_undo_and_redo_go_back_and_forth_also_after_a_reload(page, seat):
    open_console(page, seat)
    press(page, "Digit3", "KeyR", "KeyM", "KeyU", "KeyU")
    expect(page.locator("#q1-form [name=recited]")).not_to_be_checked()
    press(page, "Shift+KeyU")
    expect(page.locator("#q1-form [name=recited]")).to_be_checked()
    eventually(
        (True, False), lambda: (seat.state().answers["1"].recited, seat.state().answers["1"].flag)
    )
    expect(page.locator(".saved")).to_have_text("Saved")
    open_console(page, seat)
    press(page, "Shift+KeyU")
    expect(page.locator("#q1-form [name=flag]")).to_be_checked()
    eventually(True, lambda: seat.state().answers["1"].flag)
    press(page, "KeyU", "Digit4", "Shift+KeyU")
    eventually(
        (4, False), lambda: (seat.state().answers["1"].score, seat.state().answers["1"].flag)
    )


def test_an_added_follow_up_can_be_taken_back_and_redone(page, seat):
    open_console(page, seat)
    press(page, "KeyF")
    page.keyboard.type("GELU?")
    press(page, "Enter")
    expect(page.locator(".question")).to_have_count(5)
    press(page, "KeyU")
    expect(page.locator(".question")).to_have_count(4)
    expect(page.locator(".saved")).to_have_text("Saved")
    press(page, "Shift+KeyU")
    expect(page.locator(".question")).to_have_count(5)


def test_a_flag_shows_in_the_tree(page, seat):
    open_console(page, seat)
    press(page, "KeyM")
    expect(page.locator("nav .glyph").first).to_have_attribute("data-flag", "")
    expect(page.locator("nav .glyph").first).to_have_text("Not reached, Flagged")
    open_console(page, seat)
    expect(page.locator("nav .glyph").first).to_have_text("Not reached, Flagged")


def test_a_hint_is_given_by_its_words_and_the_key_gives_the_next(page, seat):
    open_console(page, seat)
    page.locator(".hint:visible").nth(1).click()
    eventually([("hint", "1", 2)], lambda: recorded(seat))
    press(page, "KeyT")
    eventually(0, lambda: seat.state().answers["1"].hint)


def test_answers_go_out_of_sight_with_one_key_and_are_shown_for_one_question(page, seat):
    open_console(page, seat)
    answer = page.get_by_text("It does not saturate.")
    expect(answer).to_be_visible()
    press(page, "KeyB")
    expect(answer).to_be_hidden()
    expect(page.get_by_text("Everybody does.").first).to_be_hidden()
    assert violations(page) == []
    press(page, "Shift+Digit1")  # what is hidden can still be ticked
    eventually([("point", "1", {"n": 1, "heard": True})], lambda: recorded(seat))
    press(page, "Shift+KeyB")
    expect(answer).to_be_visible()
    open_console(page, seat)
    expect(answer).to_be_hidden()
    press(page, "KeyB")
    expect(answer).to_be_visible()


FOUND = [
    ("경사하강법", "ㄱㅅㅎㄱㅂ", True),
    ("경사 하강법을 설명한다면?", "ㄱㅅㅎㄱㅂ", True),
    ("경사하강법", "경사하가", True),
    ("경사하강법", "경사하강ㅂ", True),
    ("경사하강법", "ㅎㄱ ㄱㅅ", True),
    ("경사하강법", "ㄱㅎ", False),
    ("경사하강법", "경사하각", False),
    ("까치", "ㄱㅊ", False),
    ("Gradient Descent", "grad desc", True),
    ("Gradient Descent", "DESC gr", True),
    ("Gradient Descent", "gradients", False),
    ("역전파(Back Propagation)", "ㅇㅈㅍ back", True),
    ("\u1100\u1167\u11bc\u1109\u1161", "ㄱㅅ", True),
    ("anything", "  ", True),
]


def test_a_few_letters_find_a_text_korean_ones_also_by_initials(page, seat):
    open_console(page, seat)
    address = page.evaluate(
        """() => performance.getEntriesByType("resource").map((one) => one.name)
            .find((name) => name.includes("/find."))"""
    )
    found = page.evaluate(
        "async ([address, rows]) => { const { fold, has } = await import(address);"
        " return rows.map(([text, query]) => [text, query, has(fold(text), query)]) }",
        [address, FOUND],
    )
    assert [tuple(row) for row in found] == FOUND


@pytest.mark.parametrize("query", ["sigmoid relu", "why relu", "saturate"])
def test_the_finder_opens_a_question_by_letters_of_either_language_or_its_answer(page, seat, query):
    open_console(page, seat)
    press(page, "BracketRight", "Slash")
    page.keyboard.type(query)
    expect(page.get_by_role("option")).to_have_count(1)
    press(page, "Enter")
    expect(shown(page)).to_have_text("Why ReLU?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    press(page, "Digit3")
    eventually([("score", "1", 3)], lambda: recorded(seat))


def test_the_finder_is_walked_by_arrows_and_says_when_nothing_is_found(page, seat):
    open_console(page, seat)
    press(page, "Slash")
    expect(page.get_by_role("option")).to_have_count(4)
    assert violations(page) == []
    press(page, "ArrowDown", "ArrowDown", "ArrowUp", "Enter")
    expect(shown(page)).to_have_text("What is wrong with it?")
    press(page, "Slash")
    page.keyboard.type("zzz")
    expect(page.get_by_text("No question has these letters.")).to_be_visible()
    press(page, "Enter", "Escape")
    expect(shown(page)).to_have_text("What is wrong with it?")


def hold(page: Page) -> None:
    """Stop the clock, so that what it says can be compared."""
    press(page, "KeyP")
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    expect(page.locator(".saved")).to_have_text("Saved")


def test_the_clock_says_the_same_in_the_page_and_from_the_server(page, user, seat):
    for minutes in (3, 5):
        earlier = make_seat(user, make_interview(seat.interview.kit))
        start = timezone.now() - timedelta(minutes=minutes)
        earlier.start(start)
        end = start + timedelta(minutes=minutes)
        earlier.record([Entry(str(uuid.uuid4()), "score", "1", 3, end)])
        earlier.conclude("yes", "Good.", end)
    open_console(page, seat)
    hold(page)
    line = page.locator("[data-pace]")
    expect(line).to_have_text(
        "59 min left · 1 core chain left · you usually take 4 min on this one"
    )
    press(page, "BracketRight")
    expect(line).to_have_text("59 min left · 1 core chain left")
    press(page, "BracketLeft", "Digit3", "BracketRight")
    expect(line).to_have_text("59 min left")
    said = line.inner_text()
    eventually("4", lambda: seat.state().current)
    expect(page.locator(".saved")).to_have_text("Saved")
    html = page.request.get(page.url.partition("#")[0]).text()
    assert re.findall(r"<p class=.pace.[^>]*>([^<]*)</p>", html) == [said]


def test_the_clock_warns_quietly_before_a_core_chain_no_longer_fits(page, user, seat):
    late = make_seat(user, make_interview(seat.interview.kit))
    late.start(timezone.now() - timedelta(minutes=59))
    open_console(page, late)
    line = page.locator("[data-pace]")
    expect(line).to_have_attribute("data-tone", "late")
    expect(line).to_contain_text("1 core chain no longer fits")
    assert page.locator("dialog:visible").count() == 0
    press(page, "BracketRight", "KeyS", "BracketLeft")
    expect(line).to_have_attribute("data-tone", "")


STAMPED = re.compile(r"\[\d+:\d\d\] ")


def test_enter_ends_a_line_of_a_note_with_its_time_before_it(page, seat):
    open_console(page, seat)
    press(page, "KeyN")
    page.keyboard.type('names the chain rule\n\n"기울기가 사라져요\nand')
    press(page, "Escape")

    eventually(True, lambda: "and" in seat.state().answers["1"].note)
    note = seat.state().answers["1"].note
    assert len(STAMPED.findall(note)) == 2
    assert STAMPED.sub("[t] ", note) == '[t] names the chain rule\n\n[t] "기울기가 사라져요\nand'


def test_own_shortcodes_become_words_after_a_blank_or_at_the_end_of_a_line(page, user, seat):
    user.shorten({"gd": "good, with an example", "ㄱㅈ": "구체적임"})
    open_console(page, seat)
    press(page, "KeyN")
    page.keyboard.type("gd then ㄱㅈ\nbgd gd")
    press(page, "Escape")

    eventually(True, lambda: "bgd" in seat.state().answers["1"].note)
    note = STAMPED.sub("", seat.state().answers["1"].note)
    assert note == "good, with an example then 구체적임\nbgd gd"
    press(page, "Shift+Slash")
    expect(page.get_by_text("good, with an example").locator("visible=true")).to_have_count(1)


def test_a_syllable_in_the_making_is_left_alone(page: Page, context: BrowserContext, user, seat):
    user.shorten({"가": "expanded"})
    open_console(page, seat)
    press(page, "KeyN")
    keyboard = context.new_cdp_session(page)
    page.keyboard.type("줄\n")
    for text in ("ㄱ", "가", "갑"):
        keyboard.send(
            "Input.imeSetComposition", {"text": text, "selectionStart": 1, "selectionEnd": 1}
        )
    box = page.locator("#q1-note")
    assert STAMPED.sub("", box.input_value()) == "줄\n갑"
    keyboard.send("Input.insertText", {"text": "값"})
    page.keyboard.type(" 가")
    keyboard.send("Input.imeSetComposition", {"text": "나", "selectionStart": 1, "selectionEnd": 1})
    page.wait_for_timeout(1200)  # longer than it takes until what is typed is written down
    assert STAMPED.sub("", box.input_value()) == "줄\n값 가나"
    keyboard.send("Input.insertText", {"text": "나"})
    press(page, "Escape")
    eventually("줄\n값 가나", lambda: STAMPED.sub("", seat.state().answers["1"].note))
