"""Automatic accessibility checks by axe-core (tests/vendor/axe-core)."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = Path(__file__).parent.parent / "vendor" / "axe-core" / "axe.min.js"
RUN = "axe.run(document, {resultTypes: ['violations']}).then(result => result.violations)"


def violations(page: Page) -> list[str]:
    """Name each broken rule with the markup that breaks it; an accessible page gives []."""
    page.evaluate(SOURCE.read_text())
    return [
        f"{found['id']}: {node['html']}" for found in page.evaluate(RUN) for node in found["nodes"]
    ]
