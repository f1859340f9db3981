"""Mistakes of a phone with its storage, its tabs and the network: each has to be caught."""

from simulation.protocol.protocol_phone import LEASE_S, Phone
from simulation.protocol.protocol_records import (
    Answer,
    Record,
    Report,
    Steps,
)
from simulation.protocol.protocol_storage import Disk, QuotaExceeded


class CursorFirst(Phone):
    """The cursor is saved before the page that it stands behind."""

    def pulled(self, answer: Answer) -> Steps:
        if answer.status == 200:
            self.disk.cursor = answer.body.next
            self.world.wrote(self.name)
            yield
        return (yield from super().pulled(answer))


class SignInWipes(Phone):
    """A second user who signs in finds an empty phone."""

    def sign_in(self, user: str) -> None:
        if user != self.disk.user:
            self.disk.payloads, self.disk.outbox, self.disk.photos = {}, {}, {}
        super().sign_in(user)


class LeaseForEver(Phone):
    """The lease of a tab that was closed never runs out."""

    def lease_holds(self, until: int) -> bool:
        return True


class LeaseOfTenYears(Phone):
    """A lease is believed, however far ahead a jump of the clock has put its end."""

    def lease_holds(self, until: int) -> bool:
        return self.clock() < until + LEASE_S


class ScopeChangeIgnored(Phone):
    """After a 409 the pull starts again on top of what the phone may no longer show."""

    def start_again(self, answer: Answer) -> None:
        self.disk.cursor = None


class PageOfAnother(Phone):
    """A page that was asked for by one user is taken for the next who signed in."""

    def pull_all(self, tab: str) -> Steps:
        more = True
        while more:
            answer = yield from self.ask(tab, "pull", self.disk.cursor)
            more = yield from self.pulled(answer)


class PortalBelieved(Phone):
    """A push that got a 200 is taken for "all stored", whoever answered."""

    def is_real(self, kind: str, answer: Answer) -> bool:
        return answer.is_json or kind == "push"

    def settle(self, batch: list[Record], answer: Answer) -> None:
        for record in batch:
            if record.id in self.disk.outbox:
                self.change(record.id, state="stored")
        self.world.wrote(self.name)


class NoSlowLane(Phone):
    """An envelope that fails is sent again as it is."""

    def envelope_failed(self, tab: str, batch: list[Record], answer: Answer) -> Steps:
        self.postpone_all(batch)
        yield


class QuotaDrops(Phone):
    """When the storage is full the record is dropped, and the screen says "saved"."""

    def seal(self, record: Record, contents: tuple[str, ...]) -> Steps:
        try:
            yield from self.put_sealed(record, contents)
        except QuotaExceeded:
            self.world.wrote(self.name)
        self.world.ghosts.say_saved(record)
        yield


class TwoTransactions(Phone):
    """A record is sealed in one transaction and queued in the next."""

    def put_sealed(self, record: Record, contents: tuple[str, ...]) -> Steps:
        self.need_room(contents)
        self.write_payload(record, contents)
        self.world.wrote(self.name)
        yield
        yield from super().put_sealed(record, contents)


class RollbackClears(Phone):
    """An older app that finds storage of a newer one begins with an empty one."""

    def open(self) -> None:
        if self.disk.version > self.version:
            self.disk = Disk(self.disk.device, user=self.disk.user, version=self.version)
        super().open()


class OwnReportedOnly(Phone):
    """A phone reports only what the signed-in user has not sent."""

    def report(self) -> Report:
        mine = [
            row.state
            for record_id, row in self.disk.outbox.items()
            if self.disk.payloads[record_id].author == self.disk.user
        ]
        return Report(mine.count("waiting"), mine.count("attention"), self.world.step_count)
