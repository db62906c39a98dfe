"""The keeper's desk in a browser: filters, preview, dragging, keys, usage."""

import pytest
from playwright.sync_api import Locator, Page, expect

from questions import tree
from questions.models import Pack, Question
from tests.browser.consoles import eventually
from tests.factories import make_chain, make_kit, make_pack, make_question

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def pack(user) -> Pack:
    """Two chains: relu with why and bias, sgd."""
    pack = make_pack("deep-learning")
    make_chain("relu", ["why", "bias"], pack=pack, level="entry")
    make_question("sgd", pack=pack)
    return pack


def ask(pack: Pack, prompt: str) -> Question:
    return pack.questions.get(current__content__prompt={"en": prompt})


def outline(pack: Pack) -> list[str]:
    return [f"{node.path} {node.item.prompt['en']}" for node in tree.walk(pack.tree())]


def row(page: Page, question: Question) -> Locator:
    return page.locator(f"#q{question.pk} > .tree-item")


def test_filters_change_the_tree_and_the_address_without_a_reload(page, pack):
    page.goto(pack.get_absolute_url())
    page.evaluate("window.same = true")
    page.get_by_label("Level").select_option("entry")
    expect(page.get_by_text("1 of 4")).to_be_visible()
    expect(page.locator(".tree-item")).to_have_count(1)
    page.get_by_label("Search this pack").fill("sgd")
    expect(page.get_by_text("No question is like that")).to_be_visible()
    assert page.url.endswith("?q=sgd&level=entry&kind=&depth=&standing=&gap=&age=")
    assert page.evaluate("window.same")
    page.reload()
    expect(page.get_by_label("Level")).to_have_value("entry")
    expect(page.get_by_text("No question is like that")).to_be_visible()


def test_the_preview_follows_the_typing_and_leaves_it_alone(page, pack):
    page.goto(f"/questions/{ask(pack, 'relu').pk}/edit/")
    answer = page.locator("[name=answer-en]")
    answer.press_sequentially("The slope is $\\frac{1}{2}$ and")
    preview = page.locator("#preview")
    expect(preview.locator("mfrac")).to_be_visible()
    expect(preview).to_contain_text("An answer needs key points to tick.")
    answer.press_sequentially(" more")
    expect(answer).to_be_focused()
    expect(answer).to_have_value("The slope is $\\frac{1}{2}$ and more")
    expect(preview).to_contain_text("and more")
    box = preview.bounding_box()
    assert box["x"] > page.locator("#card-form").bounding_box()["x"] + 600


def test_the_preview_stands_beside_the_form_on_a_small_laptop_too(page, pack):
    page.set_viewport_size({"width": 1024, "height": 768})
    page.goto(f"/questions/{ask(pack, 'relu').pk}/edit/")
    form, preview = (page.locator(f"#{name}").bounding_box() for name in ("card-form", "preview"))
    assert preview["x"] >= form["x"] + form["width"]
    assert preview["y"] == form["y"]


def test_the_preview_scrolls_to_the_part_that_is_written(page, pack):
    question = ask(pack, "relu")
    long = {"answer": {"en": "A line.\n\n" * 60}, "why": {"en": "The reason"}}
    question.revise(question.card.model_copy(update=long))
    page.goto(f"/questions/{question.pk}/edit/")
    why = page.locator("#preview").get_by_text("The reason")
    expect(why).not_to_be_in_viewport()
    page.locator("[name=why-en]").focus()
    expect(why).to_be_in_viewport()


def test_a_picture_shows_in_the_preview_as_soon_as_it_is_chosen(page, pack):
    page.goto(f"/questions/{ask(pack, 'relu').pk}/edit/")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 4L4 0"/></svg>'
    picture = {"name": "kink.svg", "mimeType": "image/svg+xml", "buffer": svg.encode()}
    page.locator("[name=figure-upload]").set_input_files(picture)
    page.locator("[name=figure-alt-en]").fill("A kink")
    expect(page.get_by_role("img", name="A kink")).to_be_visible()
    page.locator("#rows-hints").get_by_role("button", name="Add hint").click()
    expect(page.locator("[name=hints-1-en]")).to_be_visible()
    page.get_by_role("button", name="Save revision").click()
    page.wait_for_url(f"**/questions/{ask(pack, 'relu').pk}/")
    assert ask(pack, "relu").card.figure.file == "figures/kink.svg"


