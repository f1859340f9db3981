"""A screen as it lies there: what runs over its edge, what covers what, what Tab reaches."""

from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import DEFAULT_OPTIONS, Axe
from playwright.sync_api import Page

# What the app sets on the page's root for each look; the words stay.
LOOKS = {"light": ("light", "normal"), "dark": ("dark", "normal"), "large": ("light", "large")}
DRESS = "([theme, size]) => Object.assign(document.documentElement.dataset, { theme, size })"
PREFER = "(kept) => localStorage.setItem('xunhu.preferences', JSON.stringify(kept))"
# WCAG 2.2 AA, 2.5.8: axe leaves it out unless it is asked for.
ALL = {**DEFAULT_OPTIONS, "rules": {"target-size": {"enabled": True}}}
# Names, roles and order are the same in every look.
BY_LOOK = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# The sizes of type are tokens in pixels; all of them twice as large is 200 % text.
DOUBLED = ":root{--text:34px!important;--text-small:30px!important;--text-title:44px!important}"
WALK = Path(__file__).with_name("walk.js").read_text()
FOCUSED = "document.activeElement?.dataset.step ?? null"


def speak(page: Page, language: str) -> None:
    """From the next page on the app speaks this language."""
    page.evaluate(PREFER, {"language": language, "theme": "light", "large": False})


def faults(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """What axe finds on the screen."""
    found: list[dict[str, Any]] = Axe().run(page, options=options or ALL).response["violations"]
    told = (
        (fault["id"], [n for n in fault["nodes"] if not _is_half_covered(n)]) for fault in found
    )
    return [f"{name}: {nodes[0]['html'][:160]}" for name, nodes in told if nodes]


def _is_half_covered(node: dict[str, Any]) -> bool:
    """Whether a target is too small only where a bar that stays lies over it."""
    checks = [check for part in ("any", "all", "none") for check in node[part]]
    keys = [
        (check["data"] or {}).get("messageKey", "")
        for check in checks
        if check["id"] == "target-size"
    ]
    return "partiallyObscured" in keys


def faults_in_any_look(page: Page) -> list[str]:
    """What axe finds and what is untidy, in each look of the screen as it stands."""
    found = []
    for look, dress in LOOKS.items():
        page.evaluate(DRESS, dress)
        told = untidy(page) + faults(page, None if look == "light" else BY_LOOK)
        found += [f"{look}: {one}" for one in told]
    page.evaluate(DRESS, LOOKS["light"])
    return found


def untidy_doubled(page: Page) -> list[str]:
    """What is untidy with text of twice the size."""
    style = page.add_style_tag(content=DOUBLED)
    found = [f"doubled: {one}" for one in untidy(page)]
    style.evaluate("(style) => style.remove()")
    return found


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
