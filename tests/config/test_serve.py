"""`manage.py serve`, as an operator meets it: a real process on an empty folder."""

import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from config.sqlite import FIRST_SAFE_WAL
from tests.factories import PASSWORD

ROOT = Path(__file__).parent.parent.parent
GREETING = re.compile(
    r"Kkori is running at (http://127\.0\.0\.1:\d+) - "
    r"open \1(/join/[-:\w]+/) to make the owner's account\n"
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(data_dir: Path, *options: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", *options],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "KKORI_DATA_DIR": str(data_dir)} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def serving(data_dir: Path, *options: str) -> Iterator[str]:
    """Start on a free port, give the line that is printed, stop and demand that all went well."""
    server = start(data_dir, "--port", str(free_port()), *options)
    yield server.stdout.readline()
    server.terminate()
    assert server.communicate(timeout=20) == ("", "")
    assert server.returncode == 0


def safe_without_the_wheel() -> bool:
    """Say whether the SQLite that comes with this Python may use WAL."""
    code = "import sqlite3; print(*sqlite3.sqlite_version_info)"
    said = subprocess.check_output([sys.executable, "-c", code], text=True)
    return tuple(map(int, said.split())) >= FIRST_SAFE_WAL


def browse(home: str) -> closing[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection(urlsplit(home).netloc, timeout=20))


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory) -> Path:
    """A folder in which Kkori was started once, without a demo, and not claimed."""
    folder = tmp_path_factory.mktemp("data")
    with serving(folder, "--no-demo") as line:
        assert GREETING.fullmatch(line)
    return folder


def rows(data_dir: Path) -> dict[str, list[tuple]]:
    """Give every row of every table; the migrations that were made are rows too."""
    with closing(sqlite3.connect(data_dir / "kkori.sqlite3")) as database:
        names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr) for [name] in names
        }


def collected(data_dir: Path) -> dict[Path, int]:
    """Give every static file with the time when it was written."""
    files = (data_dir / "static").rglob("*")
    return {file: file.stat().st_mtime_ns for file in files}


def test_a_second_start_changes_nothing_and_prints_the_same_link(tmp_path):
    links, kept = [], []
    for _ in range(2):
        with serving(tmp_path) as line:
            links.append(GREETING.fullmatch(line)[2])
        kept.append((rows(tmp_path), collected(tmp_path)))
    assert len(kept[0][0]["questions_question"]) == 64
    assert len(kept[0][0]["interview_kit"]) == 1
    assert kept[0] == kept[1]
    assert links[0] == links[1]


def test_the_link_makes_the_owner_in_a_browser_without_scripts(tmp_path):
    with serving(tmp_path) as line:
        home, path = GREETING.fullmatch(line).groups()
        with browse(home) as browser:
            browser.request("GET", path)
            form = browser.getresponse()
            headers = {
                "Content-Type": "application/x-www-form-urlencoded",
                "Cookie": form.headers["Set-Cookie"].partition(";")[0],
                "Origin": home,
            }
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form.read().decode())[1]
            given = {"name": "Olive", "email": "o@example.com", "password": PASSWORD}
            given["csrfmiddlewaretoken"] = token
            browser.request("POST", path, urlencode(given), headers)
            answer = browser.getresponse()
            assert (answer.status, answer.headers["Location"]) == (302, "/")
    with serving(tmp_path) as line:
        assert re.fullmatch(r"Kkori is running at http://127\.0\.0\.1:\d+\n", line)


def test_static_files_are_served_under_names_that_browsers_keep(data_dir):
    with serving(data_dir, "--no-demo") as line, browse(line.split()[4]) as browser:
        browser.request("GET", "/accounts/login/")
        page = browser.getresponse().read().decode()
        browser.request("GET", re.search(r'href="(/static/css/base\.\w{12}\.css)"', page)[1])
        answer = browser.getresponse()
        answer.read()
        assert answer.status == 200
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_ctrl_c_ends_it_without_a_word(data_dir):
    server = start(data_dir, "--no-demo", "--port", str(free_port()))
    server.stdout.readline()
    server.send_signal(signal.SIGINT)
    assert server.communicate(timeout=20) == ("", "")
    assert server.returncode == 0


def test_a_port_in_use_is_said_in_one_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        server = start(tmp_path, "--port", str(port))
        said, wrong = server.communicate(timeout=20)
    assert (server.returncode, said) == (1, "")
    assert wrong == (
        f"Port {port} on 127.0.0.1 is in use, perhaps by another Kkori. "
        f"Take another one: --port {port + 1}\n"
    )


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgres://min:secret@127.0.0.1:1/kkori", "kkori on 127.0.0.1: "),
        ("sqlite:////nowhere/kkori.sqlite3", "/nowhere/kkori.sqlite3: unable to open"),
    ],
)
def test_a_database_that_cannot_be_used_is_said_in_one_line(tmp_path, url, words):
    server = start(tmp_path, "--port", str(free_port()), DATABASE_URL=url)
    said, wrong = server.communicate(timeout=30)
    assert (server.returncode, said) == (1, "")
    assert wrong.startswith(f"Cannot use the database {words}")
    assert wrong.count("\n") == 1
    assert "secret" not in wrong


def test_behind_https_the_site_needs_a_name(tmp_path):
    server = start(tmp_path, "--host", "0.0.0.0", KKORI_HTTPS="1", ALLOWED_HOSTS="")
    assert server.communicate(timeout=20) == (
        "",
        "KKORI_HTTPS needs the name of the site, for example ALLOWED_HOSTS=kkori.example.org\n",
    )
    assert server.returncode == 1


def test_every_network_is_served_to_this_machine_alone_until_it_has_a_name(data_dir):
    server = start(data_dir, "--no-demo", "--host", "0.0.0.0", "--port", str(free_port()))
    assert GREETING.fullmatch(server.stdout.readline())
    server.terminate()
    assert server.communicate(timeout=20)[1].startswith(
        "Other machines are refused until ALLOWED_HOSTS names this one"
    )


WITHOUT_THE_WHEEL = """
import runpy, sys
sys.modules["pysqlite3"] = None
runpy.run_path("manage.py", run_name="__main__")
"""


@pytest.mark.skipif(
    safe_without_the_wheel(), reason="this Python's own SQLite has no bug to keep clear of"
)
def test_an_affected_sqlite_is_told_and_kept_out_of_wal(tmp_path):
    server = subprocess.Popen(
        [sys.executable, "-c", WITHOUT_THE_WHEEL, "serve", "--port", str(free_port())],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "KKORI_DATA_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert GREETING.fullmatch(server.stdout.readline())
    server.terminate()
    said = server.communicate(timeout=20)[1]
    assert re.fullmatch(
        r"SQLite 3\.\d+\.\d+ has a bug that can damage a WAL database: "
        r"using journal_mode=TRUNCATE, safe but slower\.\n",
        said,
    )
    assert (tmp_path / "kkori.sqlite3").read_bytes()[18] == 1  # 2 would be WAL
