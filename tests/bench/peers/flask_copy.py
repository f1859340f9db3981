"""What a Flask user would write: a GeoAlchemy2 table of fixes, filled by COPY.

Run by gunicorn in the peers' own environment; `PEER_DATABASE` names a PostGIS database.
"""

import os
from uuid import UUID

import orjson
from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from geoalchemy2 import Geometry
from marshmallow import Schema, fields, validate
from sqlalchemy import Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

host, name = os.environ["PEER_DATABASE"].split(" ")
db = SQLAlchemy(model_class=type("Base", (DeclarativeBase,), {}))
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"postgresql+psycopg://xunhu@/{name}?host={host}"


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


class FixSchema(Schema):
    patrol = fields.UUID(required=True)
    time_ms = fields.Integer(required=True, strict=True, validate=validate.Range(min=1))
    accuracy_m = fields.Float(required=True, validate=validate.Range(min=0))
    lon = fields.Float(required=True, validate=validate.Range(-180, 180))
    lat = fields.Float(required=True, validate=validate.Range(-90, 90))


FIXES = FixSchema(many=True)


def write(copy, raw):
    """The rows of one segment, each checked by marshmallow; how many."""
    told = orjson.loads(raw)
    if told["properties"]["kind"] != "track_segment":
        return 0
    columns, patrol = told["properties"]["data"], told["properties"]["refs"]["patrol"]
    places, times = told["geometry"]["coordinates"], columns["times"]
    rows = zip(places, times, columns["accuracy_m"], strict=True)
    checked = FIXES.load(
        [
            {"patrol": patrol, "time_ms": time_ms, "accuracy_m": metres, "lon": lon, "lat": lat}
            for (lon, lat), time_ms, metres in rows
        ]
    )
    for one in checked:
        point = f"SRID=4326;POINT({one['lon']} {one['lat']})"
        copy.write_row((one["patrol"], one["time_ms"], one["accuracy_m"], point))
    return len(checked)
