"""The rarer things: lost storage, restored servers, revoked devices, erased and doubled records."""

from typing import TYPE_CHECKING

from simulation.protocol.protocol_phone import Phone
from simulation.protocol.protocol_records import Record
from simulation.protocol.protocol_tables import Backup

if TYPE_CHECKING:
    from simulation.protocol.protocol_world import World


class Disasters:
    """What the events of a run are mixed with."""

    world: "World"

    def phone(self) -> Phone:
        """Any phone, but often one that is at work: that is when it hurts."""
        busy = [task.owner for task in self.world.tasks if task.owner in self.world.phones]
        if busy and self.world.rng.random() < 0.3:
            return self.world.phones[self.world.rng.choice(busy)]
        return self.world.rng.choice(list(self.world.phones.values()))

    def evict(self) -> None:
        """The phone is lost or its browser cleared: what was never sent is gone, and counted."""
        phone = self.phone()
        self.world.end_tasks(phone.name)
        self.world.ghosts.lose(phone)
        phone.evict()
        phone.sign_in(self.world.homes[phone.name])
        self.world.count("storage evicted")

    def update(self) -> None:
        """The app is updated, or rolled back to the version before."""
        phone = self.phone()
        self.world.end_tasks(phone.name)
        phone.install(3 - phone.version)
        self.world.count("app updated or rolled back")

    def move_membership(self) -> None:
        name = self.world.rng.choice(("chen", "liu", "wang", "zhou"))
        townships = self.world.rng.choice((("A1",), ("A2",), ("A1", "A2")))
        self.world.server.move_user(name, townships)
        self.world.wrote("server")
        self.world.count("membership moved")

    def revoke(self) -> None:
        """A device is revoked, or let in again."""
        device = self.phone().disk.device
        self.world.server.revoke(device, is_revoked=self.world.rng.random() < 0.5)
        self.world.count("device revoked or reinstated")

    def restore(self) -> None:
        """The data is lost; the newest backup is used, or the one before if that is unreadable."""
        self.world.end_tasks("server", "office")
        server, rng = self.world.server, self.world.rng
        elsewhere = [b for b in server.backups if b.is_elsewhere][-2:]
        beside = [b for b in server.backups if not b.is_elsewhere]
        chosen = elsewhere[-1] if elsewhere else None
        if len(elsewhere) == 2 and rng.random() < 0.4:
            chosen = self.unreadable(elsewhere)
        elif beside and (not elsewhere or server.backups.index(beside[-1]) > 1):
            chosen = rng.choice((beside[-1], chosen))
        self.world.ghosts.restored(chosen)
        server.restore(chosen)
        server.is_up = True
        self.world.count("server restored")

    def unreadable(self, elsewhere: list[Backup]) -> Backup:
        """The newest can't be read, for good or only today; the one before is used."""
        if self.world.rng.random() < 0.5:
            self.world.server.backups.remove(elsewhere[-1])
        return elsewhere[0]

    def erase(self) -> None:
        """Often a record of somebody who has left its township."""
        server, rng = self.world.server, self.world.rng
        rows = [
            (name, row)
            for name, tables in server.districts.items()
            for row in tables.rows.values()
            if row.state != "erased"
        ]
        left = [
            (name, row)
            for name, row in rows
            if row.township not in server.users[row.record.author].townships
        ]
        if rows and server.is_up:
            name, row = rng.choice(left if left and rng.random() < 0.5 else rows)
            self.world.start("office", server.erase(name, row.record.id), "erasing")
            self.world.count("record erased")

    def use_an_id_twice(self) -> None:
        """A cloned phone: an id that another phone has used, for other bytes."""
        ghosts, phone = self.world.ghosts, self.phone()
        user = self.world.server.users.get(phone.disk.user)
        known = [r for r in ghosts.single() if phone.name not in r.id]
        known = [r for r in known if user and r.text.startswith(user.district)]
        if user is None or user.role == "supervisor" or not known:
            return
        first = self.world.rng.choice(known)
        text = f"{user.district}|{user.had[0]}|outreach|{user.name}|{self.world.number()}"
        double = Record(first.id, "outreach", user.had[0], user.name, text)
        ghosts.seal(double)
        self.world.start(phone.name, phone.seal(double, ()), "cloned form")
        self.world.count("id used twice")

    def spoil_photo(self) -> None:
        """A photo that waits rots on the phone: it is not what its record declares any more."""
        phone = self.phone()
        waiting = [slot for slot, photo in phone.disk.photos.items() if photo.state == "waiting"]
        if waiting:
            slot = self.world.rng.choice(waiting)
            spoilt = phone.disk.photos[slot]
            phone.disk.photos[slot] = spoilt._replace(content=spoilt.content + "~")
            self.world.ghosts.spoilt[slot] = True
            self.world.count("photo spoilt")

    def put_right(self) -> None:
        """The end of all faults; every second revoked device stays revoked."""
        world = self.world
        world.server.is_up = True
        for phone in world.phones.values():
            phone.room, phone.sends_for_colleagues = 2, False
            device = world.server.devices.get(phone.disk.device)
            if device and device.is_revoked and world.rng.random() < 0.5:
                world.server.revoke(phone.disk.device, is_revoked=False)
