"""What a backup needs of a database, whichever it is."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from sqlalchemy.engine import URL

from xunhu.backups.postgresql import PostgresqlStore
from xunhu.backups.reading import Census, Row
from xunhu.backups.refusals import Progress
from xunhu.backups.sqlite import SqliteStore

Upgrade = Callable[[URL], None]


class Store(Protocol):
    """A database that can be copied while others write to it, and brought back."""

    @property
    def kind(self) -> str: ...

    @property
    def file_name(self) -> str: ...

    def devices(self) -> set[int]:
        """The file systems (`st_dev`) that are known to hold the data."""

    def copy(self, target: Path, told: Progress) -> Census:
        """Copy one snapshot into a file, on disk on return; gives what the snapshot held."""

    def rows(self, copy: Path) -> Iterator[Row]:
        """Every row of a copy; raises BadBackup when it can't be read to its end."""

    def bring_back(self, copy: Path, mark: str, upgrade: Upgrade) -> str | None:
        """Put a copy in the place of the data, with new epochs; gives where the old data are now.

        Whatever it raises, the old data are in place.
        """


def store_of(url: URL) -> Store:
    """The store of a database's address."""
    return SqliteStore(url) if url.get_backend_name() == "sqlite" else PostgresqlStore(url)
