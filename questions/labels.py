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
STANDINGS = {
    "unverified": _("Unverified"),
    "verified": _("Verified"),
    "contested": _("Contested"),
    "outdated": _("Outdated"),
}
STANDING_HELP = {
    "unverified": _("nobody has checked it yet"),
    "verified": _("checked against its sources"),
    "contested": _("somebody says it is wrong"),
    "outdated": _("it was right once"),
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
    "why": _("Why we ask"),
    "sources": _("Sources"),
    "kind": _("Kind"),
    "minutes": _("Minutes"),
    "standing": _("Standing"),
}
SCORES = {
    "1": _("Poor"),
    "2": _("Borderline"),
    "3": _("Solid"),
    "4": _("Outstanding"),
}
