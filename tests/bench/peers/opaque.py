"""A store of documents that can answer nothing: each record as it is, in a JSONB column.

Run by gunicorn in the peers' own environment; `PEER_DATABASE` names a database of PostgreSQL. One
durable commit a push, as ours.
"""

import json
import os
from typing import Any
from uuid import UUID

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

host, name = os.environ["PEER_DATABASE"].split(" ")
db = SQLAlchemy(model_class=type("Base", (DeclarativeBase,), {}))
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"postgresql+psycopg://xunhu@/{name}?host={host}"


class Document(db.Model):
    id: Mapped[UUID] = mapped_column(primary_key=True)
    content: Mapped[Any] = mapped_column(JSONB)


db.init_app(app)
with app.app_context():
    db.create_all()


@app.post("/push")
def push():
    told = [json.loads(raw) for raw in request.get_data().split(b"\x1e")[1:]]
    db.session.add_all(Document(id=UUID(one["id"]), content=one) for one in told)
    db.session.commit()
    return {"stored": len(told)}
