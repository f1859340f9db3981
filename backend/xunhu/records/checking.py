"""What is wrong with a feature that was read, if anything; ends in an accepted record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, NoReturn
from uuid import UUID

import orjson
from marshmallow import Schema, ValidationError, fields, validate

from xunhu.geo import Floats
from xunhu.problems import Fault, Problem, Said, escape, fault_at, from_validation
from xunhu.records import geometry
from xunhu.records.kinds import Kind, Sealed, named
from xunhu.records.roles import Role
from xunhu.schemas import Count, Instant, StrictSchema, as_integer, text

MAX_ATTACHMENT_BYTES = 5 * 1024 * 1024
MAX_FAULTS = 20  # more of them help nobody, and must not swell the answer


class Refused(Problem):
    """A record that can't be accepted; `parked` ones are kept, the others are not."""

    def __init__(
        self,
        code: str,
        errors: list[Fault] | None = None,
        *,
        parked: bool,
        detail: str | Said = "",
    ) -> None:
        super().__init__(detail, (errors or [])[:MAX_FAULTS])
        self.code = code
        self.parked = parked


class ClockSchema(StrictSchema):
    """The phone's clock against the server's, in milliseconds."""

    offset_ms = Count(least=-(2**53), most=2**53, required=True)
    uncertainty_ms = Count(most=2**53, required=True)


class AttachmentSchema(StrictSchema):
    """An image that will follow."""

    slot = text(40, least=1, required=True)
    sha256 = fields.String(required=True, validate=validate.Regexp(r"[0-9a-f]{64}\Z"))
    size = Count(least=1, most=MAX_ATTACHMENT_BYTES, required=True)
    media_type = fields.String(
        required=True, validate=validate.OneOf(["image/jpeg", "image/png", "image/webp"])
    )


class PropertiesSchema(StrictSchema):
    """A record's properties; `refs` and `data` are checked by its kind."""

    kind = fields.String(required=True)
    schema = Count(required=True)
    township = fields.String(required=True, validate=validate.Regexp(r"[0-9]{9}\Z"))
    author = text(60, least=1, required=True)
    occurred_at = Instant(required=True)
    refs = fields.Dict(required=True)
    data = fields.Dict(required=True)
    device = fields.UUID()
    clock = fields.Nested(ClockSchema)
    attachments = fields.List(fields.Nested(AttachmentSchema), validate=validate.Length(max=20))


PROPERTIES = PropertiesSchema()
OWN = ("occurred_at", "refs", "data")  # what hardly two records have alike
REF = fields.UUID()


@dataclass(frozen=True)
class Origin:
    """Where a record comes from: what its feature doesn't say."""

    raw: bytes
    digest: bytes
    district: str
    sender: str
    received_at: datetime
    author_role: Role | None = None
    sender_role: Role | None = None
    seq: int | None = None
    altered: bool = False


def understood(feature: Mapping[str, Any], origin: Origin, line: Floats | None = None) -> Sealed:
    """The record that a feature stands for; raises Refused. `line` is what `line_of` gave."""
    seen, loose = feature.get("geometry"), loose_of(feature)
    kind = named(loose.get("kind"))
    if kind is None:
        _park("unknown-kind", [fault_at("/properties/kind", "unknown-kind")])
    feature = _of_today(kind, feature, loose)
    properties = _properties(feature["properties"])
    _park_if("bad-field", _slots_twice(properties.get("attachments", ())))
    refs = _refs(kind, properties["refs"])
    content = _load(_schema_of(kind.schema).load, properties["data"], "/properties/data")
    told = feature["geometry"]
    if line is None or told is not seen:
        line = geometry.line_of(told)
    _park_if("bad-geometry", geometry.faults_of(told, kind.geometries, line))
    _park_if("bad-field", kind.check(told, content))
    return Sealed(
        district=origin.district,
        id=UUID(feature["id"]),
        digest=origin.digest,
        raw=origin.raw,
        kind=kind,
        township=properties["township"],
        author=properties["author"],
        sender=origin.sender,
        device=properties.get("device"),
        occurred_at=properties["occurred_at"],
        geometry=told if line is None else {**told, "coordinates": line},
        refs=refs,
        content=content,
        received_at=origin.received_at,
        attachments=tuple(properties.get("attachments", ())),
        author_role=origin.author_role,
        sender_role=origin.sender_role,
        seq=origin.seq,
        altered=origin.altered,
    )


