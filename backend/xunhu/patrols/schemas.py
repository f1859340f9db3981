"""What may come in as a patrol, a track segment and a patrol's end (contract section 4)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import numpy as np
from marshmallow import ValidationError, fields
from numpy.typing import NDArray

from xunhu.problems import Fault, fault_at
from xunhu.schemas import Column, Count, Instant, Number, StrictSchema, as_integer, one_of, text

LAST_INSTANT_MS = 253_402_300_799_999  # the end of the year 9999


class Purpose(StrEnum):
    """Why a patrol goes out."""

    ROUTINE = "routine"
    RAILWAY = "railway"
    SCHOOL = "school"
    NIGHT = "night"
    FIRE_DROUGHT = "fire_drought"
    CAMPAIGN = "campaign"
    OTHER = "other"


class Source(StrEnum):
    """Where fixes come from; the order settles a draw between sources (rule 1)."""

    PHONE = "phone"
    TRACKER = "tracker"
    FILE = "file"


class InterruptionReason(StrEnum):
    """Why the recording stood still."""

    HIDDEN = "hidden"
    NO_SIGNAL = "no_signal"
    KILLED = "killed"
    PERMISSION = "permission"
    PAUSED = "paused"


class TimesColumn(Column[np.int64]):
    """Epoch milliseconds, one a position."""

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> NDArray[np.int64]:
        if not isinstance(value, list):
            raise ValidationError("not-list")
        whole = value if set(map(type, value)) == {int} else [as_integer(at) for at in value]
        if not set(map(type, whole)) <= {int}:
            raise ValidationError("not-integer")
        try:
            times = np.array(whole, dtype=np.int64)
        except OverflowError as error:
            raise ValidationError("not-integer") from error
        if (np.abs(times) > LAST_INSTANT_MS).any():
            raise ValidationError("not-integer")
        return times


class AccuracyColumn(Column[np.float64]):
    """Metres or null (NaN), one a position."""

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> NDArray[np.float64]:
        if not isinstance(value, list):
            raise ValidationError("not-list")
        if not set(map(type, value)) <= {int, float, type(None)}:
            raise ValidationError("not-number")
        metres = np.array(value, dtype=np.float64)
        if (metres < 0).any():
            raise ValidationError("not-number")
        return metres


class PatrolSchema(StrictSchema):
    purpose = one_of(Purpose, required=True)
    crew_count = Count(least=1, most=100, required=True)
    start_battery_pct = Number(least=0, most=100)
    start_odometer_km = Number(least=0, most=10_000_000)
    note = text(500)


class TrackSegmentSchema(StrictSchema):
    part = Count(required=True)
    source = one_of(Source, load_default=Source.PHONE)
    times = TimesColumn(required=True)
    accuracy_m = AccuracyColumn(required=True)


class InterruptionSchema(StrictSchema):
    from_at = Instant(data_key="from", required=True)
    to_at = Instant(data_key="to", required=True)
    reason = one_of(InterruptionReason, required=True)


class PatrolEndSchema(StrictSchema):
    ended_at = Instant(required=True)
    part_count = Count(required=True)
    interruptions = fields.List(fields.Nested(InterruptionSchema), load_default=list)
    end_battery_pct = Number(least=0, most=100)
    end_odometer_km = Number(least=0, most=10_000_000)
    note = text(500)


def columns_fit(geometry: Mapping[str, Any] | None, content: Mapping[str, Any]) -> list[Fault]:
    """A segment's columns have one entry a position."""
    assert geometry is not None
    count = len(geometry["coordinates"]) if geometry["type"] == "LineString" else 1
    return [
        fault_at(f"/properties/data/{name}", "lengths-differ")
        for name in ("times", "accuracy_m")
        if len(content[name]) != count
    ]


class VehicleSchema(StrictSchema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    plate = fields.String(allow_none=True, required=True)
    township = fields.String(required=True)


class CampaignSchema(StrictSchema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    from_on = fields.Date(required=True)
    until_on = fields.Date(required=True)
