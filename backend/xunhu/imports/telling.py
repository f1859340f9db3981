"""What a chore says of its changes, in the terminal."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from xunhu.targets.chainage import post
from xunhu.targets.changes import ADDED, CHANGED, SAME, Change, Changes

EVERY = 25
NAMES_SHOWN = 10
CHANGES_SHOWN = 100
FIELDS = {
    "name": "名称",
    "geometry": "位置",
    "code": "编码",
    "approximate": "近似",
    "interval_days": "巡访周期",
    "radius_m": "到访半径",
    "chainage_start_m": "起点里程",
    "status": "状态",
    "status_reason": "原因",
    "status_until_on": "截止日",
    "status_approved_by": "批准人",
}


def tell(
    dry_run: bool, what: str, added: Sequence[str], changed: Sequence[str], same: Sequence[str]
) -> None:
    """How many were added, updated, left, and the first names of each."""
    would = "（试运行，未保存）" if dry_run else ""
    for done, names in (("新增", added), ("更新", changed), ("未变", same)):
        of_them = f"：{listed(names)}" if names else ""
        click.echo(f"{done}{what} {len(names)}{would}{of_them}")


def tell_targets(changes: Changes, *, dry_run: bool) -> None:
    """The same of targets; on a dry run field by field."""
    tell(dry_run, "目标", *(changes.named(change) for change in (ADDED, CHANGED, SAME)))
    shown = [item for item in changes.items if dry_run and item.change == CHANGED]
    for item in shown[:CHANGES_SHOWN]:
        click.echo(f"  {item.name}：{'；'.join(_fields(item))}")
    if changes.beyond:
        click.echo(f"离线路过远、未导入：{changes.beyond} 处")
    if changes.outside:
        click.echo(f"在所有镇街之外、不计入：{listed(changes.outside)}")
    if changes.placeless:
        click.echo(f"没有位置、未导入：{listed(changes.placeless)}")


def _fields(item: Change) -> list[str]:
    return [
        f"{FIELDS[name]} 移动 {item.moved_m:.0f} 米"
        if name == "geometry" and item.moved_m
        else f"{FIELDS[name]} {_shown(name, before)} → {_shown(name, after)}"
        for name, before, after in item.fields
    ]


def _shown(name: str, value: Any) -> str:
    if value is None:
        return "无"
    if name == "chainage_start_m":
        return post(value)
    if name == "geometry":
        return f"{value['type']} {value['length_m'] or 0:.0f} 米"
    return str(value)


def tell_near(item: Change) -> None:
    """One place near a line: how far, where along it, and whether its position is approximate."""
    if item.near is not None:
        about = "（位置近似）" if item.approximate else ""
        where = f"{item.near.distance_m:.0f} 米，{post(item.near.at_m)}"
        click.echo(f"  {item.name}{about}：{where}")


def listed(names: Sequence[str]) -> str:
    """The first of some names, and how many there are."""
    more = f" 等 {len(names)} 个" if len(names) > NAMES_SHOWN else ""
    return "、".join(names[:NAMES_SHOWN]) + more


def progress(done: int, patrols: int) -> None:
    """How many patrols have been looked at."""
    if done % EVERY == 0 or done == patrols:
        click.echo(f"\r重算覆盖 {done} / {patrols}", nl=done == patrols, err=True)
        sys.stderr.flush()
