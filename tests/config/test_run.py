"""script/run and script/test: from a fresh clone to an environment, and what they say if not."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from script import chromium, interpreter, parts, venv_setup
from script.venv_setup import Environment, Failure

ROOT = Path(__file__).parent.parent.parent
EMPTY = "# nothing to install, so that no index is asked\n"


@pytest.mark.parametrize(
    "name",
    [f"script/{n}" for n in ("bench", "interpreter.py", "messages", "run", "screenshots", "test")],
)
def test_an_old_python_can_read_far_enough_to_say_what_is_missing(name):
    ast.parse((ROOT / name).read_text(), feature_version=(3, 6))


def test_an_old_python_is_named_with_its_place():
    assert interpreter.message((3, 9, 2), "/usr/bin/python3") == (
        "Kkori needs Python 3.11 or newer; found 3.9 at /usr/bin/python3"
    )


def test_only_a_python_that_is_new_enough_works():
    assert interpreter.works(sys.executable) is True
    assert interpreter.works("/bin/false") is False


OLD = """
import sys
if "now new" not in sys.argv:
    sys.version_info, sys.argv = (3, 9, 2), [sys.argv[0], "now new"]
    from script import interpreter
    interpreter.require()
print("goes on")
"""


def run_on_an_old_python(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script on a Python that says it is 3.9, with the programs of this folder."""
    script = folder / "probe"
    script.write_text(OLD)
    return subprocess.run(
        [sys.executable, script],
        env={"PATH": str(folder), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_old_python_ends_in_one_line(tmp_path):
    done = run_on_an_old_python(tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (f"Kkori needs Python 3.11 or newer; found 3.9 at {sys.executable}\n")


def test_an_old_python_hands_over_to_a_newer_one_beside_it(tmp_path):
    (tmp_path / "python3.12").symlink_to("/bin/false")
    (tmp_path / "python3.11").symlink_to(sys.executable)
    done = run_on_an_old_python(tmp_path)
    assert (done.returncode, done.stdout) == (0, "goes on\n")


def test_a_new_python_goes_on():
    assert interpreter.require() is None


def test_a_python_without_its_venv_module_is_told_the_package():
    assert venv_setup.no_venv_module("/usr/bin/python3") == (
        "/usr/bin/python3 has no venv module. On Debian or Ubuntu: apt install python3-venv"
    )


@pytest.mark.parametrize(
    ("output", "words"),
    [
        (
            "WARNING: Retrying ... NewConnectionError('Failed to establish')\n"
            "ERROR: Could not find a version that satisfies the requirement django (from versions: "
            "none)\nERROR: No matching distribution found for django==5.2.19",
            "Cannot reach the Python package index to install requirements.txt. "
            "Check the network and start again.",
        ),
        (
            "ERROR: Could not install packages due to an OSError: [Errno 28] No space left\n\n"
            "[notice] A new release of pip is available",
            "Cannot install requirements.txt: ERROR: Could not install packages due to an OSError: "
            "[Errno 28] No space left",
        ),
        (
            "WARNING: Retrying ... NewConnectionError('Failed to establish')\n"
            "ERROR: HTTPSConnectionPool(host='files.pythonhosted.org', port=443): Max retries "
            "exceeded with url: /django.whl (Caused by NewConnectionError('Failed'))",
            "Cannot reach the Python package index to install requirements.txt. "
            "Check the network and start again.",
        ),
        (
            "ERROR: Could not find a version that satisfies the requirement brotli==1.2.1 "
            "(from versions: none)\nERROR: No matching distribution found for brotli==1.2.1",
            "Cannot install requirements.txt: ERROR: No matching distribution found for "
            "brotli==1.2.1",
        ),
        (
            "WARNING: Retrying ... ConnectTimeoutError('timed out')\n"
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "Cannot install requirements.txt: ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM "
            "THE REQUIREMENTS FILE.",
        ),
        ("", "Cannot install requirements.txt: no reason given"),
    ],
)
def test_what_pip_says_becomes_one_line(output, words):
    assert venv_setup.why_pip_failed(output, Path("requirements.txt")) == words


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-test.txt"])
def test_a_lock_file_fits_machines_without_a_wheel_of_sqlite_or_a_time_zone_database(lock):
    lines = (ROOT / lock).read_text().splitlines()
    found = [line for line in lines if line.startswith(("pysqlite3==", "tzdata=="))]
    assert [re.sub(r"==\S+| \\$", "", line) for line in found] == [
        "pysqlite3 ; platform_machine == 'x86_64' and sys_platform == 'linux'",
        "tzdata",
    ]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Environment:
    """An environment for a lock file that names nothing."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / "requirements.txt").write_text(EMPTY)
    environment = Environment(folder / ".venv")
    environment.install(folder / "requirements.txt")
    return environment


def install(environment: Environment) -> Path:
    return environment.install(environment.folder.parent / "requirements.txt")


def test_a_second_start_installs_nothing(made, capsys):
    python = install(made)
    assert capsys.readouterr().out == ""
    assert subprocess.check_output([python, "-c", "import sys; print(sys.prefix)"], text=True) == (
        f"{made.folder}\n"
    )


def test_another_lock_file_is_installed(made, capsys):
    lock = made.folder.parent / "requirements.txt"
    lock.write_text(EMPTY * 2)
    install(made)
    assert capsys.readouterr().out == (
        "Installing requirements.txt, about a minute the first time ...\n"
    )


def test_what_an_interrupted_start_left_is_made_anew(made, capsys):
    made.unfinished.touch()
    (made.folder / "left over").touch()
    install(made)
    assert "Making .venv ...\n" in capsys.readouterr().out
    assert not (made.folder / "left over").exists()
    assert not made.unfinished.exists()


def test_without_a_network_one_line_says_so_and_the_next_start_begins_anew(made, monkeypatch):
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:1/")
    lock = made.folder.parent / "requirements.txt"
    lock.write_text(f"no-such-package-of-kkori==1 --hash=sha256:{'0' * 64}\n")
    with pytest.raises(Failure, match=re.escape("Cannot reach the Python package index")):
        install(made)
    assert made.unfinished.exists()


def test_a_folder_that_cannot_be_written_is_said_in_one_line(tmp_path, capsys):
    (tmp_path / "requirements.txt").write_text(EMPTY)
    (tmp_path / "file").touch()
    environment = Environment(tmp_path / "file")
    with pytest.raises(SystemExit) as ended:
        venv_setup.main(lambda: environment.install(tmp_path / "requirements.txt"))
    assert ended.value.code == f"Cannot use {tmp_path}/file: File exists"


def test_ctrl_c_ends_a_script_without_a_word():
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(SystemExit) as ended:
        venv_setup.main(interrupted)
    assert ended.value.code == 130


def test_the_help_needs_no_environment():
    for name in ("run", "test"):
        said = subprocess.check_output([sys.executable, ROOT / "script" / name, "-h"], text=True)
        assert f"script/{name}" in said


@pytest.mark.parametrize(
    ("line", "chosen"),
    [
        ([], (["unit", "browser"], [])),
        (["unit"], (["unit"], [])),
        (["browser", "-x"], (["browser"], ["-x"])),
        (["-k", "unit"], (["unit", "browser"], ["-k", "unit"])),
    ],
)
def test_the_first_word_chooses_the_part_of_the_suite(line, chosen):
    assert parts.chosen(line) == chosen


@pytest.mark.parametrize(
    ("codes", "arguments", "code"),
    [
        ([0, 0], [], 0),
        ([1, 0], [], 1),
        ([0, 1], [], 1),
        ([0, 5], [], 5),
        ([0, 5], ["-k", "one"], 0),
        ([5, 1], ["-k", "one"], 1),
        ([5, 5], ["-k", "none"], 5),
    ],
)
def test_a_part_without_tests_fails_unless_the_arguments_chose_so(codes, arguments, code):
    assert parts.verdict(codes, arguments) == code


def test_a_browser_can_be_named(monkeypatch, tmp_path):
    monkeypatch.setenv("KKORI_CHROMIUM", sys.executable)
    assert chromium.find() == sys.executable
    monkeypatch.setenv("KKORI_CHROMIUM", str(tmp_path / "none"))
    assert chromium.find() is None


APT_GET = """#!/bin/sh
echo "$DEBIAN_FRONTEND: $*" >> "$(dirname "$0")/said"
exit 100
"""


@pytest.fixture
def debian(tmp_path, monkeypatch) -> Path:
    """A folder at the head of the PATH whose apt-get only writes down its orders, and fails."""
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    (tmp_path / "apt-get").write_text(APT_GET)
    (tmp_path / "apt-get").chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("person", "can"), [(0, True), (1000, False)])
def test_only_root_installs_a_browser(debian, monkeypatch, person, can):
    monkeypatch.setattr(os, "geteuid", lambda: person)
    assert chromium.can_install() is can


def test_without_apt_no_browser_is_installed(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.can_install() is False


def test_a_browser_is_installed_without_a_question_and_a_failure_is_no_end(debian):
    chromium.install()
    assert (debian / "said").read_text() == (
        "noninteractive: --quiet update\n"
        "noninteractive: --quiet install --yes --no-install-recommends chromium\n"
    )


def test_without_a_browser_the_tests_fail_and_say_why(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROBE],
        cwd=ROOT,
        env={"PATH": str(tmp_path), "KKORI_CHROMIUM": "none"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("The browser tests need Chromium or Chrome")


PROBE = """
from script import parts, venv_setup
venv_setup.main(lambda: parts.run("python", ["browser"], []))
"""
