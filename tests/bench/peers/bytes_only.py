"""The least of all stores: each record's bytes, compressed, under its id; nothing is looked at.

Run by gunicorn in the peers' own environment; `PEER_FILE` is a SQLite file. One durable commit a
push, as ours.
"""

import os
import sqlite3
import threading

import orjson
import zstandard
from flask import Flask, request

app = Flask(__name__)
mine = threading.local()


def database():
    if not hasattr(mine, "connection"):
        mine.connection = sqlite3.connect(os.environ["PEER_FILE"], timeout=30)
        mine.connection.execute("PRAGMA journal_mode=WAL")
        mine.connection.execute("PRAGMA synchronous=FULL")
        mine.connection.execute(
            "CREATE TABLE IF NOT EXISTS document (id TEXT PRIMARY KEY, content BLOB NOT NULL)"
        )
    return mine.connection


@app.post("/push")
def push():
    squeeze = zstandard.ZstdCompressor(level=3).compress
    documents = [
        (orjson.loads(raw)["id"], squeeze(raw)) for raw in request.get_data().split(b"\x1e")[1:]
    ]
    with database() as connection:
        connection.executemany("INSERT INTO document VALUES (?, ?)", documents)
    return {"stored": len(documents)}
