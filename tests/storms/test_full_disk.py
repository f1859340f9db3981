"""A disk that fills up during a push: a clear refusal, nothing acknowledged lost, then on again."""

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from attachments.lane import address, content_digest, declared
from attachments.pictures import jpeg
from make import make_event, sequence
from rig.durable import DurableCluster
from rig.mortal import MortalServer, Mould
from rig.small_disk import fill, mounted
from storms.conftest import settle_district
from storms.gale import PUSH, RECORDS, Line, Said, is_refusal
from storms.receipts import Receipts, all_stored, crooked_numbers, unapplied
from storms.strokes import DATABASE
from storms.weather import Drop, rain

ON_POSTGRESQL = os.environ.get("XUNHU_TEST_DATABASE") == "postgresql"
DISK_MB = 64 if ON_POSTGRESQL else 8
LEFT_BYTES = 768 * 1024
TIGHT = "-c shared_buffers=2MB -c min_wal_size=2MB -c max_wal_size=4MB -c wal_recycle=off"
BATCH, REFUSALS, MOST_PUSHES = 20, 5, 2000


class Office:
    """A server whose database lies on a small disk, and a phone that pushes to it."""

    def __init__(self, disk: Path, server: MortalServer, database_url: str) -> None:
        self.disk, self.server = disk, server
        self.engine = create_engine(database_url, poolclass=NullPool)
        self.receipts = Receipts()
        self.line = Line.signed_in(server.port, "chen")
        self.rain = rain(random.Random(7))
        self.waiting: list[Drop] = []
        self.cluster: DurableCluster | None = None

    def push(self) -> Said | None:
        """One batch, which is sent again until it is answered; the answers are written down."""
        self.waiting = self.waiting or [next(self.rain) for _ in range(BATCH)]
        body = sequence(*[drop.raw for drop in self.waiting])
        said = self.line.ask("POST", PUSH, body, RECORDS)
        if said is not None and said.status == 200:
            for drop, result in zip(self.waiting, json.loads(said.body)["results"], strict=True):
                self.receipts.take(*drop, result)
            self.waiting = []
        return said

    def push_until_full(self) -> list[Said | None]:
        """The answers that were no acknowledgement, as many as `REFUSALS`."""
        refused: list[Said | None] = []
        for _ in range(MOST_PUSHES):
            said = self.push()
            if said is None or said.status != 200:
                refused.append(said)
            if len(refused) == REFUSALS:
                return refused
        pytest.fail("the disk never was full")

    def come_back(self) -> None:
        """There is room again; a PostgreSQL that went down over it is started."""
        if self.cluster and not self.cluster.answers():
            print("PostgreSQL had gone down")
            self.cluster.crash()
            self.cluster.go_on()
        self.server.wait_until_ready()

    def missing(self) -> list[str]:
        return self.receipts.missing(self.engine, everything=True)


@pytest.fixture
def office(tmp_path: Path, mould: Mould) -> Iterator[Office]:
    """An office on a disk of its own; on PostgreSQL that is the cluster's disk."""
    with mounted(DISK_MB) as disk:
        cluster = cluster_on(disk) if ON_POSTGRESQL else None
        data_dir = tmp_path / "var" if cluster else disk
        url = cluster.url(DATABASE) if cluster else f"sqlite:///{disk}/xunhu.db"
        data_dir.mkdir(exist_ok=True)
        settle_district(data_dir, url)
        server = MortalServer(data_dir, url, tmp_path / "server.log", mould)
        try:
            server.start()
            opened = Office(disk, server, url)
            opened.cluster = cluster
            yield opened
        finally:
            opened.line.hang_up()
            server.kill()
            if cluster:
                cluster.crash()


def cluster_on(disk: Path) -> DurableCluster:
    cluster = DurableCluster(disk, TIGHT)
    cluster.start()
    cluster.say("postgres", f"CREATE DATABASE {DATABASE}")
    return cluster


def test_a_full_disk_refuses_in_order_loses_nothing_and_goes_on_when_there_is_room(
    office: Office,
) -> None:
    assert office.push().status == 200
    ballast = fill(office.disk, leave=LEFT_BYTES)
    refused = office.push_until_full()
    assert [said for said in refused if said is None or not is_refusal(said)] == []
    ballast.unlink()
    office.come_back()
    assert office.missing() == []
    assert office.push().status == 200
    print(f"{len(office.receipts.stored)} records stored, {len(refused)} pushes refused, 0 lost")
    assert (office.missing(), office.receipts.faults) == ([], [])
    assert all_stored(office.engine) == set(office.receipts.stored)
    assert crooked_numbers(office.engine) == []
    assert unapplied(office.engine) == []


@pytest.mark.skipif(ON_POSTGRESQL, reason="images lie in files on either database")
def test_a_photo_that_finds_no_room_is_refused_and_comes_later(office: Office) -> None:
    image = jpeg(1600, 1200, quality=95)
    record = make_event(attachments=[declared(image)])
    said = office.line.ask("POST", PUSH, sequence(record), RECORDS)
    assert json.loads(said.body)["results"][0]["status"] == "stored"
    ballast = fill(office.disk)
    office.line.headers["Content-Digest"] = content_digest(image)
    refused = [office.line.ask("PUT", address(record), image, "image/jpeg") for _ in range(3)]
    assert [said for said in refused if said is None or not is_refusal(said)] == []
    left = list(office.disk.rglob("attachments/**/*"))
    ballast.unlink()
    assert [path for path in left if path.is_file()] == []
    assert office.line.ask("PUT", address(record), image, "image/jpeg").status == 201
    assert office.line.ask("GET", address(record)).status == 200
    assert office.server.run("verify")[0] == 0
