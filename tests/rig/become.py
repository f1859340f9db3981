"""A process that has the product imported; it becomes `xunhu …` anew whenever it is told to.

The same commands with the same settings, without the seconds of imports that each start costs.
"""

import gc
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
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


def become(words: list[str], settings: dict[str, str], log: str) -> None:
    """Run one command in this process, in a session of its own; never returns to the caller."""
    status: Any = 1
    try:
        os.setsid()
        os.environ.clear()
        os.environ.update(settings)
        out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        for stream in (1, 2):
            os.dup2(out, stream)
        os.execv = run_here  # type: ignore[assignment]
        sys.argv = ["xunhu", *words]
        cli.main(words)
    except SystemExit as ended:
        status = ended.code or 0
    finally:
        sys.stdout.flush()
        os._exit(status if isinstance(status, int) else 1)


def bury() -> None:
    """Take leave of those who were killed."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue


def main() -> None:
    """Read an order a line, as JSON; answer with its process, or with its status once it ended."""
    gc.freeze()  # or every child would look through all that was imported, and copy it
    while line := sys.stdin.readline():
        order = json.loads(line)
        bury()
        child = os.fork()
        if not child:
            become(order["words"], order["settings"], order["log"])
        if order["is_chore"]:
            child = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(child, flush=True)


if __name__ == "__main__":
    main()
