"""Runs the numbered schema changes against the application's database."""

from typing import Literal

from alembic import context
from flask import current_app

from xunhu.db import UtcDateTime, db


def plain_types(kind: str, thing: object, _autogen: object) -> str | Literal[False]:
    """Migrations must not depend on classes of today's code."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def migrate_now() -> None:
    """Bring the schema to the newest version in one transaction."""
    with current_app.extensions["migrate"].db.engine.begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            compare_type=True,
            render_item=plain_types,
            render_as_batch=connection.dialect.name == "sqlite",
        )
        with context.begin_transaction():
            context.run_migrations()


migrate_now()
