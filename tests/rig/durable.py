"""PostgreSQL with the settings that the product demands, made to crash and to recover."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from rig.databases import PostgresCluster

NOTICED_WITHIN_S, RECOVERED_WITHIN_S = 0.05, 30
AT_ONE_STROKE = "-c recovery_init_sync_method=syncfs"  # thousands of files one by one take seconds
CLIENTS = """
SELECT pid FROM pg_stat_activity
WHERE datname = '{name}' AND backend_type = 'client backend' LIMIT 1
"""
BADLY_KEPT = """
SELECT c.oid::regclass::text FROM pg_class c, verify_heapam(c.oid)
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
"""
EVERY_INDEX = """
SELECT count(bt_index_check(i.indexrelid, true)) FROM pg_index i JOIN pg_class c
ON c.oid = i.indexrelid WHERE c.relnamespace = 'public'::regnamespace
"""


class DurableCluster(PostgresCluster):
    """A private cluster with fsync and full pages on; `folder` says on which disk it lies."""

    def __init__(self, folder: Path | None = None, options: str = "") -> None:
        super().__init__()
        self.options = f"{AT_ONE_STROKE} {options}"
        if folder is not None:
            self.folder.rmdir()
            self.folder = folder
            if self.owner:
                shutil.chown(folder, "postgres", "postgres")

    def start(self) -> None:
        words = ["-U", "xunhu", "-E", "UTF8", "--no-locale", "-A", "trust", "--wal-segsize=1"]
        self.run("initdb", *words, "--no-sync")
        self.go_on()

    def go_on(self) -> None:
        """Start from what is on the disk, recovering what a crash left."""
        where = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        self.run(
            "pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", f"{where} {self.options}", "start"
        )

    def crash(self) -> None:
        """All processes end at once; the next start recovers from the log."""
        with suppress(subprocess.CalledProcessError):  # a full disk has ended it before
            self.run("pg_ctl", "-w", "-m", "immediate", "stop")

    def kill_backend(self, name: str) -> None:
        """Kill -9 of a process that serves a client; returns when the cluster has recovered."""
        for (pid,) in self.say("postgres", CLIENTS.format(name=name)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(NOTICED_WITHIN_S)
        for _ in range(round(RECOVERED_WITHIN_S / NOTICED_WITHIN_S)):
            if self.answers():
                return
            time.sleep(NOTICED_WITHIN_S)

    def answers(self) -> bool:
        with suppress(psycopg.OperationalError):
            return bool(self.say("postgres", "SELECT 1"))
        return False

    def damage(self, name: str) -> list[str]:
        """The tables of a database whose pages are not whole; raises when an index is not."""
        self.say(name, "CREATE EXTENSION IF NOT EXISTS amcheck")
        self.say(name, EVERY_INDEX)
        return [table for (table,) in self.say(name, BADLY_KEPT)]

    def stop(self) -> None:
        self.crash()
        shutil.rmtree(self.folder)
