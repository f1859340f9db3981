"""The supervisor's desk in the office: amends, voids, decides about what is parked; and erasing."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from click import Command

from make import NANZHUSHAN, make_record
from simulation.real.paperwork import OTHER, Paperwork, Written
from simulation.real.truth import Violation
from simulation.real.world import World
from xunhu.db import utcnow
from xunhu.records_cli import erase_record

SUPERVISOR = "gao"
REACHED = "/properties/data/reached_count"
TOWNSHIP = "/properties/township"


class Supervising:
    """Works at a computer whose line never fails, through the product's own doors."""

    def __init__(self, world: World, paperwork: Paperwork) -> None:
        self.world, self.paperwork, self.dice = world, paperwork, world.dice

    @property
    def acts(self) -> list[tuple[Callable[[], None], float]]:
        """What is done at the desk, and how often a day at an easy pace."""
        return [(self.decide, 0.8), (self.revise, 2.0), (self.erase, 0.3)]

    def revise(self) -> None:
        """Amend or void what an officer recorded, which may not have come to the server yet."""
        of = self._some_record()
        if of is None:
            return
        kind = "void" if self.dice.random() < 0.3 else "amendment"
        contents = {"reason": "重复填写"} if kind == "void" else self._amending(of)
        told = {
            "id": self.world.uuid7(),
            "author": SUPERVISOR,
            "township": of.township,
            "occurred_at": utcnow().isoformat(),
            "refs": {"record": of.id},
        }
        self.world.truth.of_others.add(told["id"])
        self.world.note(f"the desk: {kind} of {of.kind} {of.id}")
        self.world.acts[f"{kind} by the desk"] += 1
        self._push(make_record(kind, contents, **told))

    def _some_record(self) -> Written | None:
        mine = self.world.watch.townships[SUPERVISOR]
        kinds = ("outreach_event", "patrol", "hazard", "hazard_step", "check_in")
        found = [w for w in self.paperwork.written.values() if w.kind in kinds]
        found = [w for w in found if w.township in mine][-20:]
        amended = {w.about for w in self.paperwork.written.values() if w.about}
        disputed = [w for w in found if w.id in amended]
        return self.dice.choice(disputed or found) if found else None

    def _amending(self, of: Written) -> dict[str, Any]:
        """What it says; a step is sometimes moved to the other township of this desk."""
        contents = self.paperwork.amending(of)
        if of.kind == "hazard_step" and self.dice.random() < 0.5:
            contents["changes"] = {TOWNSHIP: OTHER[of.township]}
        return contents

    def _push(self, record: bytes) -> None:
        server = self.world.server
        headers = {"Content-Type": "application/geo+json-seq"}
        body = b"\x1e" + record + b"\n"
        server.ask("POST", "/api/v1/sync/push", headers, body, server.desk(SUPERVISOR).cookie)

    def decide(self) -> None:
        """Accept what can be put right, sometimes for another township; discard the rest."""
        desk = self.world.server.desk(SUPERVISOR)
        for parked in desk.get("/api/v1/parked").told["items"]:
            place = f"/api/v1/parked/{parked['id']}"
            told = {"reason": "已核实", "changes": self._put_right(parked)}
            wants = self.dice.random() < 0.6
            accepted = wants and desk.post(f"{place}/accept", told).status == 200
            if not accepted:
                desk.post(f"{place}/discard", {"reason": "重复填写"})
            what = "accepted" if accepted else "discarded"
            self.world.acts[what] += 1
            self.world.note(f"the desk: {what} {parked['id']}")

    def _put_right(self, parked: dict[str, Any]) -> dict[str, Any]:
        faulty = {error["pointer"] for error in parked["errors"]}
        if REACHED not in faulty:
            return {}
        moved = {TOWNSHIP: NANZHUSHAN} if self.dice.random() < 0.4 else {}
        return {REACHED: 1} | moved

    def erase(self) -> None:
        """`xunhu erase` of some record that the district's server has."""
        asked = (
            "SELECT id FROM sealed_record WHERE district = ? AND state != 'erased'"
            " UNION SELECT id FROM parked_record WHERE district = ?"
            " AND decision IS NOT 'erased' ORDER BY id"
        )
        district = self.world.watch.district_of(SUPERVISOR)
        found = self.world.truth.tables.execute(asked, (district, district)).fetchall()
        if not found:
            return
        id = str(UUID(self.dice.choice(found)[0]))
        self.world.note(f"erased {id}")
        self.world.acts["erased"] += 1
        self.run(erase_record, id, "--reason", "当事人要求")
        self.world.truth.note_erased()

    def run(self, command: Command, *asked: str) -> None:
        """A chore of the office by its command; raises what the command raised."""
        done = self.world.server.app.test_cli_runner().invoke(command, asked)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        if done.exit_code:
            raise Violation(f"the office's command failed: {asked}: {done.output[:300]}")