def _properties(told: object) -> dict[str, Any]:
    """A record's properties; of those that come together the most are alike, and looked at once."""
    if isinstance(told, dict) and {*OWN} <= told.keys():
        own, rest = apart(told)
        try:
            alike = _alike(orjson.dumps(rest))
            at = PROPERTIES.fields["occurred_at"].deserialize(own["occurred_at"])
        except ValidationError:
            alike = None
        if alike is not None and isinstance(own["refs"], dict) and isinstance(own["data"], dict):
            return {**alike, **own, "occurred_at": at}
    return _load(PROPERTIES.load, told, "/properties")  # type: ignore[no-any-return]


def apart(told: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a record's properties have of their own, and what most that come together share."""
    own = {name: told[name] for name in OWN if name in told}
    return own, {name: value for name, value in told.items() if name not in own}


@lru_cache(maxsize=256)
def _alike(told: bytes) -> dict[str, Any]:
    """What a record's properties are without its own; raises ValidationError."""
    loaded: dict[str, Any] = PROPERTIES.load(orjson.loads(told), partial=OWN)
    return loaded


@cache
def _schema_of(schema: type[Schema]) -> Schema:
    return schema()


def loose_of(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    """The properties of a feature that nobody has looked at yet; none where they are no object."""
    properties = feature.get("properties")
    return properties if isinstance(properties, Mapping) else {}


def _of_today(
    kind: Kind, feature: Mapping[str, Any], loose: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The feature in the kind's newest schema: old versions are accepted for ever."""
    version = as_integer(loose.get("schema"))
    if type(version) is int and not 1 <= version <= kind.version:
        _park("unknown-schema", [fault_at("/properties/schema", "unknown-schema")])
    _park_if("bad-field", _feature_faults(feature))
    return _upgraded(kind, feature, version) if type(version) is int else feature


def upgraded(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    """An acceptable record's feature in the newest schema of its kind."""
    kind, version = named(feature["properties"]["kind"]), feature["properties"]["schema"]
    assert kind is not None
    return _upgraded(kind, feature, int(version))


def _upgraded(kind: Kind, feature: Mapping[str, Any], version: int) -> Mapping[str, Any]:
    for older in range(version, kind.version):
        feature = kind.upgrades[older](feature)
    return feature


def _feature_faults(feature: Mapping[str, Any]) -> list[Fault]:
    if feature.get("type") != "Feature":
        return [fault_at("/type", "not-one-of")]
    unknown = sorted(set(feature) - {"type", "id", "geometry", "properties"})
    missing = sorted({"geometry", "properties"} - set(feature))
    faults = [fault_at(f"/{escape(name)}", "unknown-field") for name in unknown]
    return faults + [fault_at(f"/{name}", "required") for name in missing]


def _slots_twice(attachments: Any) -> list[Fault]:
    slots = [attachment["slot"] for attachment in attachments]
    return [
        fault_at(f"/properties/attachments/{n}/slot", "twice")
        for n, slot in enumerate(slots)
        if slot in slots[:n]
    ]


def _refs(kind: Kind, refs: Mapping[str, Any]) -> dict[str, UUID]:
    place = "/properties/refs"
    unknown = [name for name in refs if name not in kind.refs]
    faults = [fault_at(f"{place}/{escape(name)}", "unknown-field") for name in unknown]
    needed = [name for name, required in kind.refs.items() if required and name not in refs]
    faults += [fault_at(f"{place}/{name}", "required") for name in needed]
    _park_if("bad-field", faults)
    return {name: _load(REF.deserialize, refs[name], f"{place}/{name}") for name in refs}


def _load(load: Callable[[Any], Any], value: object, place: str) -> Any:
    try:
        return load(value)
    except ValidationError as error:
        raise Refused("bad-field", from_validation(error, place), parked=True) from error


def _park(code: str, errors: list[Fault]) -> NoReturn:
    raise Refused(code, errors, parked=True)


def _park_if(code: str, errors: list[Fault]) -> None:
    if errors:
        _park(code, errors)
