"""Hazards of the demo, and what was done about them in the days after."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from xunhu.demo.gatherings import Gathering, between_hours
from xunhu.demo.people import who
from xunhu.demo.roads import is_seen
from xunhu.demo.sealed import Contents, author, chance, identity_at, point, seal
from xunhu.demo.sites import Site, sites_of
from xunhu.reference.load import townships

SEEN_SHARE, SEEN_SHARE_BY_RAIL = 0.06, 0.22
LEFT_LYING = 0.12
SENT_BACK = 0.1
BY_RAIL = {
    "rail_fence": 5.0, "light_object": 4.0, "rail_crossing": 3.0, "rail_encroachment": 2.0,
    "stacked_goods": 2.0, "subgrade": 1.0,
}  # fmt: skip
IN_TOWN = {
    "road": 5.0, "fire": 3.0, "electricity": 2.0, "landslide": 2.0, "flood": 1.5, "school": 2.0,
    "other": 1.0,
}  # fmt: skip
SEVERITIES = {"low": 4.0, "medium": 4.0, "high": 2.0, "urgent": 0.6}
DAYS_TO_MEND = {"low": (10, 20), "medium": (6, 12), "high": (3, 6), "urgent": (1, 3)}
SIGHTS: dict[str, tuple[str, ...]] = {
    "rail_fence": ("线路护栏缺口约两米，有踩踏痕迹。", "护栏网片松动，可徒手掰开。"),
    "light_object": ("线路旁大棚薄膜松脱，遇风易飘上接触网。", "彩钢棚顶压固不牢。"),
    "rail_crossing": ("道口警示标牌被树枝遮挡。", "道口铺面破损，农用车通过颠簸。"),
    "rail_encroachment": ("线路保护区内新搭棚屋。", "有人在保护区内开垦种菜。"),
    "stacked_goods": ("桥下堆放秸秆和木料。", "涵洞口堆放建筑垃圾。"),
    "subgrade": ("排水沟淤堵，雨水漫向路基。",),
    "road": ("临水路段缺少防护栏。", "路面塌陷一处，约半个车道宽。", "弯道反光镜损坏。"),
    "fire": ("林边焚烧秸秆，已劝止，余烬未清。", "楼道堆放杂物，堵塞消防通道。"),
    "electricity": ("电杆倾斜，拉线松脱。", "临时线路拖地，绝缘皮破损。"),
    "landslide": ("边坡有新裂缝，坡脚见落石。",),
    "flood": ("过水桥面护栏被冲毁。", "山坪塘溢洪口被堵。"),
    "school": ("校门口无减速带，上下学时段车速快。", "围墙外侧有一处开裂。"),
    "other": ("古井井盖缺失，旁边无警示。",),
}
UNITS = {
    "road": "公路养护站", "electricity": "供电所", "school": "学校", "fire": "镇街应急办",
    "landslide": "规划自然资源所", "flood": "水利站", "other": "村（社区）居委会",
}  # fmt: skip
RAIL_UNIT = "铁路工务段"


@dataclass(frozen=True)
class Course:
    """A hazard on its way: its record's id, where it is and how fast it has to be gone."""

    hazard: str
    site: Site
    category: str
    severity: str
    seen_at: datetime


def hazards(day: date, last: datetime, rng: np.random.Generator) -> Iterator[Gathering]:
    """What was seen on a day and every later step up to `last`."""
    for town in townships():
        share = SEEN_SHARE_BY_RAIL if sites_of(town.code, "crossing") else SEEN_SHARE
        if rng.random() < share:
            made = _hazard(town.code, day, rng)
            yield from (done for done in made if done.ended_at < last)


def _hazard(township: str, day: date, rng: np.random.Generator) -> Iterator[Gathering]:
    seen_at = between_hours(day, 8.8, 17.5, rng)
    course = _course(township, seen_at, rng)
    by = author(township, who(township, "patrol_officer"), rng)
    contents: Contents = {
        "category": course.category,
        "severity": course.severity,
        "description": str(rng.choice(SIGHTS[course.category])),
    }
    place = point(np.array(course.site.xy) + rng.normal(0, 60, 2))
    refs = {"target": course.site.id}
    record = seal("hazard", by, seen_at, place, refs, contents, course.hazard)
    yield Gathering(by.username, seen_at, record)
    for at, step in _steps(course, rng):
        yield _step(course, at, step, rng)


def _course(township: str, seen_at: datetime, rng: np.random.Generator) -> Course:
    crossings = [s for s in sites_of(township, "crossing") if is_seen(s)]
    by_rail = bool(crossings) and rng.random() < 0.75
    category = chance(rng, BY_RAIL if by_rail else IN_TOWN)
    layer = "school" if category == "school" else "village"
    near = crossings if by_rail else [s for s in sites_of(township, layer) if is_seen(s)]
    site = near[int(rng.integers(len(near)))]
    severity = chance(rng, SEVERITIES)
    return Course(identity_at(seen_at, rng), site, category, severity, seen_at)


def _steps(course: Course, rng: np.random.Generator) -> Iterator[tuple[datetime, Contents]]:
    """Assigned, mended and verified; some are left lying, some come back to be done again."""
    days = int(rng.integers(*DAYS_TO_MEND[course.severity], endpoint=True))
    at = course.seen_at + timedelta(hours=float(rng.uniform(0.4, 2)))
    unit = RAIL_UNIT if course.category in BY_RAIL else UNITS[course.category]
    yield at, {"action": "assigned", "responsible_unit": unit, "due_on": _day(at, days)}
    if course.severity in ("high", "urgent"):
        soon = at + timedelta(hours=float(rng.uniform(0.4, 1.5)))
        yield soon, {"action": "measure", "note": "已设警示带并安排人员值守。"}
    if rng.random() < LEFT_LYING:
        return
    at = _later(at, round(days * float(rng.uniform(0.4, 1.3))), rng)
    yield at, {"action": "rectified"}
    at = _later(at, int(rng.integers(1, 4)), rng)
    yield at, {"action": "verified"}
    if rng.random() < SENT_BACK:
        at = _later(at, int(rng.integers(2, 6)), rng)
        yield at, {"action": "reopened", "due_on": _day(at, 4), "note": "复查发现问题反复。"}


def _later(at: datetime, days: int, rng: np.random.Generator) -> datetime:
    """Within working hours, at least a day later."""
    return between_hours(at.date() + timedelta(days=max(1, days)), 9, 17, rng)


def _day(at: datetime, days: int) -> str:
    return (at.date() + timedelta(days=days)).isoformat()


def _step(course: Course, at: datetime, told: Contents, rng: np.random.Generator) -> Gathering:
    role = "patrol_officer" if told["action"] in ("measure", "rectified") else "township_supervisor"
    by = author(course.site.township, who(course.site.township, role), rng)
    refs, identity = {"hazard": course.hazard}, identity_at(at, rng)
    record = seal("hazard_step", by, at, None, refs, told, identity)
    return Gathering(by.username, at, record)
