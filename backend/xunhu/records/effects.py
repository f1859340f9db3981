"""Records into rows, and into other rows when they are amended or voided."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from xunhu.records.alarms import Savepoint, alarm, careful, raise_outage
from xunhu.records.clock import next_number, show_again
from xunhu.records.following import follow_up
from xunhu.records.kinds import Sealed, apply_all, followers_of, named
from xunhu.records.missing import note_base, note_references, states_of
from xunhu.records.models import (
    LET_GO,
    THINNED,
    DistrictClock,
    Revision,
    SealedRecord,
    TownshipMove,
)
from xunhu.records.referring import Sorts
from xunhu.records.revisions import (
    as_revision,
    base_of,
    is_revisable,
    record_named,
    revised_among,
    revision_named,
    revisions_of,
)
from xunhu.records.view import BASE_MISSING, REVISIONS, View, as_sealed, view_of


class Effects:
    """What the records of one transaction come to; `touched` is what followers look at."""

    def __init__(
        self,
        session: Session,
        clock: DistrictClock,
        ids: Sequence[UUID],
        savepoint: Savepoint = careful,
    ) -> None:
        """`savepoint` is what a part runs in that may fail alone."""
        self.session, self.savepoint = session, savepoint
        self.clock = clock
        self.revised = revised_among(session, clock.district, ids)
        self.touched: list[Sealed] = []
        self.current: dict[UUID, Sealed] = {}

    def is_revision(self, sealed: Sealed) -> bool:
        """Whether a record revises another or is revised: it is taken before the next is there."""
        return sealed.kind.name in REVISIONS or sealed.id in self.revised

    def take_all(self, records: Sequence[Sealed]) -> None:
        """Apply records of which none is a revision; they share a savepoint as long as nothing
        fails: fifty segments come together.
        """
        if not records:
            return
        try:
            with self.savepoint(self.session):
                apply_all(records)
        except Exception as wrong:
            raise_outage(wrong)
            for sealed in records:
                row = record_named(self.session, self.clock.district, sealed.id)
                assert row is not None
                self.take(row, sealed)
        else:
            self.current |= {sealed.id: sealed for sealed in records}
            self.touched += records

    def take(self, row: SealedRecord, sealed: Sealed) -> None:
        """Apply one record in its own savepoint; a failure leaves it kept, with an alarm."""
        try:
            with self.savepoint(self.session):
                touched = self._apply(row, sealed)
        except Exception as wrong:
            raise_outage(wrong)
            alarm(row, wrong)
        else:
            self.touched += touched

    def take_again(self, row: SealedRecord) -> None:
        """Put a record's rows in the place of whatever is there; raises what `apply` raises."""
        sealed = as_sealed(row)
        with self.savepoint(self.session):
            sealed.kind.withdraw(row.district, row.id)
            touched = self._apply(row, sealed)
        self.touched += touched

    def withdraw(self, row: SealedRecord) -> None:
        """Take a record's rows away, whatever it had come to; its bytes are about to go."""
        if row.kind in REVISIONS:
            self._undo(row)
            return
        if row.state == THINNED:
            kind = named(row.kind)
            assert kind is not None
            kind.withdraw(row.district, row.id)
            return
        before = self._standing(row)
        before.sealed.kind.withdraw(row.district, row.id)
        self.touched.append(before.sealed)

    def finish(self, stored: Sequence[Sealed], now: datetime, sorts: Sorts | None = None) -> None:
        """What can only be said of all records together: what they refer to, who follows them.

        `sorts` tells what is there of all that they refer to, where somebody has asked before.
        """
        if stored:
            note_references(self.session, self.clock.district, stored, now, sorts)
        self.follow()

    def follow(self) -> None:
        """Void the parts of what is voided, and let the followers look at all that was touched."""
        self.void_late_parts()
        for follower, records in followers_of(self.touched):
            follow_up(self.session, self.clock.district, follower, records, self.savepoint)

    def void_late_parts(self) -> None:
        """A part that comes, or is moved, after its whole was voided is voided with it."""
        parts = {s.id: s.refs.get(s.kind.part_of or "") for s in self.current.values()}
        wholes = {whole for whole in parts.values() if whole is not None}
        states = states_of(self.session, self.clock.district, wholes)
        late = [part for part, whole in parts.items() if whole and states.get(whole) == "voided"]
        if late:
            here = (SealedRecord.district == self.clock.district) & SealedRecord.id.in_(late)
            self.session.execute(update(SealedRecord).where(here).values(state="voided"))

    def _apply(self, row: SealedRecord, sealed: Sealed) -> list[Sealed]:
        if sealed.kind.name in REVISIONS:
            return self._revise(row, sealed)
        if row.id in self.revised:
            return self._refresh(row, None)
        sealed.kind.apply(sealed)
        self.current[row.id] = sealed
        return [sealed]

    def _revise(self, row: SealedRecord, sealed: Sealed) -> list[Sealed]:
        revision = as_revision(sealed, row.seq)
        self.session.add(revision)
        self.session.flush()
        if row.id in self.revised:
            self._refuse_revisions_of(row)
        self.revised.add(revision.record)
        about = record_named(self.session, row.district, revision.record)
        if about is not None and not is_revisable(about.kind, row.kind):
            row.state, row.fault = "ineffective", "not-revisable"
            return []
        base = base_of(self.session, about) if about else None
        if base is None or base.state in LET_GO:
            row.state = "waiting" if base is None else "ineffective"
            row.fault = base.state if base else None
            return []
        return self._refresh(base, self._standing(base))

    def _undo(self, row: SealedRecord) -> None:
        """Work out what a revision was about as if it had never come."""
        revision = revision_named(self.session, row.district, row.id)
        about = record_named(self.session, row.district, revision.record) if revision else None
        base = base_of(self.session, about) if about else None
        is_whole = base is not None and base.state not in LET_GO and base.kind not in REVISIONS
        before = self._standing(base) if base and is_whole else None
        if revision is not None:
            self.session.delete(revision)
            self.session.flush()
        if base is not None and before is not None:
            self.touched += self._refresh(base, before)

    def _refuse_revisions_of(self, row: SealedRecord) -> None:
        """Mark those that came before what they can't revise."""
        asked = select(SealedRecord).join(
            Revision,
            (Revision.district == SealedRecord.district) & (Revision.id == SealedRecord.id),
        )
        here = asked.where(Revision.district == row.district, Revision.record == row.id)
        for found in self.session.scalars(here):
            if not is_revisable(row.kind, found.kind):
                found.state, found.fault = "ineffective", "not-revisable"

    def _standing(self, row: SealedRecord) -> View:
        """The view that the rows were made of: with the revisions that are in force so far."""
        revisions = revisions_of(self.session, row.district, row.id)
        return view_of(row, [revision for revision in revisions if revision.in_force])

    def _refresh(self, row: SealedRecord, before: View | None) -> list[Sealed]:
        """Put the rows of the current view in the place of those that are there."""
        revisions = revisions_of(self.session, row.district, row.id)
        after = view_of(row, revisions)
        if before is not None and not before.voided:
            before.sealed.kind.withdraw(row.district, row.id)
            self.session.flush()
        if not after.voided:
            after.sealed.kind.apply(after.sealed)
        self.current[row.id] = after.sealed
        self._note_place(row, after)
        self._note_revisions(row, revisions, after)
        if (before is not None and before.voided) != after.voided:
            self._void_parts(row, after)
            if before is not None:  # else nobody has seen it yet
                show_again(self.clock, row)
        return [*([before.sealed] if before else []), after.sealed]

    def _note_place(self, row: SealedRecord, view: View) -> None:
        if row.township != view.sealed.township:
            for township in (row.township, view.sealed.township):
                number = next_number(self.clock)
                move = TownshipMove(district=row.district, township=township, number=number)
                self.session.merge(move)
        row.township, row.occurred_at = view.sealed.township, view.sealed.occurred_at
        row.state = "voided" if view.voided else "applied"

    def _note_revisions(self, row: SealedRecord, revisions: Sequence[Revision], view: View) -> None:
        asked = select(SealedRecord).where(
            SealedRecord.district == row.district,
            SealedRecord.id.in_([revision.id for revision in revisions]),
        )
        rows = {found.id: found for found in self.session.scalars(asked)}
        for revision in revisions:
            kept = rows[revision.id]
            revision.in_force = revision.seq in view.in_force
            revision.fault = view.faults.get(revision.seq)
            was, kept.state = kept.state, _state_of(revision)
            kept.township = row.township
            is_missing = revision.fault == BASE_MISSING
            note_base(self.session, revision, kept.received_at, is_missing=is_missing)
            if kept.about is None or kept.state != was:  # others may see it, or it has no effect
                kept.about, kept.about_author = row.kind, row.author
                show_again(self.clock, kept)
        self.session.flush()

    def _void_parts(self, row: SealedRecord, view: View) -> None:
        parts = view.sealed.kind.parts(self.session, row.district, row.id)
        here = (SealedRecord.district == row.district) & SealedRecord.id.in_(parts)
        was, becomes = ("applied", "voided") if view.voided else ("voided", "applied")
        changed = update(SealedRecord).where(here, SealedRecord.state == was)
        self.session.execute(changed.values(state=becomes))


def _state_of(revision: Revision) -> str:
    if revision.in_force:
        return "applied"
    if revision.fault == BASE_MISSING:
        return "waiting"
    return "voided" if revision.fault == "voided" else "ineffective"
