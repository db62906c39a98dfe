"""The pictures: well-formed SVG that says what the report says, safe with any text."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from reports.pictures import Picture, pictures
from reports.pictures.svg import TONES, cut
from reports.reader import WORDS
from reports.report import Report
from tests.factories import make_question
from tests.reports.scenes import act, handed_in, whole_interview

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"
PEERS = [Decimal(text) for text in ("1.00", "2.40", "3.00", "4.00")]


@pytest.fixture
def report(user) -> Report:
    return Report.of(whole_interview(user), "en")


@pytest.fixture
def drawn(report) -> dict[str, Picture]:
    return {picture.name: picture for picture in pictures(report, WORDS, PEERS)}


def tree(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(picture.svg)


def titles(picture: Picture) -> list[str]:
    """Give what the links of a picture say."""
    return [a.findtext(f"{SVG}title") for a in tree(picture).iter(f"{SVG}a")]


def test_there_are_five(drawn):
    assert list(drawn) == ["profile", "walk", "timeline", "points", "spread"]


def test_each_has_a_title_a_description_and_a_table(drawn):
    for picture in drawn.values():
        svg = tree(picture)
        assert svg.findtext(f"{SVG}title") == picture.title
        assert svg.findtext(f"{SVG}desc") == picture.description
        assert svg.get("aria-labelledby") == f"{picture.name}-title"
        assert {len(row.cells) for row in picture.rows} == {len(picture.head)}


def test_no_picture_has_script_style_or_an_address_outside_the_page(drawn):
    for picture in drawn.values():
        for part in tree(picture).iter():
            assert part.tag.removeprefix(SVG) not in {"script", "style", "foreignObject", "image"}
            assert not [name for name in part.attrib if name.startswith(("on", "style"))]
            assert re.fullmatch(r"(#q[\d.]+)?", part.get("href", ""))


def test_every_colour_is_a_tone_of_the_theme_and_a_colour_for_paper(drawn):
    for picture in drawn.values():
        for part in tree(picture).iter():
            said = {name for name in ("fill", "stroke") if part.get(name, "none") != "none"}
            tones = dict(name.split("-", 1) for name in (part.get("class") or "").split())
            tones.pop("picture", None)
            assert set(tones) == said
            assert {name: TONES[tone] for name, tone in tones.items()} == {
                name: part.get(name) for name in said
            }


def test_every_link_leads_to_a_question_of_the_report(report, drawn):
    numbers = {line.number for line in report.lines}
    for picture in drawn.values():
        links = {a.get("href", "") for a in tree(picture).iter(f"{SVG}a")}
        assert {link.removeprefix("#q") for link in links} <= numbers
        assert {row.number for row in picture.rows} <= numbers | {""}


def test_the_profile_has_each_topics_average_beside_its_coverage(drawn):
    assert titles(drawn["profile"]) == [
        "Activations: 3.00, 2 of 4 scored + 1 unplanned",
        "경사 하강: – (nothing was scored), 0 of 2 scored",
        "Without a topic: – (nothing was reached), 0 of 2 scored",
    ]
    assert [row.cells for row in drawn["profile"].rows] == [
        ("Activations", "3.00", "2 of 4 scored + 1 unplanned", "3 of 4 asked + 1 unplanned"),
        ("경사 하강", "– (nothing was scored)", "0 of 2 scored", "1 of 2 asked"),
        ("Without a topic", "– (nothing was reached)", "0 of 2 scored", "0 of 2 asked"),
    ]


def test_the_profile_has_a_dot_for_every_score(drawn):
    dots = [dot.get("class") for dot in tree(drawn["profile"]).iter(f"{SVG}circle")]
    assert sorted(dots) == ["fill-score-2", "fill-score-3", "fill-score-4"]


def test_the_walk_has_every_question_with_what_became_of_it(drawn):
    assert titles(drawn["walk"]) == [
        "1 Why ReLU?: Answered with a hint, 3 Solid",
        "1.1 What does non-linear mean?: Answered, 4 Outstanding",
        "1.1.1 Why do we need it?: Skipped",
        "1.2 What is wrong with ReLU?: No answer",
        "1.3 And leaky ReLU?: Answered, 2 Borderline",
        "2 경사 하강을 쉽게 설명하면?: Answered",
        "2.1 Why the gradient?: Not reached",
        "3 What is pooling?: Not reached",
        "3.1 Why max?: Not reached",
    ]
    order = [row.cells[0] for row in drawn["walk"].rows]
    assert order == ["1", "2", "3", "4", "5", "6", "", "", ""]


def test_the_path_that_was_taken_stands_out(drawn):
    edges = [path for path in tree(drawn["walk"]).iter(f"{SVG}path") if "C" in path.get("d", "")]
    assert [edge.get("class") for edge in edges] == [*["stroke-accent"] * 4, *["stroke-line"] * 2]


def test_a_wide_chain_stays_inside_the_picture(user):
    root = make_question()
    for number in range(60):
        make_question(f"And {number}?", parent=root)
    report = Report.of(handed_in(act("score", "1", 3), root=root), "en")
    walk = next(picture for picture in pictures(report, WORDS) if picture.name == "walk")
    spots = re.findall(r"translate\(([\d.]+) [\d.]+\)", walk.svg)
    assert max(map(float, spots)) < 720


def test_the_timeline_has_each_stretch_and_the_table_says_the_same(drawn):
    bars = [title for title in titles(drawn["timeline"]) if title[-1] in "sn" and "of" not in title]
    assert bars == [
        "1: 10 s",
        "1: 3 min 20 s",
        "1.1: 40 s",
        "1.1.1: 10 s",
        "1.2: 40 s",
        "1.3: 1 min",
        "2: 40 s",
    ]
    assert drawn["timeline"].rows[2].cells == (
        "3:30",
        "1.1 What does non-linear mean?",
        "40 s",
        "",
    )


def test_the_timeline_has_pauses_and_hints():
    root = make_question("Why?", hints=({"en": "Its slope?"},))
    acts = (
        act("hint", "1", 1, second=20),
        act("pause", second=60),
        act("resume", second=90),
        act("finish", second=100),
    )
    report = Report.of(handed_in(*acts, root=root), "en")
    timeline = next(one for one in pictures(report, WORDS) if one.name == "timeline")
    assert [row.cells for row in timeline.rows] == [
        ("0:00", "1 Why?", "1 min", "1"),
        ("1:00", "Pause", "30 s", ""),
        ("1:30", "1 Why?", "10 s", ""),
    ]
    assert "<title>Pause: 30 s</title>" in timeline.svg
    assert "<title>1: hint 1</title>" in timeline.svg


def test_key_points_are_counted_by_topic(drawn):
    assert titles(drawn["points"]) == ["1 Why ReLU?: 1 of 2 key points heard"]
    assert [row.cells for row in drawn["points"].rows] == [("Activations", "1", "1", "0")]


def test_the_spread_marks_this_one_among_the_others(drawn):
    assert [row.cells for row in drawn["spread"].rows] == [
        ("1.0–1.5", "1", ""),
        ("1.5–2.0", "0", ""),
        ("2.0–2.5", "1", ""),
        ("2.5–3.0", "0", ""),
        ("3.0–3.5", "2", "this one"),
        ("3.5–4.0", "1", ""),
    ]


def test_among_fewer_than_five_there_is_no_spread(report):
    assert "spread" not in [picture.name for picture in pictures(report, WORDS, PEERS[1:])]


def test_without_an_average_there_is_no_spread(user):
    report = Report.of(handed_in(act("score", "1", 3)), "en")
    assert "spread" not in [picture.name for picture in pictures(report, WORDS, PEERS * 2)]


def test_an_interview_in_which_nothing_happened_has_its_walk():
    assert [picture.name for picture in pictures(Report.of(handed_in(), "en"), WORDS)] == ["walk"]


@pytest.mark.parametrize(
    "text",
    ["</text><script>alert(1)</script>&amp;\"'", "\u202e=1+1 👩🏽‍💻 ᄒᆞᆫ글", "漢" * 1000, "\uffff."],
)
def test_hostile_text_stays_text(text):
    report = Report.of(handed_in(act("score", "1", 3), root=make_question(text)), "en")
    for picture in pictures(report, WORDS):
        assert ElementTree.fromstring(picture.svg).tag == f"{SVG}svg"
        assert "<script" not in picture.svg


@pytest.mark.parametrize(
    ("text", "shown"),
    [("short", "short"), ("two\nlines", "two lines"), ("가" * 20, "가가가가가가…"), ("", "")],
)
def test_text_that_is_too_wide_is_cut(text, shown):
    assert cut(text, 80) == shown
