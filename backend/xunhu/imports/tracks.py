"""Track files as patrols of their author, or as more fixes of one patrol."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from xunhu.auth.accounts import find_user
from xunhu.auth.who import Who
from xunhu.db import db
from xunhu.imports import accepting
from xunhu.imports.recordings import RecordingFile
from xunhu.patrols.importing import Outing, TrackFile, seal
from xunhu.patrols.models import Patrol, TrackSegment
from xunhu.problems import InvalidInput, NotFound, Said
from xunhu.records.envelope import Read

AT_ONE_TIME = Said(
    "含有同时进行的多条轨迹，不能并入一次巡防",
    "its tracks ran at the same time; they can't be one patrol",
)


@dataclass(frozen=True)
class Plan:
    """Whose patrols these will be, where, and to which patrol they are added, if to one."""

    author: Who
    township: str
    patrol: UUID | None


@dataclass(frozen=True)
class Brought:
    """What a file came to; `is_known` when all of it was there before."""

    file: RecordingFile
    outings: Sequence[Outing]
    is_known: bool


def plan(author: str, township: str | None, patrol: UUID | None, now: datetime) -> Plan:
    """Who, where and what; raises NotFound or InvalidInput."""
    user = find_user(db.session(), author)
    if user is None:
        raise NotFound(Said(f"没有用户 {author}", f"there is no user {author}"))
    who = Who.of(user, now)
    if patrol is not None:
        existing = db.session.get(Patrol, (who.district, patrol))
        if existing is None:
            raise NotFound(Said(f"没有巡防 {patrol}", f"there is no patrol {patrol}"))
        township = township or existing.township
    if township is None and not who.townships:
        words = Said(f"{author} 不属于任何镇街", f"{author} belongs to no township")
        raise InvalidInput(words)
    return Plan(who, township or who.townships[0], patrol)


def bring(
    files: Sequence[RecordingFile], aim: Plan, now: datetime, *, dry_run: bool
) -> list[Brought]:
    """Store the patrols of all files, or none; raises InvalidInput when one won't do."""
    brought, all_reads, added = [], [], 0
    for file in files:
        outings = _outings(file, aim, added)
        reads = _checked(file, outings, aim, now)
        is_known = accepting.known_count(reads, aim.author.district) == len(reads)
        added += sum(len(outing.segment_ids) for outing in outings)
        brought.append(Brought(file, outings, is_known))
        all_reads += reads
    if not dry_run:
        accepting.keep(all_reads, aim.author, now)
    return brought


def _checked(
    file: RecordingFile, outings: Sequence[Outing], aim: Plan, now: datetime
) -> list[Read]:
    sealed = [raw for outing in outings for raw in outing.sealed]
    try:
        return accepting.check(sealed, aim.author, now)
    except InvalidInput as refused:
        zh, en = refused.said("zh-CN"), refused.said("en")
        name = file.path.name
        raise InvalidInput(Said(f"{name}：{zh}", f"{name}: {en}"), refused.errors) from None


def _outings(file: RecordingFile, aim: Plan, added: int) -> list[Outing]:
    source = TrackFile(file.raw, aim.author.username, aim.township, file.window_ms, aim.patrol)
    outings = seal(file.recording, source)
    if aim.patrol is None:
        return outings
    if len(outings) > 1:
        zh, en = AT_ONE_TIME
        raise InvalidInput(Said(f"{file.path.name}：{zh}", f"{file.path.name}: {en}"))
    first = first_part(aim.author.district, aim.patrol, outings[0], added)
    return seal(file.recording, replace(source, first_part=first))


def first_part(district: str, patrol: UUID, outing: Outing, added: int = 0) -> int:
    """The part that the file got when it came first; else the next, after those just added."""
    mine = select(func.min(TrackSegment.part)).where(
        TrackSegment.district == district, TrackSegment.id.in_(outing.segment_ids)
    )
    theirs = select(func.max(TrackSegment.part)).where(
        TrackSegment.district == district, TrackSegment.patrol == patrol
    )
    there, highest = db.session.scalar(mine), db.session.scalar(theirs)
    if there is not None:
        return there
    return added if highest is None else highest + 1 + added
