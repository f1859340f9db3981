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
from xunhu.records.impersonal import refuse_personal
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
    except Refused as refused:
        return Read(raw, digest, None, {}, refused=refused)
    record_id = UUID(feature["id"])
    loose = loose_of(feature)
    told = {name: loose[name] for name in TOLD if name in loose}
    try:
        line = line_of(feature.get("geometry"))
        refuse_personal(feature, line)
        sealed = understood(feature, Origin(raw, digest, district, sender, received_at), line)
    except Refused as refused:
        return Read(raw, digest, record_id, told, refused=refused)
    return Read(raw, digest, record_id, told, sealed=sealed)


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
