"""Sending and reading images as a phone does."""

import base64
import hashlib
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from make import id_of, make_hazard
from people import OUR_PAGE, Person


def content_digest(image: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(image).digest()).decode()}:"


def declared(image: bytes, slot: str = "photo-1", media_type: str = "image/jpeg") -> dict[str, Any]:
    """What a record says of an image that will follow."""
    sha256 = hashlib.sha256(image).hexdigest()
    return {"slot": slot, "sha256": sha256, "size": len(image), "media_type": media_type}


def hazard_with(image: bytes, media_type: str = "image/jpeg", **changes: Any) -> bytes:
    """A hazard with one photo."""
    return make_hazard(attachments=[declared(image, media_type=media_type)], **changes)


def put(
    person: Person, record: bytes | str, image: bytes, slot: str = "photo-1", **headers: str
) -> TestResponse:
    """Send an image as JPEG, with the headers that belong to it unless told."""
    told = {
        **OUR_PAGE,
        "Content-Type": headers.pop("media_type", "image/jpeg"),
        "Content-Digest": headers.pop("digest", content_digest(image)),
        **headers,
    }
    return person.client.put(address(record, slot), data=image, headers=told)


def address(record: bytes | str, slot: str = "photo-1") -> str:
    return f"/api/v1/attachments/{id_of(record)}/{slot}"


def see(person: Person, record: bytes | str, **headers: str) -> TestResponse:
    """Ask for an image; its file is closed again."""
    return person.client.get(address(record), headers=headers, buffered=True)


def sent(person: Person, image: bytes, media_type: str = "image/jpeg") -> bytes:
    """A hazard whose photo has come."""
    record = hazard_with(image, media_type)
    assert person.push(record)[0]["status"] == "stored"
    assert put(person, record, image, media_type=media_type).status_code == 201
    return record


def kept_files(app: Flask) -> list[Path]:
    """All files of the store, those on their way included."""
    folder: Path = app.config["XUNHU"].data_dir / "attachments"
    return sorted(path for path in folder.rglob("*") if path.is_file())
