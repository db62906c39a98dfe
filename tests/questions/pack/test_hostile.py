"""Of hostile files it is said what is wrong, in under 5 seconds of work and 256 MB."""

import subprocess
import sys

import pytest

from tests.questions.pack.hostile import FILES


@pytest.mark.parametrize("what", FILES)
def test_what_is_wrong_with_a_hostile_file_is_said_in_time_and_in_bounds(tmp_path, what):
    name, make, codes = FILES[what]
    (tmp_path / name).write_bytes(make())
    command = [sys.executable, "-m", "tests.questions.pack.limited", str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", codes)
