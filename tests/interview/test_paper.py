"""A kit on paper: what stands in it, and its Markdown word for word."""

import pytest

from interview.paper import Paper
from interview.paper_markdown import PaperMarkdown
from tests.factories import make_chain, make_kit, make_question
from tests.questions.pack.contents import WHOLE

pytestmark = pytest.mark.django_db

WHOLE_MARKDOWN = """\
# First \\*talk\\*

ML engineer · 60 min

Candidate: ________  Interviewer: ________  Date: ________

## 1 Why ReLU?

*Formula · 7 min · Core · Verified*

[a bend]

**Reference answer**

The slope is $1$.

$$x$$

[a straight line]

**Key points**

- [ ] **slope**
- [ ] sparse

**Hints**

1. draw it

**Anchors**

- **1** no idea
- **2** words only
- **3** knows
- **4** knows well

**Pitfalls**

- fast → secondary → why?

**Recited?**

- And gates?
- No

Score: ☐ 1  ☐ 2  ☐ 3  ☐ 4  ☐ –

Note:

### 1.1 왜 \\# 인가?

*Explain · When a word falls: re\\_lu, gate · Unverified*

Score: ☐ 1  ☐ 2  ☐ 3  ☐ 4  ☐ –

Note:
"""


def whole_kit():
    line = {**WHOLE.model_dump()["figure"], "alt": {"ko": "직선", "en": "a straight line"}}
    card = WHOLE.model_dump(exclude={"prompt"}) | {"answer_figure": line}
    root = make_question(WHOLE.prompt, **card)
    words = {"en": ["re_lu", "gate"], "ko": ["렐루"]}
    make_question({"ko": "왜 # 인가?"}, parent=root, when="word", words=words)
    return make_kit(root, title="First *talk*")


def markdown(language="en", shown="all"):
    return PaperMarkdown(language, str, shown).render(Paper.of(whole_kit(), language))


def test_the_markdown_has_every_part_of_every_card():
    assert markdown() == WHOLE_MARKDOWN


def test_the_markdown_is_in_the_language_of_the_reader():
    text = markdown("ko")
    assert "## 1 왜 ReLU인가?" in text
    assert "- [ ] **미분**" in text
    assert "When a word falls: 렐루" in text


def test_without_answers_nothing_is_left_that_a_candidate_must_not_see():
    text = markdown(shown="questions")
    assert "## 1 Why ReLU?" in text
    assert "[a bend]" in text
    for word in (
        "slope",
        "sparse",
        "draw it",
        "knows",
        "fast",
        "secondary",
        "gates",
        "line",
        "Verified",
    ):
        assert word not in text


def test_a_picture_of_the_answer_stands_there_without_words_too():
    picture = WHOLE.model_dump()["figure"]
    kit = make_kit(make_question({"en": "Why?"}, answer_figure=picture))
    text = PaperMarkdown("en", str).render(Paper.of(kit, "en"))
    assert "**Reference answer**\n\n[a bend]\n\nScore" in text


def test_the_short_form_has_what_is_ticked_and_scored_by():
    text = markdown(shown="short")
    for word in ("Core · Verified*", "- [ ] **slope**", "1. draw it", "- **3** knows"):
        assert word in text
    for word in ("The slope is", "secondary", "And gates?", "line"):
        assert word not in text


def test_html_in_a_card_comes_out_as_text():
    kit = make_kit(make_question("Why?", answer={"en": "<script>x</script>"}))
    text = PaperMarkdown("en", str).render(Paper.of(kit, "en"))
    assert "<script" not in text
    assert "&lt;script>x&lt;/script>" in text


def test_chains_come_in_the_kits_order_and_without_what_is_retired():
    first, second = make_chain("A?", ["B?", "C?"]), make_chain("D?")
    kit = make_kit(second, first)
    first.follow_ups.first().retire()
    kit.chains.filter(root=first).update(minutes=12, core=False)
    paper = Paper.of(kit, "en")
    assert [
        (
            chain.minutes,
            chain.core,
            [(q.path, q.depth, q.card.prompt["en"]) for q in chain.questions],
        )
        for chain in paper.chains
    ] == [
        (3, True, [("1", 0, "D?")]),
        (12, False, [("2", 0, "A?"), ("2.1", 1, "C?")]),
    ]
    assert paper.size == 3


@pytest.mark.parametrize("chains", [1, 5])
def test_the_number_of_queries_does_not_grow(django_assert_num_queries, chains):
    kit = make_kit(*(make_chain(f"{n}?", ["x?"]) for n in range(chains)))
    with django_assert_num_queries(3):
        Paper.of(kit, "en")
