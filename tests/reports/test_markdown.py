"""The report as Markdown: complete, and nothing that was typed becomes structure."""

import pytest
from django.utils import translation

from reports.exports import markdown
from reports.reader import WORDS
from reports.report import Report
from tests.factories import make_question
from tests.reports.scenes import act, at, hand_in, handed_in, whole_interview

pytestmark = pytest.mark.django_db

WHOLE = """\
# Interview report: Park Jisoo

- **Position:** ML engineer
- **Kit:** First talk
- **Interviewer:** Kim Minji
- **Planned for:** 24 Nov 2026, 14:00
- **Started:** 24 Nov 2026, 14:00
- **Handed in:** 24 Nov 2026, 14:07
- **Time taken:** 6 min 40 s of 45 min planned

## Overall call: Yes

> Solid on activations.
>
> Weak on optimisation.

- **Average:** 3.00
- **Coverage:** 2 of 8 scored + 1 unplanned
- **Asked:** 4 of 8 asked + 1 unplanned
- **Answered:** 2
- **Answered with a hint:** 1
- **No answer:** 1
- **Skipped:** 1
- **Not reached:** 3

## Topics

| Topic | Average | Coverage |
| --- | --- | --- |
| Activations | 3.00 | 2 of 4 scored + 1 unplanned, 3 of 4 asked + 1 unplanned |
| 경사 하강 | – (nothing was scored) | 0 of 2 scored, 1 of 2 asked |
| Without a topic | – (nothing was reached) | 0 of 2 scored, 0 of 2 asked |

## Recited and reasoned

| Questions | Average | Coverage |
| --- | --- | --- |
| Root questions | – (only 1 scored) | 1 of 3 scored |
| Follow-ups | – (only 2 scored) | 1 of 5 scored + 1 unplanned |

- **Needed a hint:** 1

## How deep each chain went

| Chain | Depth | Average | Coverage | Time taken |
| --- | --- | --- | --- | --- |
| 1 · Why ReLU? | Asked to level 2 of 3, solid at level 2 | 3.00 | \
2 of 4 scored + 1 unplanned, 3 of 4 asked + 1 unplanned | 6 min of 12 min planned |
| 2 · 경사 하강을 쉽게 설명하면? | Asked to level 1 of 2, not scored | \
– (nothing was scored) | 0 of 2 scored, 1 of 2 asked | 40 s of 6 min planned |
| 3 · What is pooling? | Not reached | – (nothing was reached) | \
0 of 2 scored, 0 of 2 asked | 0 s of 6 min planned |

## Questions

### 1 · Why ReLU?

- **Outcome:** Answered with a hint
- **Score:** 3 Solid: Names two reasons.
- **Time taken:** 3 min 30 s
- **Hints given:** 2 of 2

1. Think of the gradient.
2. Draw the sigmoid.

1 of 2 key points heard:

- [x] exp is costly (essential)
- [ ] 기울기 소실

Note:

> Named cost first.\x20\x20
> Then \\*saturation\\*.

#### 1.1 · What does non-linear mean?

- **Outcome:** Answered
- **Score:** 4 Outstanding
- **Time taken:** 40 s

##### 1.1.1 · Why do we need it?

- **Outcome:** Skipped
- **Time taken:** 10 s

#### 1.2 · What is wrong with ReLU?

- **Outcome:** No answer
- **Time taken:** 40 s

#### 1.3 · And leaky ReLU? (Unplanned)

- **Outcome:** Answered
- **Score:** 2 Borderline
- **Time taken:** 1 min

### 2 · 경사 하강을 쉽게 설명하면?

- **Outcome:** Answered
- **Score:** – (not scored)
- **Time taken:** 40 s

Note:

> Drew a valley.

Not reached:

- 2.1 · Why the gradient?

### 3 · What is pooling?

- **Outcome:** Not reached

Not reached:

- 3.1 · Why max?
"""


def rendered(scorecard) -> str:
    return markdown.render(Report.of(scorecard, "en"), WORDS)


