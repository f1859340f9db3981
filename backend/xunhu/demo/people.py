"""Invented users, vehicles and campaigns of the demo."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from xunhu.demo.ids import fixed_id
from xunhu.demo.sites import SEED
from xunhu.records.roles import Role
from xunhu.reference.load import townships

DEMO_PASSWORD = "xunhu-demo"  # noqa: S105
SIGN_INS = ("chen", "liu", "wang", "zhao", "admin")
WITHOUT_VEHICLE = frozenset(
    (
        "500119115",
        "500119119",
        "500119123",
        "500119124",
        "500119125",
        "500119127",
        "500119128",
        "500119212",
    )
)
RAILWAY_MONTH = "铁路沿线安全宣传月（示例）"
FRAUD_SEASON = "乡村反诈宣传季（示例）"

_SURNAMES = (
    ("zhou", "周"), ("wu", "吴"), ("zheng", "郑"), ("feng", "冯"), ("shen", "沈"),
    ("han", "韩"), ("yang", "杨"), ("zhu", "朱"), ("qin", "秦"), ("xu", "许"),
    ("he", "何"), ("lyu", "吕"), ("zhang", "张"), ("kong", "孔"), ("cao", "曹"),
    ("yan", "严"), ("jin", "金"), ("wei", "魏"), ("tao", "陶"), ("jiang", "姜"),
    ("xie", "谢"), ("zou", "邹"),
)  # fmt: skip
_GIVEN = (
    ("建平", "jianping"), ("晓梅", "xiaomei"), ("志强", "zhiqiang"), ("永红", "yonghong"),
    ("小波", "xiaobo"), ("文静", "wenjing"), ("国华", "guohua"), ("春燕", "chunyan"),
    ("大勇", "dayong"), ("丽萍", "liping"), ("明川", "mingchuan"), ("雨桐", "yutong"),
)  # fmt: skip


@dataclass(frozen=True)
class UserSeed:
    username: str
    name: str
    role: Role
    townships: tuple[str, ...]


@dataclass(frozen=True)
class VehicleSeed:
    """An electric patrol vehicle; the plate can't be mistaken for a real one."""

    id: str
    name: str
    plate: str
    township: str


@dataclass(frozen=True)
class CampaignSeed:
    id: str
    name: str
    from_on: date
    until_on: date


@cache
def users() -> tuple[UserSeed, ...]:
    """The five demo sign-ins first, one a role, then their colleagues."""
    codes = [town.code for town in townships()]
    names = _names()
    officers = [(Role.PATROL_OFFICER, (code,)) for code in codes if code != "500119108"]
    seconds = [(Role.PATROL_OFFICER, (code,)) for code in codes if code not in WITHOUT_VEHICLE][::3]
    volunteers = [(Role.CLINIC_VOLUNTEER, tuple(codes[n : n + 4])) for n in range(0, 34, 4)]
    supervisors = [(Role.TOWNSHIP_SUPERVISOR, tuple(codes[n : n + 5])) for n in range(0, 34, 5)]
    posts = [*officers, *seconds, *volunteers, *supervisors]
    return (*_sign_ins(), *(UserSeed(*next(names), *post) for post in posts))


@cache
def vehicles() -> tuple[VehicleSeed, ...]:
    """26 vehicles, one for each township that has one."""
    owners = [town.code for town in townships() if town.code not in WITHOUT_VEHICLE]
    return tuple(
        VehicleSeed(fixed_id(f"vehicle {n}"), f"南川巡防{n:02d}", f"渝G·示例{n:02d}", code)
        for n, code in enumerate(owners, 1)
    )


def campaigns(until: date) -> tuple[CampaignSeed, ...]:
    """Two campaigns that run on the last day of the demo; their ids don't depend on it."""
    spans = ((RAILWAY_MONTH, 24, 6), (FRAUD_SEASON, 70, 20))
    return tuple(
        CampaignSeed(
            fixed_id(name), name, until - timedelta(days=before), until + timedelta(days=after)
        )
        for name, before, after in spans
    )


@cache
def who(township: str, *roles: str) -> tuple[str, ...]:
    """Usernames with one of the roles in a township."""
    return tuple(u.username for u in users() if u.role in roles and township in u.townships)


def device_of(username: str) -> str:
    return fixed_id(f"phone of {username}")


def _sign_ins() -> list[UserSeed]:
    return [
        UserSeed("chen", "陈建国", Role.PATROL_OFFICER, ("500119108",)),
        UserSeed("liu", "刘晓岚", Role.CLINIC_VOLUNTEER, ("500119108", "500119117", "500119100")),
        UserSeed("wang", "王树林", Role.TOWNSHIP_SUPERVISOR, ("500119108",)),
        UserSeed("zhao", "赵敏", Role.DISTRICT_VIEWER, ()),
        UserSeed("admin", "系统管理员", Role.ADMINISTRATOR, ()),
    ]


def _names() -> Iterator[tuple[str, str]]:
    """Pairs of username and name, no two alike."""
    rng = np.random.default_rng([SEED, 6])
    for n in rng.permutation(len(_SURNAMES) * len(_GIVEN)):
        (family, surname), (given, own) = _SURNAMES[n % 22], _GIVEN[n // 22]
        yield family + own, surname + given
