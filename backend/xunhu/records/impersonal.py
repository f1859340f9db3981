"""No record comes in with the number of a person."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import orjson

from xunhu.geo import Floats
from xunhu.problems import fault_at
from xunhu.records.checking import PropertiesSchema, Refused, apart, loose_of
from xunhu.records.kinds import Sealed, named
from xunhu.records.numbers import columns_of, numbers_of
from xunhu.records.personal import personal_places


def refuse_personal(feature: Mapping[str, Any]) -> None:
    """Let nothing in with the number of a person; what is kept already is not judged again."""
    if refused := personal_in(feature):
        raise refused


def personal_in(
    feature: Mapping[str, Any], line: Floats | None = None, sealed: Sealed | None = None
) -> Refused | None:
    """Why a feature with the number of a person is rejected.

    Numbers that were looked at already are passed over: `line`, and the columns of what was
    understood.
    """
    if line is not None:
        feature = {**feature, "geometry": {**feature["geometry"], "coordinates": None}}
    loose = loose_of(feature)
    if sealed is not None and loose["schema"] == sealed.kind.version:
        columns = columns_of(sealed.kind.schema)
        data = {name: value for name, value in loose["data"].items() if name not in columns}
        loose = {**loose, "data": data}
    numbers = numbers_of(named(loose.get("kind")), PropertiesSchema)
    places = list(personal_places(_written(feature, loose), "", numbers))
    faults = [fault_at(place, "personal-data") for place in places]
    return Refused("personal-data", faults, parked=False) if faults else None


def _written(feature: Mapping[str, Any], loose: Mapping[str, Any]) -> dict[str, Any]:
    """All that somebody may have typed, wherever it stands; a username may be a number."""
    rest = {name: value for name, value in feature.items() if name not in ("id", "properties")}
    told = {name: value for name, value in loose.items() if name != "author"}
    own, alike = apart(told)
    if own and _is_impersonal(orjson.dumps(alike)):
        told = own
    return {**rest, "properties": told or feature.get("properties")}


@lru_cache(maxsize=256)
def _is_impersonal(told: bytes) -> bool:
    properties = orjson.loads(told)
    numbers = numbers_of(named(properties.get("kind")), PropertiesSchema)
    return not list(personal_places({"properties": properties}, "", numbers))
