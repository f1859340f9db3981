"""PostgreSQL's own programs, and how they are told where the database is."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.conninfo import make_conninfo
from psycopg.pq import Conninfo
from sqlalchemy.engine import URL

from xunhu.backups.refusals import BackupFailed
from xunhu.problems import Said

DEBIAN = Path("/usr/lib/postgresql")
VERSION = re.compile(r"\(PostgreSQL\)[^0-9]*([0-9]+)")


@dataclass(frozen=True)
class Programs:
    """The folder of programs that fit a server, and the address that they get."""

    folder: Path
    conninfo: str
    environment: Mapping[str, str]

    def named(self, program: str) -> str:
        return str(self.folder / program)


def connecting(url: URL) -> dict[str, Any]:
    """The keywords of libpq for an address of SQLAlchemy."""
    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    keywords = url.get_dialect()().create_connect_args(url)[1]
    return {name: value for name, value in keywords.items() if name in known}


def programs_for(url: URL, server: int) -> Programs:
    """Programs of the server's major version, else the next newer; raises BackupFailed.

    Older ones refuse the server; far newer ones write what it can't read back. The password goes
    by the environment: a command line is seen by everybody on the machine.
    """
    keywords = connecting(url)
    password = keywords.pop("password", None)
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    fitting = sorted((v, folder) for folder in _folders() if (v := _version(folder)) >= server)
    if not fitting:
        zh = f"没有找到 {server} 版或更新的 pg_dump、pg_restore、psql：请安装 postgresql-client"
        raise BackupFailed(Said(zh, f"pg_dump of PostgreSQL {server} or newer is needed"))
    return Programs(fitting[0][1], make_conninfo("", **keywords), environment)


def _folders() -> set[Path]:
    found = shutil.which("pg_dump")
    return {*DEBIAN.glob("*/bin"), *([Path(found).parent] if found else [])}


def _version(folder: Path) -> int:
    """The major version of the programs in a folder; 0 unless all three are there."""
    if not all((folder / name).is_file() for name in ("pg_dump", "pg_restore", "psql")):
        return 0
    asked = [str(folder / "pg_dump"), "--version"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603
    match = VERSION.search(told.stdout)
    return int(match[1]) if match else 0
