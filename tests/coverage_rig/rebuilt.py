"""What coverage keeps of patrols, and whether a rebuild comes to the same."""

from typing import Any
from uuid import UUID

from flask import Flask

from people import NANCHUAN
from xunhu.coverage.models import PatrolDay, PatrolDaySum, PatrolTail
from xunhu.coverage.rebuild import rebuild
from xunhu.db import db


def rows(*patrols: UUID) -> list[Any]:
    """The rows of these patrols, or of all."""
    asked = [db.select(table.__table__) for table in (PatrolDay, PatrolDaySum, PatrolTail)]
    if patrols:
        asked = [one.where(one.selected_columns.patrol.in_(patrols)) for one in asked]
    return [sorted(map(repr, db.session.execute(one).all())) for one in asked]


def rows_in(app: Flask) -> list[Any]:
    with app.app_context():
        return rows()


def check_rebuilt(app: Flask) -> None:
    """Work everything out anew and find the same rows."""
    added = rows_in(app)
    with app.app_context():
        rebuild(NANCHUAN)
    assert rows_in(app) == added
