"""What came of a change of targets, as answers have it."""

from datetime import date
from typing import Any

from xunhu.problems import language
from xunhu.targets.chainage import post
from xunhu.targets.changes import CHANGED, SAME, Change, Changes, Doubt
from xunhu.upkeep.near import Listed


def told_import(changes: Changes, *, dry_run: bool) -> dict[str, Any]:
    """The answer to files."""
    return {
        "dry_run": dry_run,
        "saved": changes.is_something and not dry_run,
        "items": [_item(item) for item in changes.items],
        "outside": changes.outside,
        "placeless": changes.placeless,
        "beyond": changes.beyond,
        "asked": [_doubt(doubt) for doubt in changes.asked],
    }


def told_near(listed: Listed, *, dry_run: bool) -> dict[str, Any]:
    """The answer to a list along a line."""
    is_something = any(item.change != SAME for item in listed.items)
    return {
        "line": listed.line,
        "dry_run": dry_run,
        "saved": is_something and not dry_run,
        "items": [_item(item) for item in listed.items],
        "unplaced": listed.unplaced,
    }


def _item(item: Change) -> dict[str, Any]:
    near = item.near
    fields = [
        {"field": name, "before": _plain(before), "after": _plain(after)}
        for name, before, after in (item.fields if item.change == CHANGED else ())
    ]
    return {
        "change": item.change,
        "id": item.id,
        "layer": item.layer,
        "name": item.name,
        "code": item.code,
        "township": item.township,
        "approximate": item.approximate,
        "geometry": item.geometry,
        "fields_": fields,
        "moved_m": item.moved_m,
        "distance_m": near and near.distance_m,
        "at": near and post(near.at_m),
    }


def _doubt(doubt: Doubt) -> dict[str, Any]:
    message = doubt.said.en if language() == "en" else doubt.said.zh
    named = {"code": doubt.code, "answer": doubt.answer, "datum": doubt.datum}
    return {**named, "message": message}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
