"""The simulated office: who there is, on which phone, and a database with all of them."""

import shutil
import tempfile
from functools import cache
from pathlib import Path
from uuid import UUID

import flask_migrate
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from make import CLINIC, NANZHUSHAN, SHUIJIANG, square
from people import ELSEWHERE, NANCHUAN, PASSWORD, PLACES, XINCHENG, make_target, township
from xunhu.app import create_app
from xunhu.auth import accounts
from xunhu.db import db, writing
from xunhu.records.models import DistrictClock
from xunhu.records.roles import Role
from xunhu.settings import Settings

EPOCH = UUID("0192f000-0000-4000-8000-000000000001")
TOWNSHIPS = {
    SHUIJIANG: square(107.2, 29.1),
    NANZHUSHAN: square(107.0, 29.1),
    XINCHENG: square(106.0, 29.1),
}
STAFF = {
    "an": (Role.PATROL_OFFICER, [SHUIJIANG], None),
    "bai": (Role.PATROL_OFFICER, [NANZHUSHAN], None),
    "cao": (Role.PATROL_OFFICER, [SHUIJIANG], None),
    "dai": (Role.PATROL_OFFICER, [SHUIJIANG], None),
    "ye": (Role.CLINIC_VOLUNTEER, [SHUIJIANG], None),
    "fan": (Role.PATROL_OFFICER, [XINCHENG], None),
    "gao": (Role.TOWNSHIP_SUPERVISOR, [SHUIJIANG, NANZHUSHAN], None),
    "hu": (Role.ADMINISTRATOR, [], NANCHUAN),
    "kong": (Role.ADMINISTRATOR, [], ELSEWHERE),
}
PHONES = {"p1": ["an"], "p2": ["cao", "dai"], "p3": ["ye"], "p4": ["bai"], "p5": ["fan"]}


def scratch() -> Path:
    """A fresh folder in memory where there is such a thing, for as long as the world lasts."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="xunhu-world-", dir=memory if memory.is_dir() else None))


def settings(folder: Path) -> Settings:
    return Settings(folder, f"sqlite:///{folder}/xunhu.db", "a secret of the simulation")


@cache
def template() -> bytes:
    """The database file of a district on its first day, the same bytes for every world."""
    folder = scratch()
    try:
        app = create_app(settings(folder))
        with app.app_context():
            flask_migrate.upgrade()
            with writing() as session:
                _fill(session)
            make_target("clinic", "法律诊所", {"type": "Point", "coordinates": [107.3, 29.2]},
                        id=UUID(CLINIC))  # fmt: skip
            db.session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.session.remove()
            db.engine.dispose()
        return (folder / "xunhu.db").read_bytes()
    finally:
        shutil.rmtree(folder)


def _fill(session: Session) -> None:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    session.add_all(DistrictClock(district=code, name=name, epoch=EPOCH) for code, name in PLACES)
    session.flush()
    session.add_all(township(code, code, area) for code, area in TOWNSHIPS.items())
    session.flush()
    for username, (role, townships, district) in STAFF.items():
        accounts.add_user(
            session,
            username,
            role=role,
            password_hash=quick,
            townships=townships,
            district=district,
        )
