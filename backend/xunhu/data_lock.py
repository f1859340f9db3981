"""Who works on the data directory: servers and backups share it, a restore has it alone."""

import fcntl
import time
from io import TextIOWrapper
from pathlib import Path

from xunhu.problems import Problem, Said

NAME = "serving.lock"
TRIES, BETWEEN_S = 10, 0.1


class Occupied(Problem):
    """Somebody works on the data directory in a way that excludes this."""

    status, code = 409, "occupied"


def share(data_dir: Path) -> TextIOWrapper:
    """Work beside others until the file is closed; raises Occupied while a restore runs.

    An inheritable descriptor keeps it over `exec`, and the workers of a server have it too.
    """
    said = Said("正在恢复数据，请稍后再试", "the data is being restored; try again later")
    return _locked(data_dir, fcntl.LOCK_SH, said)


def alone(data_dir: Path) -> TextIOWrapper:
    """Work without others until the file is closed; raises Occupied while anybody shares it."""
    said = Said(
        "服务器或备份正在使用这个数据目录，请先停止（xunhu serve）",
        "a server or a backup works on this data directory: stop it first",
    )
    return _locked(data_dir, fcntl.LOCK_EX, said)


def _locked(data_dir: Path, mode: int, said: Said) -> TextIOWrapper:
    data_dir.mkdir(parents=True, exist_ok=True)
    held = (data_dir / NAME).open("a")
    for patience in range(TRIES, -1, -1):  # workers outlive their server for a moment
        try:
            fcntl.flock(held, mode | fcntl.LOCK_NB)
            break
        except BlockingIOError as error:
            if not patience:
                held.close()
                raise Occupied(said) from error
            time.sleep(BETWEEN_S)
    return held
