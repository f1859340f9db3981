"""Positions that are let go after the time for which they are kept; the record itself stays.

Its id, number, digest and envelope are there as before: it is `stored` for whoever has the bytes.
"""

from collections.abc import Mapping
from typing import Any

import orjson

from xunhu.db import squeeze, unsqueeze
from xunhu.records.envelope import feature_in
from xunhu.records.models import THINNED, SealedRecord


def thin(row: SealedRecord) -> None:
    """Let the positions of a record go, and with them every column of values beside them."""
    left = without_positions(feature_in(unsqueeze(row.content)))
    row.content, row.state = squeeze(orjson.dumps(left)), THINNED
    row.correction = row.fault = None


def without_positions(feature: Mapping[str, Any]) -> dict[str, Any]:
    """A feature whose geometry is null and whose `data` has no lists."""
    properties = feature["properties"]
    told = properties["data"].items()
    data = {name: value for name, value in told if not isinstance(value, list)}
    return {**feature, "geometry": None, "properties": {**properties, "data": data}}
