"""The migrations make the tables that today's code describes."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

import xunhu.cli
from xunhu.db import db

assert xunhu.cli, "with the program, every table is known"


def test_models_and_migrations_agree(app: Flask) -> None:
    with app.app_context():
        context = MigrationContext.configure(db.session.connection(), opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []
