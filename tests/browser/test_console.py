"""The console in a browser: by keyboard, with a Korean keyboard, without JavaScript."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.consoles import (
    eventually,
    open_console,
    press,
    recorded,
    shown,
)
from tests.factories import make_interview, make_kit, make_question, make_seat

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_key_sets_a_score_and_saved_means_committed(page, seat):
    open_console(page, seat)
    press(page, "3")

    expect(page.locator(".saved")).to_have_text("Saved")
    assert recorded(seat) == [("score", "1", 3)]
    expect(page.locator("nav .glyph").first).to_have_attribute("data-score", "3")
    expect(page.locator("#q1-form [name=outcome][value=answered]")).to_be_checked()
    expect(page.locator("[data-reached]").nth(1)).to_have_text("1")


def test_keys_walk_the_tree(page, seat):
    open_console(page, seat)
    for key, prompt in [
        ("KeyJ", "What is wrong with it?"),
        ("ArrowDown", "Why a bias?"),
        ("ArrowDown", "Explain gradient descent."),
        ("KeyK", "Why a bias?"),
        ("ArrowLeft", "Why ReLU?"),
        ("ArrowRight", "What is wrong with it?"),
        ("BracketRight", "Explain gradient descent."),
        ("BracketLeft", "Why ReLU?"),
    ]:
        press(page, key)
        expect(shown(page)).to_have_text(prompt)
    expect(page.locator("nav [aria-current=true] .tree-number")).to_have_text("1")


def test_keys_may_come_faster_than_the_page_follows(page, seat):
    open_console(page, seat)
    page.evaluate(
        """() => { for (const code of ['BracketRight', 'BracketLeft', 'KeyJ', 'KeyJ', 'KeyK'])
            document.body.dispatchEvent(new KeyboardEvent('keydown',
                {code, bubbles: true, cancelable: true})) }"""
    )
    expect(shown(page)).to_have_text("What is wrong with it?")


def test_every_act_has_its_key(page, seat):
    open_console(page, seat)
    press(page, "Shift+Digit2", "KeyT", "KeyT", "Digit4")
    press(page, "ArrowRight", "KeyX", "KeyJ", "KeyS", "KeyJ", "KeyA")

    eventually(
        [
            ("point", "1", {"n": 2, "heard": True}),
            ("hint", "1", 1),
            ("hint", "1", 2),
            ("score", "1", 4),
            ("outcome", "2", "no_answer"),
            ("outcome", "3", "skipped"),
            ("outcome", "4", "answered"),
        ],
        lambda: recorded(seat),
    )
    glyphs = page.locator("nav .glyph").evaluate_all("all => all.map(g => g.dataset.outcome)")
    assert glyphs == ["answered_with_hint", "no_answer", "skipped", "answered"]


def test_no_answer_takes_the_score_away_and_zero_clears_it(page, seat):
    open_console(page, seat)
    press(page, "Digit3", "KeyX")
    expect(page.locator("#q1-form [name=score][value='']")).to_be_checked()
    press(page, "Digit2", "Digit0")
    expect(page.locator("#q1-form [name=score][value='']")).to_be_checked()

    eventually(4, lambda: len(recorded(seat)))
    kept = seat.state().answers["1"]
    assert (kept.score, kept.outcome) == (None, "answered")


def test_a_note_is_typed_and_left_by_keyboard_and_keys_are_letters_while_typing(page, seat):
    open_console(page, seat)
    press(page, "KeyN")
    page.keyboard.type("jk1 좋은 답\nsecond line")
    press(page, "Escape", "KeyJ")

    expect(shown(page)).to_have_text("What is wrong with it?")
    note = re.compile(r"\[\d+:\d\d\] jk1 좋은 답\nsecond line")
    eventually(True, lambda: bool(note.fullmatch(seat.state().answers["1"].note)))
    assert seat.state().answers["1"].score is None


def test_typing_reaches_the_server_within_two_seconds_without_leaving_the_field(page, seat):
    open_console(page, seat)
    press(page, "KeyN")
    page.keyboard.type("half a thou")

    page.wait_for_timeout(2000)
    assert seat.state().answers["1"].note == "half a thou"
    expect(page.locator("#q1-note")).to_be_focused()


def test_an_unplanned_follow_up_is_written_in_place_in_one_line(page, seat):
    open_console(page, seat)
    press(page, "ArrowRight", "KeyF")
    page.keyboard.type("그럼 GELU는요?")
    press(page, "Enter")
    expect(shown(page)).to_have_text("그럼 GELU는요?")
    press(page, "Digit4", "KeyJ")
    expect(shown(page)).to_have_text("Why a bias?")

    eventually(2, lambda: len(recorded(seat)))
    state = seat.state()
    added = state.script.nodes[2]
    assert (added.prompt, state.script.path(added.id)) == ("그럼 GELU는요?", "1.1.1")
    assert state.answers[added.id].score == 4
    before = page.locator("nav > .tree").inner_text()
    open_console(page, seat)
    assert page.locator("nav > .tree").inner_text() == before
    assert page.locator(".question").count() == 5


def test_one_goes_back_from_a_follow_up_that_was_just_written(page, seat):
    open_console(page, seat)
    press(page, "KeyF")
    page.keyboard.type("And GELU?")
    press(page, "Enter")
    expect(shown(page)).to_have_text("And GELU?")
    press(page, "KeyH")
    expect(shown(page)).to_have_text("Why ReLU?")


def test_what_is_being_typed_is_not_called_saved(page, seat):
    open_console(page, seat)
    press(page, "KeyN")
    page.keyboard.type("h")
    expect(page.locator(".saved")).to_have_text("Typing…")
    expect(page.locator(".saved")).to_have_text("Saved")


def test_undo_takes_back_one_act_after_the_other_and_shows_where(page, seat):
    open_console(page, seat)
    press(page, "Digit3", "KeyJ", "KeyX")
    expect(page.locator("#q2-form [value=no_answer]")).to_be_checked()
    press(page, "KeyU")
    expect(page.locator("#q2-form [name=outcome][value='']")).to_be_checked()
    press(page, "KeyJ", "KeyU")

    expect(shown(page)).to_have_text("Why ReLU?")
    expect(page.locator("#q1-form [name=score][value='']")).to_be_checked()
    eventually("not_reached", lambda: seat.state().answers["1"].result)
    expect(page.locator("nav .glyph").first).to_have_attribute("data-outcome", "not_reached")


def test_undo_goes_on_after_a_reload(page, seat):
    open_console(page, seat)
    press(page, "Digit3", "Digit4")
    eventually(4, lambda: seat.state().answers["1"].score)
    open_console(page, seat)
    press(page, "KeyU")
    expect(page.locator("#q1-form [name=score][value='3']")).to_be_checked()
    press(page, "KeyU")

    eventually("not_reached", lambda: seat.state().answers["1"].result)


def test_undoing_an_added_follow_up_takes_it_away(page, seat):
    open_console(page, seat)
    press(page, "KeyF")
    page.keyboard.type("Oops")
    press(page, "Enter")
    expect(page.locator(".question")).to_have_count(5)
    press(page, "KeyU")

    expect(page.locator(".question")).to_have_count(4)
    expect(shown(page)).to_have_text("Why ReLU?")


def test_pause_stops_the_clock(page, seat):
    open_console(page, seat)
    press(page, "KeyP")
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    eventually(True, lambda: seat.state().paused)
    before = page.locator("[data-clock=interview]").inner_text()
    page.wait_for_timeout(1500)
    assert page.locator("[data-clock=interview]").inner_text() == before
    press(page, "KeyP")
    eventually(False, lambda: seat.state().paused)


def test_the_page_comes_back_to_the_question_that_was_open(page, seat):
    open_console(page, seat)
    press(page, "KeyJ", "KeyJ")
    eventually("3", lambda: seat.state().current)
    open_console(page, seat)

    expect(shown(page)).to_have_text("Why a bias?")


def test_passing_by_a_question_is_no_visit(page, seat):
    open_console(page, seat)
    page.evaluate(
        """() => { for (let n = 0; n < 3; n += 1) document.body.dispatchEvent(
            new KeyboardEvent('keydown', {code: 'KeyJ', bubbles: true, cancelable: true})) }"""
    )
    eventually("4", lambda: seat.state().current)

    assert [e.question for e in seat.journal() if e.kind == "open"] == ["1", "4"]


@pytest.mark.parametrize("width", [1280, 1024])
def test_what_an_answer_at_a_score_sounds_like_is_in_sight_once(page, seat, width):
    page.set_viewport_size({"width": width, "height": 768})
    open_console(page, seat)

    expect(page.get_by_text("Everybody does.").locator("visible=true")).to_have_count(1)


def test_keys_can_be_switched_off(page, seat):
    open_console(page, seat)
    press(page, "Shift+Slash")
    page.get_by_label("Use these keys").uncheck()
    press(page, "Escape", "Digit3", "KeyJ")
    expect(shown(page)).to_have_text("Why ReLU?")
    open_console(page, seat)
    press(page, "KeyJ")
    expect(shown(page)).to_have_text("Why ReLU?")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("Use these keys").check()
    press(page, "Escape", "KeyJ")

    expect(shown(page)).to_have_text("What is wrong with it?")
    assert recorded(seat) == []


def test_a_long_answer_scrolls_by_keyboard(page, seat):
    root = seat.interview.kit.chains.first().root
    long = make_question("Long?", answer={"en": "line\n" * 200}, pack=root.pack)
    seat = make_seat(seat.user, make_interview(make_kit(long)))
    seat.start(timezone.now())
    open_console(page, seat)
    expect(page.locator(".question-body:visible")).to_be_focused()
    press(page, "PageDown")

    body = page.locator(".question-body:visible")
    eventually(True, lambda: body.evaluate("body => body.scrollTop > 100"))


def test_arrows_choose_within_a_row_of_buttons_that_has_the_focus(page, seat):
    open_console(page, seat)
    press(page, "Digit2")
    page.locator("#q1-form [name=score][value='2']").focus()
    press(page, "ArrowRight")

    expect(page.locator("#q1-form [name=score][value='3']")).to_be_checked()
    expect(shown(page)).to_have_text("Why ReLU?")


def test_keys_work_with_a_korean_keyboard(page, seat):
    open_console(page, seat)
    page.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent(
            'keydown', {key: 'ㅓ', code: 'KeyJ', bubbles: true, cancelable: true}))"""
    )
    expect(shown(page)).to_have_text("What is wrong with it?")
    page.evaluate(
        """() => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ㅓ',
            code: 'KeyJ', bubbles: true, cancelable: true, isComposing: true}))"""
    )
    expect(shown(page)).to_have_text("What is wrong with it?")


