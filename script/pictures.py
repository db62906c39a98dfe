"""The pictures of docs/screenshots: a fresh instance, the demo interview, a real browser."""

import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from script import chromium, venv_setup
from script.parts import NO_BROWSER
from script.venv_setup import Failure

FOLDER = venv_setup.ROOT / "docs" / "screenshots"
SIZE = {"width": 1280, "height": 800}
# What the interviewer does on the second chain, in the order of its questions.
ANSWERS = (
    (("Digit4",), ""),
    (("Digit3",), "기울기가 0에 가까워진다는 점을 먼저 말함"),
    (("KeyT", "Digit2"), "힌트 뒤에 방향은 맞음"),
    (("KeyX",), ""),
    (("Digit3",), "요지는 정확함, 예는 하나만"),
)
SUMMARY = (
    "Explains activations and their gradients without prompting, and notices her own gaps.\n\n"
    "Thin on training at scale: ask about it in the next round."
)


def main() -> None:
    """Take all pictures. Raises Failure without a browser or when the instance does not start."""
    FOLDER.mkdir(exist_ok=True)
    with _instance() as link, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=["--no-sandbox"])
        page = _view(browser, "en-US", "light")
        _join(page, link)
        _ask(page)
        _take(page, "console")
        _take(_elsewhere(browser, page, "ko-KR", "dark"), "console-ko-dark")
        _hand_in(page)
        _take(page, "report")
        _read(page, "/questions/?q=CNN+parameters", "a[href^='/questions/']:has-text('parameters')")
        _take(page, "card")
        _take(_elsewhere(browser, page, "ko-KR", "dark"), "card-ko-dark")
        _read(page, "/kits/", "a[href^='/kits/1']")
        page.goto(f"{page.url}print/?show=all")
        _take(page, "paper")
        browser.close()


def _browser() -> str:
    found = chromium.find()
    if found is None:
        raise Failure(NO_BROWSER)
    return found


@contextmanager
def _instance() -> Iterator[str]:
    """Serve an instance with a folder of its own; give the link that makes its owner."""
    with tempfile.TemporaryDirectory(prefix="kkori-pictures-") as folder:
        command = [sys.executable, "manage.py", "serve", "--port", str(_free_port())]
        environment = {"PATH": os.environ["PATH"], "KKORI_DATA_DIR": folder}
        with subprocess.Popen(
            command, cwd=venv_setup.ROOT, env=environment, stdout=subprocess.PIPE, text=True
        ) as server:
            try:
                yield _link(server)
            finally:
                server.terminate()


def _link(server: subprocess.Popen[str]) -> str:
    line = server.stdout.readline() if server.stdout else ""
    found = re.search(r"open (\S+) to make", line)
    if not found:
        raise Failure("Kkori did not start; it said why above")
    return found[1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _view(browser: Browser, locale: str, scheme: str, state: object = None) -> Page:
    """Give a page of a browser with this language and theme."""
    context = browser.new_context(
        locale=locale,
        color_scheme="dark" if scheme == "dark" else "light",
        timezone_id="Asia/Seoul",
        viewport={"width": SIZE["width"], "height": SIZE["height"]},
        storage_state=state,  # type: ignore[arg-type]
    )
    return context.new_page()


def _elsewhere(browser: Browser, page: Page, locale: str, scheme: str) -> Page:
    """Show the same page to the same person in another language and theme."""
    other = _view(browser, locale, scheme, page.context.storage_state())
    other.goto(page.url)
    if "/console/" in page.url:
        _listening(other)
    other.evaluate("document.fonts.ready")
    return other


def _read(page: Page, path: str, link: str) -> None:
    """Open an address, and from there the first such link."""
    page.goto(re.sub(r"(//[^/]+)/.*", rf"\1{path}", page.url))
    page.locator(link).first.click()
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready")


def _join(page: Page, link: str) -> None:
    page.goto(link)
    page.get_by_label("Your name").fill("Kim Minji")
    page.get_by_label("Email").fill("minji@example.org")
    page.get_by_label("Password", exact=True).fill("a password for pictures")
    page.get_by_role("button", name="Make my account").click()


def _ask(page: Page) -> None:
    """Begin the demo interview, skip its first chain, and go some way into the second."""
    page.locator("form[action='/interviews/demo/'] button").click()
    _listening(page)
    page.keyboard.press("KeyJ")
    page.keyboard.press("Digit3")
    page.keyboard.press("BracketRight")
    for keys, note in ANSWERS:
        for key in keys:
            page.keyboard.press(key)
        if note:
            page.keyboard.press("KeyN")
            page.keyboard.type(note)
            page.keyboard.press("Escape")
        page.keyboard.press("KeyJ")
    page.keyboard.press("KeyK")
    page.locator(".saved", has_text="Saved").wait_for()


def _listening(page: Page) -> None:
    """Wait until the console takes keys and its fonts are there."""
    page.locator("nav [aria-current=true]").wait_for()
    page.evaluate("document.fonts.ready")


def _hand_in(page: Page) -> None:
    page.keyboard.press("Shift+KeyF")
    page.get_by_role("radio", name="Yes", exact=True).check()
    page.get_by_label("Summary").fill(SUMMARY)
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**/report/")


def _take(page: Page, name: str) -> None:
    path: Path = FOLDER / f"{name}.png"
    page.evaluate("document.activeElement?.blur()")
    page.screenshot(path=path, animations="disabled")
    print(f"{path.relative_to(venv_setup.ROOT)}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    venv_setup.main(main)
