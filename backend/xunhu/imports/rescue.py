"""A phone's rescue file: its whole queue, taken in like a push, whoever brings it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.auth.models import User
from xunhu.db import db
from xunhu.problems import InvalidInput, Said
from xunhu.records.envelope import read
from xunhu.records.keep import Outcome, Status
from xunhu.records.models import DistrictClock
from xunhu.sync.accept import accept
from xunhu.sync.frame import LF, RS, Framed

GZIP, CR = b"\x1f\x8b", b"\r"


def records_in(path: Path) -> list[Framed]:
    """The records of a file: RS, a Feature, LF each (RFC 8142), or a Feature a line."""
    body = path.read_bytes()
    if body.startswith(GZIP):
        raise InvalidInput(Said(f"{path.name} 是压缩文件，请先解压", f"unzip {path.name} first"))
    if body.startswith(RS):
        framed = [Framed(_bare(t), t.endswith(LF)) for t in body.split(RS) if t.strip()]
    else:
        framed = [Framed(line, ended=True) for line in body.splitlines() if line.strip()]
    if not framed:
        said = Said(f"{path.name} 里没有记录", f"there are no records in {path.name}")
        raise InvalidInput(said)
    return framed


def _bare(text: bytes) -> bytes:
    """What was sealed; some mail programs make CR LF of every LF."""
    return text.removesuffix(LF).removesuffix(CR)


def district_of(session: Session, framed: Sequence[Framed], now: datetime) -> str:
    """The district that a file belongs to: that of its authors, else the only one there is."""
    authors = {_author(read(each.raw, "", "", now).properties) for each in framed}
    asked = select(User.district).where(User.username.in_(authors - {""})).distinct()
    found = session.scalars(asked).all() or session.scalars(select(DistrictClock.district)).all()
    if len(found) == 1:
        return found[0]
    said = Said("文件里的记录不属于同一个区", "the records are not those of one district")
    raise InvalidInput(said)


def _author(properties: Mapping[str, Any]) -> str:
    author = properties.get("author")
    return author if isinstance(author, str) and "\x00" not in author else ""


RESULTS = {
    Status.STORED: "已保存",
    Status.DUPLICATE: "此前已有",
    Status.PARKED: "待主管处理",
    Status.CONFLICT: "与已有内容冲突",
    Status.REJECTED: "不可接受",
    Status.ERASED: "已按隐私要求删除",
    Status.RETRY: "不完整",
}


def figures(outcomes: Sequence[Outcome]) -> str:
    """How many became what."""
    counted = Counter(outcome.status for outcome in outcomes)
    return "，".join(f"{RESULTS[status]} {count}" for status, count in counted.items())


def not_stored(outcomes: Sequence[Outcome]) -> list[str]:
    """A line for each record that isn't stored now, with the reason."""
    stored = (Status.STORED, Status.DUPLICATE)
    return [
        f"{outcome.id or '编号读不出'} {RESULTS[outcome.status]}："
        f"{outcome.problem.said('zh-CN') if outcome.problem else ''}"
        for outcome in outcomes
        if outcome.status not in stored
    ]


def brought(path: Path, now: datetime) -> list[Outcome]:
    """Take a rescue file in, in one transaction; one outcome a record.

    Raises InvalidInput when there are no records in it, or of more than one district.
    """
    framed = records_in(path)
    return accept(framed, district_of(db.session(), framed, now), None, now)
