"""A record's bytes, read and checked without any lock: acceptable, parked or rejected."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from xunhu.files.strict_json import NotStrict, parse
from xunhu.problems import fault_at
from xunhu.records.checking import Origin, Refused, loose_of, understood
from xunhu.records.geometry import line_of
from xunhu.records.impersonal import personal_in
from xunhu.records.kinds import Sealed

MAX_RECORD_BYTES = 256 * 1024
TOLD = ("kind", "township", "author")


@dataclass(frozen=True)
class Read:
    """What could be read of a record's bytes, and what is wrong with them, if anything.

    `properties` are those of TOLD, whatever they are.
    """

    raw: bytes
    digest: bytes
    id: UUID | None
    properties: Mapping[str, Any]
    sealed: Sealed | None = None
    refused: Refused | None = None


def read(raw: bytes, district: str, sender: str, received_at: datetime) -> Read:
    """Read one record; never raises, whatever the bytes are."""
    digest = hashlib.sha256(raw).digest()
    try:
        feature = feature_in(raw)
    except Refused as wrong:
        return Read(raw, digest, None, {}, refused=wrong)
    record_id, loose = UUID(feature["id"]), loose_of(feature)
    told = {name: loose[name] for name in TOLD if name in loose}
    sealed, refused = _looked_at(feature, Origin(raw, digest, district, sender, received_at))
    return Read(raw, digest, record_id, told, sealed, refused)


def _looked_at(
    feature: Mapping[str, Any], origin: Origin
) -> tuple[Sealed, None] | tuple[None, Refused]:
    """The record that a feature stands for, or why there is none; a person's number goes first."""
    line = line_of(feature.get("geometry"))
    try:
        sealed = understood(feature, origin, line)
    except Refused as wrong:
        return None, personal_in(feature, line) or wrong
    personal = personal_in(feature, line, sealed)
    return (None, personal) if personal else (sealed, None)


def feature_in(raw: bytes) -> dict[str, Any]:
    """The JSON object in a record's bytes, with a UUIDv7 as its id; raises Refused."""
    if len(raw) > MAX_RECORD_BYTES:
        raise Refused("record-too-large", parked=False)
    try:
        feature = parse(raw)
    except NotStrict as wrong:
        said = wrong.sentence
        raise Refused("not-strict-json", wrong.errors, parked=False, detail=said) from wrong
    if not isinstance(feature, dict) or not _is_uuid7(feature.get("id")):
        raise Refused("bad-id", [fault_at("/id", "bad-id")], parked=False)
    return feature


def _is_uuid7(value: object) -> bool:
    if not isinstance(value, str) or len(value) != 36:
        return False
    try:
        parsed = UUID(value)
    except ValueError:
        return False
    return str(parsed) == value.lower() and parsed.version == 7