def test_two_edits_are_merged_and_the_page_asks_where_both_wrote(page, pack):
    question = ask(pack, "relu")
    page.goto(f"/questions/{question.pk}/edit/")
    question.revise(question.card.model_copy(update={"prompt": {"en": "theirs"}, "minutes": 9}))
    page.locator("[name=prompt-en]").fill("mine")
    page.locator("[name=why-en]").fill("basics")
    page.get_by_role("button", name="Save revision").click()
    clash = page.get_by_role("group", name="Prompt · English")
    expect(clash).to_contain_text("theirs")
    clash.get_by_text("theirs", exact=True).click()
    page.get_by_role("button", name="Save both").click()
    page.wait_for_url(f"**/questions/{question.pk}/")
    card = question.revisions.first().card
    assert (card.prompt, card.why, card.minutes) == ({"en": "theirs"}, {"en": "basics"}, 9)


def drag(page: Page, moved: Question, other: Question, part: float) -> None:
    """Drag one question's handle to a part of another one's height, 0 its top."""
    handle = page.locator(f"#q{moved.pk} > .tree-actions [data-handle]").bounding_box()
    goal = row(page, other).bounding_box()
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(goal["x"] + 80, goal["y"] + goal["height"] * part, steps=4)
    page.mouse.up()


@pytest.mark.parametrize(
    ("part", "after"),
    [
        (0.1, ["1 relu", "1.1 sgd", "1.2 why", "1.3 bias"]),
        (0.5, ["1 relu", "1.1 why", "1.1.1 sgd", "1.2 bias"]),
        (0.9, ["1 relu", "1.1 why", "1.2 sgd", "1.3 bias"]),
    ],
)
def test_a_question_is_dragged_before_into_or_after_another_one(page, pack, part, after):
    page.goto(f"{pack.get_absolute_url()}?arrange=1")
    page.evaluate("window.same = true")
    drag(page, ask(pack, "sgd"), ask(pack, "why"), part)
    eventually(after, lambda: outline(pack))
    expect(page.locator(".tree-item")).to_have_text(
        [f"{line}No KoreanUnverified" for line in [line.replace(" ", "") for line in after]]
    )
    assert page.evaluate("window.same")


def test_a_drop_that_cannot_be_says_why_and_changes_nothing(page, pack):
    before = outline(pack)
    page.goto(f"{pack.get_absolute_url()}?arrange=1")
    drag(page, ask(pack, "relu"), ask(pack, "why"), 0.5)
    expect(page.locator("#messages")).to_contain_text("A question cannot stand below itself.")
    assert outline(pack) == before


def test_escape_lets_go_of_a_question(page, pack):
    before = outline(pack)
    page.goto(f"{pack.get_absolute_url()}?arrange=1")
    handle = page.locator(f"#q{ask(pack, 'sgd').pk} > .tree-actions [data-handle]")
    handle.hover()
    page.mouse.down()
    row(page, ask(pack, "why")).hover(force=True)
    expect(page.locator("[data-drop]")).to_have_count(1)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator("[data-drop], [data-dragging]")).to_have_count(0)
    assert outline(pack) == before


def test_alt_and_an_arrow_move_the_question_that_has_the_focus(page, pack):
    page.goto(f"{pack.get_absolute_url()}?arrange=1")
    link = row(page, ask(pack, "bias"))
    link.focus()
    page.keyboard.press("Alt+ArrowUp")
    eventually(["1 relu", "1.1 bias", "1.2 why", "2 sgd"], lambda: outline(pack))
    expect(link).to_contain_text("1.1")
    expect(link).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    eventually(["1 relu", "1.1 why", "1.2 bias", "2 sgd"], lambda: outline(pack))


def test_the_usage_comes_into_the_page_of_a_question(page, pack):
    make_kit(ask(pack, "relu"), title="First talk")
    page.goto(ask(pack, "relu").get_absolute_url())
    expect(page.locator("#usage")).to_contain_text("Never yet")
    expect(page.locator("#usage").get_by_role("link")).to_have_text("First talk")
