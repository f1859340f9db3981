"""The same as `flask_copy`, by somebody who has tuned it: columns in numpy, points as raw hex.

Run by gunicorn in the peers' own environment; `PEER_DATABASE` names a PostGIS database.
"""

import os
from uuid import UUID

import numpy as np
import orjson
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from geoalchemy2 import Geometry
from sqlalchemy import Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

host, name = os.environ["PEER_DATABASE"].split(" ")
db = SQLAlchemy(model_class=type("Base", (DeclarativeBase,), {}))
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"postgresql+psycopg://xunhu@/{name}?host={host}"
POINT_4326 = np.frombuffer(bytes.fromhex("0101000020E6100000"), dtype="u1")


class Fix(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    patrol: Mapped[UUID]
    time_ms: Mapped[int] = mapped_column(db.BigInteger)
    accuracy_m: Mapped[float]
    place = mapped_column(Geometry("POINT", srid=4326, spatial_index=True))

    __table_args__ = (Index("fix_patrol_time", "patrol", "time_ms"),)


db.init_app(app)
with app.app_context():
    db.create_all()


@app.post("/push")
def push():
    connection = db.engine.raw_connection()
    try:
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY fix (patrol, time_ms, accuracy_m, place) FROM STDIN") as copy,
        ):
            count = sum(write(copy, raw) for raw in request.get_data().split(b"\x1e")[1:])
        connection.commit()
    finally:
        connection.close()
    return {"stored": count}


def write(copy, raw):
    """The lines of one segment, checked as columns; how many."""
    told = orjson.loads(raw)
    if told["properties"]["kind"] != "track_segment":
        return 0
    columns, patrol = told["properties"]["data"], str(UUID(told["properties"]["refs"]["patrol"]))
    places = np.array(told["geometry"]["coordinates"], dtype="<f8")
    times, accuracy = np.array(columns["times"]), np.array(columns["accuracy_m"], dtype=float)
    if not np.isfinite(places).all() or (np.abs(places) > (180, 90)).any():
        raise ValueError("not on earth")
    if len(times) != len(places) or len(accuracy) != len(places) or (accuracy < 0).any():
        raise ValueError("columns don't fit")
    points = np.hstack([np.tile(POINT_4326, (len(places), 1)), places.view("u1").reshape(-1, 16)])
    told_hex, width = points.tobytes().hex(), 2 * points.shape[1]
    copy.write(
        "".join(
            f"{patrol}\t{time}\t{metres}\t{told_hex[n * width : (n + 1) * width]}\n"
            for n, (time, metres) in enumerate(
                zip(columns["times"], columns["accuracy_m"], strict=True)
            )
        )
    )
    return len(places)
