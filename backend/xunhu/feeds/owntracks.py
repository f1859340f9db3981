"""OwnTracks over HTTP: JSON messages, of which only locations are kept.

They are described at owntracks.org/booklet/tech/json.
"""

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, ValidationError

from xunhu.feeds.position import Position, position
from xunhu.feeds.schemas import LocationSchema
from xunhu.problems import InvalidInput, from_validation

LOCATION = "location"


def from_message(told: Mapping[str, Any]) -> Position | None:
    """The position in a message, None for a message of another type; raises InvalidInput."""
    if told["_type"] != LOCATION:
        return None
    try:
        at = LocationSchema(unknown=EXCLUDE).load(told)
    except ValidationError as wrong:
        raise InvalidInput("", from_validation(wrong)) from wrong
    return position(at["tst"] * 1000, at["lon"], at["lat"], at.get("acc"))
