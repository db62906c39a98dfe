"""What the codes of a card are called on screen."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = {"ko": _("Korean"), "en": _("English")}
KINDS = {
    "explain": _("Explain"),
    "estimate": _("Estimate"),
    "formula": _("Formula"),
    "diagram": _("Diagram"),
    "judge": _("Judge"),
    "code": _("Code"),
    "simplify": _("Simplify"),
}
KIND_HELP = {
    "explain": _("in their own words"),
    "estimate": _("a plausible range"),
    "formula": _("write it down"),
    "diagram": _("draw it"),
    "judge": _("yes or no, and why"),
    "code": _("write or read it"),
    "simplify": _("so that a 14-year-old understands"),
}
LEVELS = {
    "entry": _("Entry"),
    "junior": _("Junior"),
    "middle": _("Middle"),
    "senior": _("Senior"),
}
LEVEL_HELP = {
    "entry": _("everybody must know it"),
    "junior": _("after about a year of practice"),
    "middle": _("after some years of practice"),
    "senior": _("for those who have done it often"),
}
WHENS = {
    "always": _("Always"),
    "strong": _("After a strong answer"),
    "weak": _("After a weak answer"),
    "word": _("When a word falls"),
}
STANDINGS = {
    "unverified": _("Unverified"),
    "reviewed": _("Reviewed"),
    "verified": _("Verified"),
    "contested": _("Contested"),
    "outdated": _("Outdated"),
}
WAITING = {
    "unverified": _("Unread"),
    "reviewed": _("To hold against sources"),
    "old": _("Checked over a year ago"),
    "outdated": _("Outdated"),
}
PARTS = {
    "prompt": _("Prompt"),
    "answer": _("Reference answer"),
    "heard": _("Heard answer"),
    "key_points": _("Key points"),
    "essential": _("Essential key points"),
    "hints": _("Hints"),
    "anchors": _("Anchors"),
    "pitfalls": _("Pitfalls"),
    "probe": _("Recited?"),
    "figure": _("Figure"),
    "answer_figure": _("Figure of the answer"),
    "why": _("Why we ask"),
    "sources": _("Sources"),
    "facts": _("Computed facts"),
    "kind": _("Kind"),
    "level": _("Level"),
    "when": _("When to ask"),
    "words": _("Words to listen for"),
    "checked": _("Checked"),
    "minutes": _("Minutes"),
    "standing": _("Standing"),
}
SCORES = {
    "1": _("Poor"),
    "2": _("Borderline"),
    "3": _("Solid"),
    "4": _("Outstanding"),
}
