"""An archive of pg_dump as the script that it stands for: read row by row, or run."""

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from xunhu.backups.programs import Programs
from xunhu.backups.reading import WATCHED, Row
from xunhu.backups.refusals import BadBackup, RestoreFailed
from xunhu.problems import Said

COPY, END, NULL, HEX = b"COPY public.", b"\\.\n", b"\\N", b"\\\\x"
BLOCK = 1 << 20


@contextmanager
def script_of(programs: Programs, archive: Path) -> Iterator[IO[bytes]]:
    """The script that restores an archive; raises BadBackup unless it can be read to its end."""
    command = [programs.named("pg_restore"), "--no-owner", "--no-privileges", "--file=-"]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(  # noqa: S603
            [*command, str(archive)], stdout=subprocess.PIPE, stderr=complaints
        ) as reading,
    ):
        assert reading.stdout is not None
        yield reading.stdout
        reading.stdout.close()
        if reading.wait():
            why = complaint(complaints)
            raise BadBackup(Said(f"备份读不出：{why}", f"the archive can't be read: {why}"))


def read_script(script: IO[bytes]) -> Iterator[Row]:
    """The rows that a script holds as COPY blocks."""
    for line in script:
        if line.startswith(COPY):
            table, columns = _heading(line)
            yield from _block(script, table, columns)


def _heading(line: bytes) -> tuple[str, list[str]]:
    """The table and the columns of `COPY public.name (a, b) FROM stdin;`."""
    named, _, rest = line[len(COPY) :].decode().partition(" (")
    columns = rest.rpartition(")")[0].split(", ")
    return named.strip('"'), [column.strip('"') for column in columns]


def _block(script: IO[bytes], table: str, columns: list[str]) -> Iterator[Row]:
    places = {name: columns.index(name) for name in WATCHED.get(table, ()) if name in columns}
    for line in script:
        if line == END:
            return
        fields = line[:-1].split(b"\t") if places else []
        yield table, {name: _value(fields[place]) for name, place in places.items()}
    raise BadBackup(Said(f"表 {table} 不完整", f"table {table} is cut short"))


def _value(written: bytes) -> Any:
    if written == NULL:
        return None
    if written.startswith(HEX):
        return bytes.fromhex(written[len(HEX) :].decode())
    return written.decode()


def run_script(
    programs: Programs, before: Sequence[str], archive: Path, after: Sequence[str]
) -> None:
    """Run statements, an archive's script, statements: one transaction, or RestoreFailed."""
    command = [programs.named("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(  # noqa: S603
            [*command, "--file=-", f"--dbname={programs.conninfo}"],
            env=programs.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
        ) as running,
    ):
        assert running.stdin is not None
        with suppress(BrokenPipeError):  # psql has stopped, and says why
            _feed(running.stdin, programs, before, archive, after)
        if running.wait():
            why = complaint(complaints)
            raise RestoreFailed(Said(f"数据库：{why}", f"database: {why}"))


def _feed(
    into: IO[bytes],
    programs: Programs,
    before: Sequence[str],
    archive: Path,
    after: Sequence[str],
) -> None:
    """Without its COMMIT, because the archive could not be read, nothing of it counts."""
    with into:
        into.write("\n".join(["BEGIN;", *before, ""]).encode())
        with script_of(programs, archive) as script:
            while block := script.read(BLOCK):
                into.write(block)
        into.write("\n".join([*after, "COMMIT;", ""]).encode())


def complaint(stderr: IO[bytes]) -> str:
    """The line that says what is wrong, of all that a program wrote."""
    stderr.seek(0)
    lines = [line.strip() for line in stderr.read().decode(errors="replace").splitlines()]
    wrong = [line for line in lines if "error" in line.lower()]
    return next(iter([*wrong, *filter(None, lines)]), "")
