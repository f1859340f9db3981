"""Phones and desks of the demo: most of them quiet, one lost with work on it, one shut out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from xunhu.auth.models import Device
from xunhu.demo.people import device_of
from xunhu.schemas import rfc3339
from xunhu.targets.shipped import DISTRICT


@dataclass(frozen=True)
class DeviceSeed:
    """A device whose user was last heard of so many days ago, and what was still on it by kind."""

    username: str
    name: str
    silent_days: int
    photos: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    revoked_by: str | None = None


SEEDS = (
    DeviceSeed("chen", "Linux; Android 13; 示例手机 A", 0),
    DeviceSeed("liu", "Linux; Android 12; 示例手机 B", 0, kinds={"clinic_session": 1}),
    DeviceSeed("wang", "Windows NT 10.0; Win64; x64", 0),
    DeviceSeed("hanchunyan", "Windows NT 10.0; Win64; x64", 1),
    DeviceSeed(
        "qinguohua",
        "Linux; Android 11; 示例手机 C",
        6,
        photos=2,
        kinds={"outreach_event": 2, "clinic_session": 1},
    ),
    DeviceSeed("caoyonghong", "Linux; Android 10; 示例手机 D", 9, revoked_by="admin"),
)


def devices(now: datetime, epoch: UUID) -> Iterator[Device]:
    """The rows of all, as of an instant in an epoch."""
    for seed in SEEDS:
        seen_at = now - timedelta(days=seed.silent_days)
        waiting = sum(seed.kinds.values())
        unsent = {
            "waiting": waiting,
            "attention": 0,
            "photos": seed.photos,
            "oldest_at": rfc3339(seen_at - timedelta(hours=3)) if waiting else None,
            "kinds": seed.kinds,
        }
        yield Device(
            district=DISTRICT,
            id=device_of(seed.username),
            name=seed.name,
            username=seed.username,
            first_seen_at=now - timedelta(days=30),
            last_seen_at=seen_at,
            revoked_at=now - timedelta(days=8) if seed.revoked_by else None,
            revoked_by=seed.revoked_by,
            revoke_reason="手机遗失（示例）" if seed.revoked_by else None,
            unsent=unsent,
            unsent_count=waiting + seed.photos,
            reported_at=seen_at,
            report_epoch=epoch,
        )
