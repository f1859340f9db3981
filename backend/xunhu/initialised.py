"""Whether there is anything to work on, looked at before a chore makes or opens any file."""

from pathlib import Path

from sqlalchemy import create_engine, inspect
from sqlalchemy.engine import make_url

from xunhu.problems import Problem, Said
from xunhu.settings import data_dir_told, database_url_told


class NotInitialised(Problem):
    """There is no database yet, or one without the product's tables."""

    code = "not-initialised"


def needs_init() -> None:
    """Raise NotInitialised, and leave the disk as it is, where `xunhu init` has not been run."""
    data_dir = data_dir_told()
    if not has_schema(database_url_told(data_dir)):
        raise NotInitialised(
            Said(
                f"数据目录 {data_dir} 还没有初始化：请先运行 xunhu init",
                f"the data directory {data_dir} is not initialised: run xunhu init first",
            )
        )


def has_schema(url: str) -> bool:
    """Whether a database has been migrated once; raises DBAPIError where it can't be reached."""
    told = make_url(url)
    if told.get_backend_name() == "sqlite":
        path = Path(told.database or "")
        if not path.is_file() or not path.stat().st_size:
            return False
    engine = create_engine(url)
    try:
        return inspect(engine).has_table("alembic_version")
    finally:
        engine.dispose()
