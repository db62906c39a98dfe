"""How large a pack may be, and what its files are called."""

import re

MAX_FILES = 6_000
MAX_FILE_BYTES = 1_000_000
MAX_BYTES = 16_000_000
MAX_QUESTIONS = 5_000
MAX_LEVELS = 32
ABOUT = "pack.toml"
EXTRAS = ("LICENSE", "LICENSE.md", "LICENSE.txt", "README.md")
CARDS = re.compile(r"cards/[A-Za-z0-9][\w.-]{0,150}\.toml", re.ASCII)
FIGURES = re.compile(r"figures/[A-Za-z0-9][\w.-]{0,150}\.svg", re.ASCII)
MAX_PROBLEMS = 200