def test_finish_waits_until_everything_is_saved(page, seat):
    open_console(page, seat)
    press(page, "Digit3", "KeyN")
    page.keyboard.type("last words")
    press(page, "Escape", "Shift+KeyF")

    expect(page.get_by_role("heading", name="Wrap-up")).to_be_visible()
    assert recorded(seat) == [
        ("score", "1", 3),
        ("note", "1", "last words"),
        ("finish", "", None),
    ]


def test_the_draft_of_the_verdict_is_saved_as_it_is_typed(page, seat):
    page.goto(f"/interviews/{seat.interview_id}/wrap-up/")
    page.get_by_role("radio", name="Strong yes").check()
    page.get_by_label("Summary").fill("잘했다")

    eventually("잘했다", lambda: seat.state().summary)
    assert seat.state().call == "strong_yes"
    page.get_by_role("button", name="Hand in").click()
    expect(page).to_have_url(re.compile("/report/$"))
    assert seat.scorecards.get().summary == "잘했다"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 768), (1920, 1080)])
def test_score_and_note_are_in_sight_without_scrolling_the_page(page, seat, width, height):
    page.set_viewport_size({"width": width, "height": height})
    open_console(page, seat)

    assert page.evaluate("document.documentElement.scrollHeight") <= height
    for part in ("#q1-prompt", "#q1-form .scores", "#q1-note", "#q1-form .outcomes", ".clocks"):
        box = page.locator(part).bounding_box()
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 1024])
def test_the_console_and_the_wrap_up_are_accessible(page, seat, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 768})
    open_console(page, seat)
    press(page, "Digit3")
    assert violations(page) == []
    press(page, "Shift+Slash")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert violations(page) == []
    page.goto(f"/interviews/{seat.interview_id}/wrap-up/")
    assert violations(page) == []