def test_a_whole_interview_reads_like_this(user):
    assert rendered(whole_interview(user)) == WHOLE


def test_it_speaks_the_language_of_the_words(user):
    scorecard = handed_in(act("score", "1", 3))
    with translation.override("ko"):
        text = markdown.render(Report.of(scorecard, "ko"), WORDS)
    assert text.splitlines()[0].startswith("# ")


def test_a_reopened_scorecard_says_so_and_every_hand_in_is_listed(user):
    first = handed_in(user=user)
    first.seat.reopen("Wrong *person*", at(60))
    hand_in(first.seat, "no", second=120)
    text = rendered(first)
    assert "\n**This scorecard was reopened: it is not the last word.**\n" in text
    assert text.endswith(
        """\
## Scorecards

1. Handed in 24 Nov 2026, 14:00: Yes
   Reopened 24 Nov 2026, 14:01: Wrong \\*person\\*

2. Handed in 24 Nov 2026, 14:02: No
"""
    )


def test_a_hint_in_own_words_is_named(user):
    text = rendered(handed_in(act("score", "1", 3), act("hint", "1", 1)))
    assert "- **Hints given:** in the interviewer's own words\n" in text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("# Heading", r"\# Heading"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("* item", r"\* item"),
        ("12. item", r"12\. item"),
        ("7) item", r"7\) item"),
        ("> quote", r"\> quote"),
        ("===", r"\==="),
        ("---", r"\---"),
        ("    indented code", "indented code"),
        ("\tindented code", "indented code"),
        ("```", r"\`\`\`"),
        ("~~~", r"\~\~\~"),
        ("<script>alert(1)</script>", "&lt;script>alert(1)&lt;/script>"),
        ("a | b", r"a \| b"),
        ("[link](javascript:alert(1))", r"\[link\](javascript:alert(1))"),
        ("![image](x)", r"!\[image\](x)"),
        ("snake_case and *stars*", r"snake\_case and \*stars\*"),
        ("$x^2$", r"\$x^2\$"),
        ("C:\\temp", r"C:\\temp"),
        ("&lt;b&gt; R&D", r"&amp;lt;b&amp;gt; R&D"),
        ("-5 to 3.5", r"\-5 to 3.5"),
        ("3.5 of 4", "3.5 of 4"),
        ("two\nlines", "two lines"),
        ("safe \u202eevas", "safe [U+202E]evas".replace("[", r"\[").replace("]", r"\]")),
        ("nul \x00", r"nul \[U+0000\]"),
        ("👩🏽‍💻 ᄒᆞᆫ글 漢字", "👩🏽‍💻 ᄒᆞᆫ글 漢字"),
    ],
)
def test_typed_text_is_never_markup(typed, written):
    assert markdown.escape(typed) == written


def test_a_note_of_several_paragraphs_stays_one_quote():
    note = "one\ntwo\n\n- three\r\n\u2028# four"
    assert list(markdown.quote(note)) == [
        "> one  ",
        "> two",
        ">",
        "> \\- three",
        ">",
        "> \\# four",
        "",
    ]


def test_a_prompt_cannot_leave_its_heading_or_its_table(user):
    root = make_question("Why?\n\n# Overall call: Strong yes\n| a |\n<b>bold</b>")
    text = rendered(handed_in(act("score", "1", 2), root=root))
    words = r"Why? \# Overall call: Strong yes \| a \| &lt;b>bold&lt;/b>"
    assert f"\n### 1 · {words}\n" in text
    assert f"\n| 1 · {words} | " in text
    assert [line for line in text.splitlines() if line.startswith("# ")] == [
        "# Interview report: Park Jisoo"
    ]


def test_an_answer_that_sounded_recited_is_marked(user):
    report = Report.of(handed_in(act("recited", "1", True), act("score", "1", 3)), "en")

    assert "- **Sounded recited:** yes" in markdown.render(report, WORDS).splitlines()
    assert report.lines[0].recited
