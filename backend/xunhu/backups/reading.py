"""Reads a copy of the database row by row: what it holds, and whether every byte is right."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from xunhu.backups.refusals import BadBackup, Progress
from xunhu.db import is_whole
from xunhu.problems import Said
from xunhu.records.models import LET_GO

# the columns that are read of these tables; of all others the rows are counted
WATCHED: Mapping[str, tuple[str, ...]] = {
    "alembic_version": ("version_num",),
    "district_clock": ("district", "name", "last_seq", "durable_seq", "epoch"),
    "sealed_record": ("district", "seq", "digest", "content", "state"),
    "parked_record": ("district", "id", "digest", "content", "decision"),
    "attachment": ("kept_sha256",),
}
Row = tuple[str, Mapping[str, Any]]  # the table, and its watched columns
EVERY = 1000  # rows between two words on the progress
Ask = Callable[[str], Iterable[Any]]


@dataclass(frozen=True)
class Census:
    """How many rows each table has that has any, and the highest number of each district."""

    tables: Mapping[str, int]
    highest: Mapping[str, int]

    @property
    def row_count(self) -> int:
        return sum(self.tables.values())


def census(ask: Ask, tables: Iterable[str]) -> Census:
    """Count what a database holds; `ask` runs one statement in the snapshot that is copied."""
    counted = {name: next(iter(ask(f'SELECT count(*) FROM "{name}"')))[0] for name in tables}
    highest = ask("SELECT district, max(seq) FROM sealed_record GROUP BY district")
    return Census({name: n for name, n in counted.items() if n}, dict(highest))


@dataclass
class Holding:
    """What a copy holds of one district."""

    name: str = ""
    epoch: str = ""
    last_seq: int = 0
    durable_seq: int = 0
    sealed_count: int = 0
    parked_count: int = 0
    highest_seq: int = 0


def census_of(tables: Mapping[str, int], districts: Mapping[str, Holding]) -> Census:
    """What was in a database, as a copy or its manifest tells it."""
    highest = {code: held.highest_seq for code, held in districts.items() if held.sealed_count}
    return Census(dict(tables), highest)


@dataclass
class Reading:
    """What was found in a copy."""

    schema: str = ""
    tables: Counter[str] = field(default_factory=Counter)
    districts: dict[str, Holding] = field(default_factory=dict)
    images: set[str] = field(default_factory=set)


def read_rows(rows: Iterable[Row], expected: int = 0, told: Progress | None = None) -> Reading:
    """Everything in a copy; raises BadBackup at the first record whose bytes are not its own."""
    found = Reading()
    for done, (table, row) in enumerate(rows, start=1):
        if told and (done % EVERY == 0 or done == expected):
            told("核对数据库", done, expected)
        found.tables[table] += 1
        if table in WATCHED:
            _take(found, table, row)
    for code, holding in found.districts.items():
        if holding.highest_seq > holding.last_seq or not holding.epoch:
            raise BadBackup(Said(f"区县 {code} 的序号不一致", f"the numbers of {code} don't agree"))
    if not found.schema:
        raise BadBackup(Said("没有数据库结构版本", "it has no schema version"))
    return found


def _take(found: Reading, table: str, row: Mapping[str, Any]) -> None:
    if table == "alembic_version":
        found.schema = row["version_num"]
    elif table == "attachment":
        if row["kept_sha256"] is not None:
            found.images.add(row["kept_sha256"].hex())
    else:
        holding = found.districts.setdefault(row["district"], Holding())
        {"district_clock": _clock, "sealed_record": _sealed, "parked_record": _parked}[table](
            holding, row
        )


def _clock(holding: Holding, row: Mapping[str, Any]) -> None:
    holding.name, holding.epoch = row["name"], str(UUID(str(row["epoch"])))
    holding.last_seq, holding.durable_seq = int(row["last_seq"]), int(row["durable_seq"])


def _sealed(holding: Holding, row: Mapping[str, Any]) -> None:
    holding.sealed_count += 1
    holding.highest_seq = max(holding.highest_seq, int(row["seq"]))
    if row["state"] not in LET_GO:
        _check(row, f"{row['district']} / {row['seq']}")


def _parked(holding: Holding, row: Mapping[str, Any]) -> None:
    holding.parked_count += 1
    if row["decision"] != "erased":
        _check(row, f"{row['district']} / {row['id']}")


def _check(row: Mapping[str, Any], which: str) -> None:
    if not is_whole(row["content"], row["digest"]):
        said = Said(f"记录 {which} 的内容与摘要不符", f"record {which} isn't what was sealed")
        raise BadBackup(said)
