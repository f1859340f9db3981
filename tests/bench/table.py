"""The rows of a table of measures, and how it is printed."""

from collections.abc import Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """A measure, what it came to, what is to be reached, and whether it was (or how it spread)."""

    measure: str
    result: str
    target: str = ""
    reached: str = ""


def at_most(measure: str, value: float, unit: str, most: float) -> Row:
    """A row that is reached by a small value."""
    return Row(measure, said(value, unit), f"≤ {said(most, unit)}", yes(value <= most))


def at_least(measure: str, value: float, unit: str, least: float) -> Row:
    """A row that is reached by a great value."""
    return Row(measure, said(value, unit), f"≥ {said(least, unit)}", yes(value >= least))


def said(value: float, unit: str) -> str:
    """A value to three digits with its unit."""
    digits = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    return f"{digits} {unit}".rstrip()


def yes(is_reached: bool) -> str:
    return "yes" if is_reached else "**no**"


def table(head: Sequence[str], rows: Sequence[Row]) -> str:
    """Markdown."""
    lines: list[Sequence[str]] = [head, ["---"] * len(head), *(row[: len(head)] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
