"""script/bench: every row is there, with numbers. How large they are is not for a test to say."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bench.scratch import with_name

ROOT = Path(__file__).parent.parent.parent
TIMES = r"\d+\.\d\d"
RATIO = r"x \d+\.\d\d"
SIZE = r"\d+\.\d"
COUNT = r"\d+"
IMPORT = [TIMES, r"\d+\.\d{3}", RATIO, COUNT, SIZE]
ANSWER = [TIMES, TIMES, RATIO, TIMES, TIMES, RATIO, COUNT, SIZE, SIZE]
GROWTH = [COUNT, COUNT, COUNT, COUNT, "equal"]
TABLES = {
    "Outline import": {
        "64 questions: parse": IMPORT,
        "64 questions: import, new": IMPORT,
        "64 questions: import, nothing changes": IMPORT,
        "320 questions: parse": IMPORT,
        "320 questions: import, new": IMPORT,
        "320 questions: import, nothing changes": IMPORT,
    },
    "Pages of the interview with 64 questions": {
        "floor: an empty page": ANSWER,
        "floor without a template": ANSWER,
        "console, no entries": ANSWER,
        "console, 500 entries": ANSWER,
        "report": ANSWER,
    },
    "One save": {
        "floor: session, CSRF, one INSERT": ANSWER,
        "one entry in the journal": ANSWER,
    },
    "Queries a page, by questions and journal entries": {
        "questions:pack": GROWTH,
        "interview:kit": GROWTH,
        "interview:interview": GROWTH,
        "interview:console": GROWTH,
        "interview:wrap_up": GROWTH,
        "reports:report": GROWTH,
        "reports:markdown": GROWTH,
        "reports:csv": GROWTH,
        "one entry in the journal": GROWTH,
    },
}


def bench(data_dir: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench", "--quick"],
        cwd=ROOT,
        env={**os.environ, "KKORI_DATA_DIR": str(data_dir), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_row_has_its_numbers_and_nothing_is_left_behind(tmp_path):
    done = bench(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    machine, *tables = done.stdout.rstrip().split("\n\n")
    assert re.fullmatch(r"\d+ cores, \w+, Python 3\.\d+\.\d+, (SQLite|PostgreSQL) [\d.]+", machine)
    for table, (title, rows) in zip(tables, TABLES.items(), strict=True):
        first, _heads, *lines = table.splitlines()
        assert first == title
        for line, (name, cells) in zip(lines, rows.items(), strict=True):
            assert re.fullmatch(rf"  {name} +{'  +'.join(cells)}", line)
    assert list(tmp_path.iterdir()) == []


def test_a_database_server_that_is_not_there_is_said_in_one_line(tmp_path):
    done = bench(tmp_path, DATABASE_URL="postgres://min:secret@127.0.0.1:1/kkori")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Cannot make a database for the benchmark: ")
    assert done.stderr.count("\n") == 1
    assert "secret" not in done.stderr


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("postgres:///kkori", "postgres:///bench"),
        ("postgres://min:pw@host:5432/kkori", "postgres://min:pw@host:5432/bench"),
        ("postgresql://host/kkori?sslmode=require", "postgresql://host/bench?sslmode=require"),
    ],
)
def test_the_scratch_database_is_on_the_server_that_the_url_names(url, other):
    assert with_name(url, "bench") == other
