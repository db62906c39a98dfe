"""What is made before the first request, and what is said when it cannot be."""

import socket

import pytest

from config import boot


def test_a_socket_takes_connections_at_once():
    with boot.listen("127.0.0.1", 0) as listener:
        socket.create_connection(listener.getsockname(), timeout=5).close()


def test_a_port_in_use_is_named_with_another_one_to_take():
    with boot.listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(boot.CannotStart) as problem:
            boot.listen("127.0.0.1", port)
    assert str(problem.value) == (
        f"Port {port} on 127.0.0.1 is in use, perhaps by another Kkori. "
        f"Take another one: --port {port + 1}"
    )


@pytest.mark.parametrize(
    ("host", "port", "words"),
    [
        ("no.such.host.invalid", 8000, "There is no address by the name 'no.such.host.invalid'."),
        ("192.0.2.1", 8000, "Cannot serve on 192.0.2.1 port 8000: "),
        ("127.0.0.1", 70000, "There is no port 70000: ports go from 1 to 65535."),
    ],
)
def test_an_address_that_is_not_this_machines_is_refused(host, port, words):
    with pytest.raises(boot.CannotStart) as problem:
        boot.listen(host, port)
    assert str(problem.value).startswith(words)
    assert "\n" not in str(problem.value)


def test_a_fingerprint_changes_with_a_name_a_size_and_a_time(tmp_path):
    file = tmp_path / "a.css"
    file.write_text("a")
    first = boot.fingerprint([("a.css", file)])
    assert boot.fingerprint([("a.css", file)]) == first
    prints = {first, boot.fingerprint([("b.css", file)])}
    file.write_text("ab")
    prints.add(boot.fingerprint([("a.css", file)]))
    file.write_text("ba")
    prints.add(boot.fingerprint([("a.css", file)]))
    assert len(prints) == 4


def test_static_files_are_collected_under_hashed_names_and_only_once(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.staticfiles.HashedStorage"}
    }
    boot.prepare_static_files()
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    made = manifest.stat().st_mtime_ns
    assert len(list(settings.STATIC_ROOT.glob("css/base.*.css"))) == 1
    boot.prepare_static_files()
    assert manifest.stat().st_mtime_ns == made
    (settings.STATIC_ROOT / ".collected").write_text("another version")
    boot.prepare_static_files()
    assert manifest.stat().st_mtime_ns > made


def test_static_files_that_cannot_be_written_stop_the_start(settings, tmp_path):
    (tmp_path / "file").touch()
    settings.STATIC_ROOT = tmp_path / "file" / "static"
    with pytest.raises(boot.CannotStart) as problem:
        boot.prepare_static_files()
    assert str(problem.value) == f"Cannot write to {tmp_path}/file/static: Not a directory"
