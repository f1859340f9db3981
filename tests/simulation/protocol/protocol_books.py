"""What the server does inside a transaction: number, keep, apply, show again; and what it reads."""

from collections.abc import Iterator

from simulation.protocol.protocol_records import (
    HARD_SIZE,
    Cursor,
    Decision,
    Frame,
    Page,
    Record,
    Result,
    User,
    View,
    cut_short,
    digest,
    may_see,
    scope_of,
)
from simulation.protocol.protocol_tables import Draft, Parked, Row, Tables

PULL_LIMIT = 6


class Books:
    """The rules of the records. No networks, no locks, no kills: those are the Server's."""

    def settle(self, draft: Draft, frame: Frame, sender: User) -> Result:
        """One record of an envelope: it stands or falls alone."""
        record = frame.record
        if frame.is_cut:
            return Result(record.id, digest(cut_short(record)), "retry")
        if record.size > HARD_SIZE or record.fault == "rejected":
            return Result(record.id, digest(record), "rejected")
        if record.id in draft.rows:
            return self.again(draft.rows[record.id], record)
        if record.id in draft.seen.parked:
            is_same = draft.seen.parked[record.id].record == record
            return Result(record.id, digest(record), "parked" if is_same else "conflict")
        if record.fault == "parked" or record.township not in sender.had:
            draft.seen.parked[record.id] = Parked(record, sender.name)
            return Result(record.id, digest(record), "parked")
        row = self.keep(draft, record, sender.name)
        return Result(record.id, digest(record), "stored", row.seq)

    def again(self, row: Row, record: Record) -> Result:
        """The answer to a record whose id is known."""
        if row.state == "erased":
            return Result(record.id, digest(record), "erased")
        if row.record != record:
            return Result(record.id, digest(record), "conflict")
        return Result(record.id, digest(record), "duplicate", row.seq)

    def keep(self, draft: Draft, record: Record, sender: str) -> Row:
        """Number a record; it waits when what it refers to has not come."""
        seq = self.next_number(draft)
        has_come = not record.refs or record.refs in draft.rows
        state = "applied" if has_come else "waiting"
        row = Row(record, seq, seq, state, record.township, (), sender)
        draft.rows[record.id] = row
        if has_come:
            self.apply(draft, record)
        for late in draft.waiting_for(record.id):
            self.show_again(draft, late, state="applied")
            self.apply(draft, late.record)
        return row

    def next_number(self, draft: Draft) -> int:
        """Given inside the transaction that holds the district's lock."""
        return draft.next_number()

    def apply(self, draft: Draft, record: Record) -> None:
        """What a record does to others; one that fails is kept, marked, and harms none."""
        if record.fault == "unappliable":
            draft.rows[record.id] = draft.rows[record.id]._replace(state="unapplied")
        row = draft.rows.get(record.refs)
        if row is None or row.state == "erased":
            return
        if record.kind == "void":
            self.show_again(draft, row, state="voided")
        if record.kind == "move" and record.to_township != row.township:
            self.move(draft, row, record.to_township)

    def move(self, draft: Draft, row: Row, township: str) -> None:
        left = (*row.left, row.township)
        self.show_again(draft, row._replace(township=township, left=left), state=row.state)

    def show_again(self, draft: Draft, row: Row, state: str) -> None:
        """Whoever has read this row will read it again, as it is now."""
        shown = self.next_number(draft)
        draft.rows[row.record.id] = row._replace(state=state, shown=shown)

    def receive_photo(self, draft: Draft, record_id: str, slot: int) -> int:
        """Note that a photo has come; gives the number of its arrival, 0 if nobody asks for it."""
        row = draft.rows[record_id]
        if row.state == "erased":
            return 0
        if (record_id, slot) not in draft.seen.photos:
            draft.seen.photos[record_id, slot] = 0
            self.show_again(draft, row, state=row.state)
            draft.seen.photos[record_id, slot] = draft.rows[record_id].shown
        return draft.seen.photos[record_id, slot]

    def view(self, tables: Tables, row: Row) -> View:
        slots = range(len(row.record.photos))
        missing = tuple(slot for slot in slots if (row.record.id, slot) not in tables.photos)
        return View(row.record, row.township, row.state, missing)

    def is_visible(self, user: User, row: Row) -> bool:
        is_there = row.state != "erased"
        return is_there and may_see(user, row.record.kind, row.township, row.record.author)

    def was_visible(self, user: User, row: Row) -> bool:
        """Whether this user may have it: then its going has to be told, an erasure always."""
        kind, author = row.record.kind, row.record.author
        if row.state == "erased" and user.name in (author, row.sender):
            return True
        return any(may_see(user, kind, place, author) for place in (row.township, *row.left))

    def page(self, user: User, tables: Tables, after: int) -> Page:
        """What changed for this user after a number, in the order of the numbers."""
        newer = sorted(self.changes(user, tables, after))
        part = newer[:PULL_LIMIT]
        rows = [tables.rows[id] for _, id in part if id in tables.rows]
        seen = tuple(self.view(tables, row) for row in rows if self.is_visible(user, row))
        gone = tuple(row.record.id for row in rows if not self.is_visible(user, row))
        decided = tuple(self.decision(tables.parked[id[1:]]) for _, id in part if id[0] == "!")
        reached = part[-1][0] if part else after
        cursor = Cursor(tables.epoch, scope_of(user), reached)
        return Page(seen, gone, decided, cursor, len(newer) > PULL_LIMIT)

    def changes(self, user: User, tables: Tables, after: int) -> Iterator[tuple[int, str]]:
        """(number, id) of rows; the id of a decision is marked with a `!`."""
        for record_id, row in tables.rows.items():
            if row.shown > after and self.was_visible(user, row):
                yield row.shown, record_id
        for record_id, parked in tables.parked.items():
            if parked.shown > after and user.name in (parked.record.author, parked.sender):
                yield parked.shown, f"!{record_id}"

    def decision(self, parked: Parked) -> Decision:
        return Decision(parked.record.id, digest(parked.record), parked.decision, parked.seq)
