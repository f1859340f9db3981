"""What people write down besides patrols and events: check-ins, hazards, and what changes a record.

The phone's screens for some of these come later; the records are sealed by the same code.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from make import CLINIC, NANZHUSHAN, SEAT, SHUIJIANG
from simulation.real.watch import canary
from simulation.real.world import Phone, World
from xunhu.records.roles import Role

OTHER = {SHUIJIANG: NANZHUSHAN, NANZHUSHAN: SHUIJIANG}
REVISABLE = ("patrol", "outreach_event", "clinic_session", "hazard", "hazard_step", "check_in")

Draft = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """A record that somebody saved; `about` is the record that a revision is of."""

    id: str
    kind: str
    township: str
    author: str
    phone: str
    about: str | None = None


class Paperwork:
    """Remembers what was saved, and makes drafts that refer to it."""

    def __init__(self, world: World) -> None:
        self.world, self.dice = world, world.dice
        self.written: dict[str, Written] = {}
        self.strangers: set[str] = set()
        self.count = 0

    def saved(self, phone: Phone, kind: str, township: str, author: str, ids: list[str]) -> None:
        """The screen said so."""
        self.world.truth.claimed(phone.name, ids)
        for id in ids:
            self.written[id] = Written(id, kind, township, author, phone.name)

    def seal(self, phone: Phone, role: Role, township: str) -> None:
        """One of the papers that whoever holds the phone may write."""
        papers: list[tuple[Callable[[Phone, str], Draft | None], float]] = [
            (self._amendment, 4),
            (self._void, 0.6),
            (self._amendment_of_a_stranger, 0.3),
        ]
        if role is not Role.CLINIC_VOLUNTEER:
            papers += [(self._check_in, 2), (self._hazard, 2), (self._step, 2)]
        makes, weights = zip(*papers, strict=True)
        draft = self.dice.choices(makes, weights)[0](phone, township)
        if draft is not None:
            self._seal(phone, draft)

    def _seal(self, phone: Phone, draft: Draft) -> None:
        kind, about = draft["kind"], draft["refs"].get("record")
        self.world.acts[kind] += 1

        def saved(ids: list[str]) -> None:
            self.world.truth.claimed(phone.name, ids)
            told = (kind, draft["township"], draft["author"], phone.name, about)
            self.written[draft["id"]] = Written(draft["id"], *told)

        self.world.act(phone, "sealAny", draft, then=saved)

    def _draft(self, phone: Phone, kind: str, township: str, **told: Any) -> Draft:
        draft: Draft = {
            "id": self.world.uuid7(),
            "kind": kind,
            "township": township,
            "author": phone.user,
            "occurred_at": datetime.fromtimestamp(self.world.now / 1000, UTC).isoformat(),
            "geometry": None,
            "refs": {},
            "data": {},
        }
        return draft | told

    def _check_in(self, phone: Phone, township: str) -> Draft:
        told = {"refs": {"target": CLINIC}, "geometry": _here(), "data": {"method": "gps"}}
        return self._draft(phone, "check_in", township, **told)

    def _hazard(self, phone: Phone, township: str) -> Draft:
        self.count += 1
        description = f"{canary(township)} {phone.name} 护栏破损 {self.count}"
        contents = {"category": "rail_fence", "severity": "high", "description": description}
        return self._draft(phone, "hazard", township, geometry=_here(), data=contents)

    def _step(self, phone: Phone, township: str) -> Draft | None:
        """A step of somebody's hazard, which may have come to the server or not."""
        hazards = [w.id for w in self._here("hazard", township)]
        if not hazards:
            return None
        action = self.dice.choice(["measure", "rectified", "verified", "reopened"])
        refs = {"hazard": self.dice.choice(hazards)}
        return self._draft(phone, "hazard_step", township, refs=refs, data={"action": action})

    def _here(self, kind: str, township: str) -> list[Written]:
        return [w for w in self.written.values() if (w.kind, w.township) == (kind, township)]

    def _amendment(self, phone: Phone, _township: str) -> Draft | None:
        own = [w for w in self._revisable() if w.author == phone.user and w.phone == phone.name]
        return self._amending(phone, own)

    def _amendment_of_a_stranger(self, phone: Phone, _township: str) -> Draft | None:
        """Nobody may amend what a colleague recorded: it has to come to nothing."""
        users = [w for w in self._revisable() if w.author != phone.user]
        draft = self._amending(phone, users)
        if draft is not None:
            self.strangers.add(draft["id"])
            self.world.truth.doomed.add(draft["id"])
        return draft

    def _amending(self, phone: Phone, candidates: Sequence[Written]) -> Draft | None:
        if not candidates:
            return None
        of = self.dice.choice(candidates[-12:])
        refs = {"record": of.id}
        return self._draft(phone, "amendment", of.township, refs=refs, data=self.amending(of))

    def _void(self, phone: Phone, _township: str) -> Draft | None:
        kinds = (*REVISABLE, "amendment")
        own = [w for w in self.written.values() if w.author == phone.user and w.kind in kinds]
        if not own:
            return None
        of = self.dice.choice(own[-12:])
        refs, why = {"record": of.id}, {"reason": "重复填写"}
        draft = self._draft(phone, "void", of.township, refs=refs, data=why)
        if of.id in self.strangers:  # perhaps of a township that isn't its author's
            self.world.truth.doomed.add(draft["id"])
        return draft

    def _revisable(self) -> list[Written]:
        return [w for w in self.written.values() if w.kind in REVISABLE]

    def amending(self, of: Written) -> dict[str, Any]:
        """Contents of an amendment; its author saw the record, or the last one of its own phone."""
        seen = [of, *(w for w in self.written.values() if w.about == of.id and w.kind != "void")]
        last = self.dice.choice([of, seen[-1]])
        base = f"sha256:{self.world.truth.sealed[last.id].digest}"
        return {"base_digest": base, "changes": self._changes(of), "reason": "记错了"}

    def _changes(self, of: Written) -> dict[str, Any]:
        number = self.dice.randint(1, 9)
        return {
            "patrol": {"/properties/data/crew_count": number},
            "outreach_event": {"/properties/data/reached_count": number},
            "clinic_session": {"/properties/data/staff_count": number},
            "hazard": {"/properties/data/severity": self.dice.choice(["low", "urgent"])},
        }.get(of.kind, {"/properties/data/note": f"补充 {number}"})


def _here() -> dict[str, Any]:
    return {"type": "Point", "coordinates": [*SEAT]}
