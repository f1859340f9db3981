"""A process that has the product imported; it becomes `xunhu …` anew whenever it is told to.

The same commands with the same settings, without the seconds of imports that each start costs.
"""

import json
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import gunicorn.workers.gthread
import psycopg
import sqlalchemy.dialects.postgresql.psycopg
import sqlalchemy.dialects.sqlite.pysqlite
from gunicorn.app import wsgiapp

from xunhu import cli

IMPORTED = (gunicorn, psycopg, sqlalchemy)


def run_here(_program: str, command: Sequence[str]) -> NoReturn:
    """In the place of `os.execv`: gunicorn within this process, which knows its modules."""
    sys.argv = list(command)
    wsgiapp.run()
    sys.exit(0)


def become(words: list[str], log: Path) -> None:
    """Run one command in this process, in a session of its own; never returns to the caller."""
    status: Any = 1
    try:
        os.setsid()
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for stream in (1, 2):
            os.dup2(out, stream)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.execv = run_here  # type: ignore[assignment]
        sys.argv = ["xunhu", *words]
        cli.main(words)
    except SystemExit as ended:
        status = ended.code or 0
    finally:
        sys.stdout.flush()
        os._exit(status if isinstance(status, int) else 1)


def main() -> None:
    """Read a command a line, as JSON; answer each with the number of the process that runs it."""
    log = Path(sys.argv[1])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who are killed
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            become(json.loads(line), log)
        print(child, flush=True)


if __name__ == "__main__":
    main()