def test_the_console_works_without_javascript(browser, sign_in, seat, live_server, context):
    sign_in(seat.user)
    plain = browser.new_context(java_script_enabled=False, locale="en-US", base_url=live_server.url)
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    page.goto(f"/interviews/{seat.interview_id}/console/")
    page.locator("#q1-form .score-option").nth(2).click()
    page.locator("#q1-note").fill("좋다")
    page.locator("#q1-form").get_by_role("button", name="Save").click()
    expect(page).to_have_url(re.compile("#q1$"))
    page.locator("#q1-form").get_by_role("link", name="Next").click()
    expect(shown(page)).to_have_text("What is wrong with it?")
    page.get_by_placeholder("Ask something unplanned…").locator("visible=true").fill("GELU?")
    page.get_by_role("button", name="Add").locator("visible=true").click()
    expect(shown(page)).to_have_text("GELU?")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("radio", name="Strong no").check()
    page.get_by_label("Summary").fill("아니다")
    page.get_by_role("button", name="Hand in").click()
    expect(page).to_have_url(re.compile("/report/$"))
    plain.close()

    card = seat.scorecards.get()
    assert (card.call, card.lines.count()) == ("strong_no", 4)
    assert next(iter(card.lines.values_list("score", "note"))) == (3, "좋다")
