"""A screen as it lies there: what runs over its edge, what covers what, what Tab reaches."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"theme": "light"},
    "dark": {"theme": "dark"},
    "large": {"large": True, "theme": "light"},
    "english": {"language": "en", "theme": "light"},
}
PLAIN = {"language": "zh-CN", "theme": "light", "large": False}
# The sizes of type are tokens in pixels; all of them twice as large is 200 % text.
DOUBLED = ":root{--text:34px!important;--text-small:30px!important;--text-title:44px!important}"
WALK = Path(__file__).with_name("walk.js").read_text()
FOCUSED = "document.activeElement?.dataset.step ?? null"


def wear(page: Page, look: str) -> None:
    """From the next page on the app is shown in this look."""
    kept = PLAIN | LOOKS[look]
    page.evaluate("(kept) => localStorage.setItem('xunhu.preferences', JSON.stringify(kept))", kept)


def untidy(page: Page) -> list[str]:
    """What lies over the page's edge, and which words or actions cover one another."""
    page.evaluate(WALK)
    over = [f"over the edge: {one}" for one in page.evaluate("walk.overTheEdge()")]
    return over + [f"covered: {one}" for one in page.evaluate("walk.covered()")]


def out_of_reach(page: Page) -> set[str]:
    """The actions of the screen that Tab never comes to."""
    page.evaluate(WALK)
    left = set(page.evaluate("walk.actions()"))
    for _ in range(3 * len(left) + 20):
        page.keyboard.press("Tab")
        left.discard(page.evaluate(FOCUSED))
        if not left:
            break
    return left
