"""A whole card, and what its form sends."""

from django.urls import reverse

from questions import figure

SVG = figure.clean(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 4L4 0"/></svg>'
)
FULL = {
    "answer": {"ko": "싸다", "en": "It is\n  cheap <b>"},
    "heard": {"ko": "모르겠다"},
    "key_points": [{"text": {"en": "no exp"}}, {"text": {"en": "sparse"}, "essential": False}],
    "hints": [{"en": "draw it"}, {"en": "derive it"}],
    "anchors": {"1": {"en": "everybody does"}, "4": {"en": "knows GELU"}},
    "pitfalls": [{"text": {"en": "zero-centred"}, "why": {"en": "never < 0"}, "ask": {"en": "?"}}],
    "why": {"en": "basics"},
    "probe": {"ask": {"en": "and with bias?"}, "expect": {"en": "it still is"}},
    "figure": {"file": "figures/relu.svg", "svg": SVG, "alt": {"en": "A kink at 0."}},
    "sources": [
        {"title": "https://example.com/relu"},
        {"authors": "Glorot", "year": 2011, "title": "Rectifiers", "where": "section 3.1"},
    ],
    "facts": [{"text": "relu(-1) = 0", "test": "tests/facts/test_relu.py::test_zero"}],
    "kind": "judge",
    "level": "middle",
    "when": "word",
    "words": {"ko": ["희소", "꺾임"], "en": ["kink"]},
    "standing": "contested",
    "minutes": 7,
}


def url(name, question, *more):
    return reverse(f"questions:{name}", args=[question.pk, *more])


def typed(**fields):
    """Give what the form sends for a card with only a prompt, and these fields."""
    plain = {"kind": "explain", "level": "junior", "when": "always", "minutes": "3"}
    return (
        {"prompt-en": "Why ReLU?"}
        | plain
        | {name.replace("__", "-"): value for name, value in fields.items()}
    )


def as_sent(response):
    """Give what the form of this page would send as it stands."""
    form = response.context["form"]
    carried = {name: form.values[name] for name in form.values if name.startswith("theirs-")}
    return carried | {
        field.html_name: "on" if field.value() is True else str(field.value() or "")
        for field in form
        if field.value() is not False
    }
