"""The office's backups, by the product's own means, and what bringing one back means."""

from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy.engine import make_url

from simulation.real.server import Server
from xunhu.app import MIGRATIONS
from xunhu.backups.cli import upgrade
from xunhu.backups.restore import Aim, restore
from xunhu.backups.stores import store_of
from xunhu.backups.take import take
from xunhu.db import db, utcnow

ELSEWHERE = {-1}  # as if the data lay on a file system of their own


def _quiet(_what: str, _done: int, _total: int) -> None:
    pass


class Archive:
    """A folder of backups that may one day be needed."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.folder = server.folder / "backups"

    @property
    def backups(self) -> list[Path]:
        return sorted(self.folder.glob("xunhu-*Z"))

    def back_up(self) -> None:
        """What `xunhu backup` does, onto another disk."""
        server = self.server
        with server.app.app_context():
            store = store_of(make_url(server.settings.database_url))
            take(store, server.folder, self.folder, utcnow(), ELSEWHERE, _quiet)
            db.session.remove()

    def bring_back(self, age: int) -> None:
        """What `xunhu restore` does, with the newest backup (age 0) or the one before it (1)."""
        server, chosen = self.server, self.backups[-1 - age]
        server.stop()
        with server.app.app_context():
            store = store_of(make_url(server.settings.database_url))
            known = {s.revision for s in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}
            aim = Aim(store, server.folder, known, upgrade)
            restore(chosen, aim, utcnow(), _quiet, lambda _folder, _bad: None)
        server.restart(anew=True)
