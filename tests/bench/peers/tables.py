"""A month of fixes as PostGIS users keep it: tuned rows, and a (day, township, cell) rollup."""

import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import psycopg
from sqlalchemy import select

from bench.year import ride, townships
from xunhu.db import db
from xunhu.geo import distances_m
from xunhu.targets.models import Piece
from xunhu.targets.shipped import DISTRICT
from xunhu.townships.locate import locator

CELLS_A_DEGREE = 2912  # those of zoom 20: some 38 m, or 33 m from west to east
REACH_M = {"railway": 60.0, "road": 30.0}
PLACE_REACH_M = 200.0
ROWS = """
CREATE UNLOGGED TABLE fix (
    day date, vehicle smallint, township smallint, cell bigint, time_ms bigint,
    metres real, place geometry(Point, 4326)
);
CREATE TABLE piece (
    number integer, layer text, township smallint, metres real, reach_m real,
    place geometry(Point, 4326)
);
CREATE TABLE piece_cell (number integer, cell bigint);
"""
TUNED = (
    "CREATE INDEX fix_place ON fix USING gist (place)",
    "CREATE INDEX fix_day ON fix USING brin (day)",
    "CREATE INDEX piece_place ON piece USING gist (place)",
    """CREATE TABLE rollup AS
    SELECT day, township, cell, count(*) AS fixes, sum(metres) AS metres,
        count(DISTINCT vehicle) AS vehicles
    FROM fix WHERE township >= 0 GROUP BY 1, 2, 3""",
    "CREATE UNIQUE INDEX rollup_key ON rollup (day, township, cell)",
    "CREATE INDEX piece_cell_cell ON piece_cell (cell) INCLUDE (number)",
    "VACUUM ANALYZE",
)
FROM_ROLLUP = """
WITH seen AS (
    SELECT cell, max(day) AS last FROM rollup WHERE day BETWEEN %(since)s AND %(to)s GROUP BY cell
), passed AS (
    SELECT number, max(last) AS last FROM piece_cell JOIN seen USING (cell) GROUP BY number
), reached AS (
    SELECT p.township, p.layer, count(*), sum(p.metres), count(s.last), min(s.last),
        sum(p.metres) FILTER (WHERE s.last IS NOT NULL)
    FROM piece p LEFT JOIN passed s USING (number) GROUP BY 1, 2
), done AS (
    SELECT township, sum(metres), sum(fixes), count(DISTINCT day), max(day)
    FROM rollup WHERE day BETWEEN %(since)s AND %(to)s GROUP BY 1
)
SELECT * FROM reached FULL JOIN done USING (township)
"""
FROM_ROWS = """
WITH reached AS (
    SELECT p.township, p.layer, count(*), sum(p.metres), min(s.last),
        sum(p.metres) FILTER (WHERE s.last IS NOT NULL)
    FROM piece p LEFT JOIN LATERAL (
        SELECT max(f.day) AS last FROM fix f
        WHERE f.day BETWEEN %(since)s AND %(to)s
        AND f.place && ST_Expand(p.place, p.reach_m / 95000)
        AND ST_DistanceSphere(f.place, p.place) <= p.reach_m
    ) s ON true GROUP BY 1, 2
), done AS (
    SELECT township, sum(metres), count(*), count(DISTINCT day), count(DISTINCT (day, vehicle)),
        max(day)
    FROM fix WHERE day BETWEEN %(since)s AND %(to)s GROUP BY 1
)
SELECT * FROM reached FULL JOIN done USING (township)
"""


def load(address: str, vehicles: int, days: Sequence[date]) -> int:
    """Copy the fixes of these days and the pieces of all targets; how many fixes."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(ROWS)
        for table, lines in zip(("piece", "piece_cell"), _pieces(), strict=True):
            _copy(connection, table, lines)
        count = sum(
            _copy(connection, "fix", _fixes(number, town, day))
            for day in days
            for number, town in enumerate(townships(vehicles))
        )
        for statement in TUNED:
            connection.execute(statement)
    return count


def _copy(connection: psycopg.Connection[Any], table: str, lines: Iterable[str]) -> int:
    told = list(lines)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        copy.write("".join(told))
    return len(told)


def query_ms(address: str, query: str, to: date, runs: int) -> float:
    """The median of some runs over thirty days, each ending on another day."""
    taken = []
    with psycopg.connect(address, autocommit=True) as connection:
        for n in range(runs + 1):
            end = to - timedelta(days=n % 3)
            told = {"since": end - timedelta(days=29), "to": end}
            begun = time.perf_counter()
            connection.execute(query, told).fetchall()
            taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken[1:])


def _cells(lon: Any, lat: Any) -> Any:
    column, row = (np.floor(c * CELLS_A_DEGREE).astype(np.int64) for c in (lon, lat))
    return column << 32 | row


def _pieces() -> tuple[list[str], list[str]]:
    """The lines of both tables; needs an application, whose database has the pieces."""
    pieces = db.session.scalars(select(Piece).where(Piece.district == DISTRICT)).all()
    lon, lat = (np.array([getattr(one, axis) for one in pieces]) for axis in ("lon", "lat"))
    placed = zip(pieces, locator(DISTRICT).indexes(lon, lat).tolist(), strict=True)
    lines, cells = [], []
    for one, at in placed:
        reach = REACH_M.get(one.layer, PLACE_REACH_M)
        told = f"{one.number}\t{one.layer}\t{at}\t{one.length_m:.1f}\t{reach}"
        lines.append(f"{told}\tSRID=4326;POINT({one.lon} {one.lat})\n")
        cells += [f"{one.number}\t{cell}\n" for cell in _cells_within(one.lon, one.lat, reach)]
    return lines, cells


def _cells_within(lon: float, lat: float, reach: float) -> list[int]:
    """The cells whose middle is so near."""
    steps = np.arange(-10, 11)
    dx, dy = (axis.ravel() for axis in np.meshgrid(steps, steps))
    x = (np.floor(lon * CELLS_A_DEGREE) + dx + 0.5) / CELLS_A_DEGREE
    y = (np.floor(lat * CELLS_A_DEGREE) + dy + 0.5) / CELLS_A_DEGREE
    near = distances_m(x, y, np.full(len(x), lon), np.full(len(y), lat)) <= reach
    return [int(cell) for cell in _cells(x[near], y[near])]


def _fixes(vehicle: int, town: str, day: date) -> Iterator[str]:
    told = ride(town, day)
    lon, lat = told.lonlat.T
    metres = np.zeros(len(lon))
    metres[1:] = distances_m(lon[:-1], lat[:-1], lon[1:], lat[1:])
    metres[metres > 500] = 0
    columns = (locator(DISTRICT).indexes(lon, lat), _cells(lon, lat), told.times, metres, lon, lat)
    for at, cell, time_ms, far, x, y in zip(*(c.tolist() for c in columns), strict=True):
        yield (f"{day}\t{vehicle}\t{at}\t{cell}\t{time_ms}\t{far:.2f}\tSRID=4326;POINT({x} {y})\n")
