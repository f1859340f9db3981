"""What `/quality` takes and gives."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from xunhu.coverage.schemas import RangeQuery
from xunhu.files.datum import Datum
from xunhu.paging import PageQuery
from xunhu.patrols.schemas import Purpose
from xunhu.schemas import StrictSchema, WholeNumber, one_of

MOST_DAYS, MOST_PATROLS = 31, 100
CODES = (
    "thinned",
    "no-track",
    "no-end",
    "parts-missing",
    "clock-off",
    "clock-changed",
    "in-the-future",
    "same-times",
    "several-receivers",
    "many-dropped",
    "gap",
    "stop",
)


class FewDays(RangeQuery):
    """A range of 31 days at most: each fix in it is looked at."""

    @validates_schema
    def _are_few(self, asked: Mapping[str, Any], **_kwargs: object) -> None:
        first, last = asked.get("from_on"), asked.get("to_on")
        if isinstance(first, date) and isinstance(last, date) and (last - first).days >= MOST_DAYS:
            raise ValidationError({"to": ["too-many-days"]})


class PatrolsQuery(FewDays, PageQuery):
    """The days on which patrols began, and their township."""

    limit = WholeNumber(load_default=50, validate=validate.Range(min=1, max=MOST_PATROLS))
    township = fields.String(validate=validate.Regexp(r"[0-9]{9}\Z"))


class NoteSchema(StrictSchema):
    code = fields.String(required=True, validate=validate.OneOf(CODES))
    from_at = fields.String(required=True, allow_none=True, data_key="from")
    to_at = fields.String(required=True, allow_none=True, data_key="to")
    detail = fields.Dict(
        required=True,
        metadata={
            "description": "`gap`: `reason` (`hidden` `no_signal` `killed` `permission` `paused`, "
            "`unknown` when the phone told none); `stop`: `township`; `clock-off`, "
            "`clock-changed`: `seconds`; `many-dropped`: `count`, `of`, and of these `inaccurate`; "
            "others: `count`"
        },
    )


class NotedPatrol(StrictSchema):
    """A patrol with what is of note in its positions; nobody is named."""

    patrol = fields.UUID(required=True)
    township = fields.String(required=True)
    vehicle = fields.String(required=True, allow_none=True)
    purpose = one_of(Purpose, required=True)
    began_at = fields.String(required=True)
    ended_at = fields.String(required=True, allow_none=True)
    whole_s = fields.Float(required=True)
    recorded_share = fields.Float(required=True, allow_none=True)
    notes = fields.List(fields.Nested(NoteSchema), required=True)


class NotedPatrols(StrictSchema):
    items = fields.List(fields.Nested(NotedPatrol), required=True)
    next = fields.String(required=True, allow_none=True)


class TownshipShift(StrictSchema):
    """What all tracks of a township look like beside rails and roads.

    `pieces` of lines have a position near; `pieces_undone` when the shift is undone.
    """

    township = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(("right", "unsure", "shifted")))
    looks_like = one_of(Datum, required=True, allow_none=True)
    off_m = fields.Integer(required=True, allow_none=True)
    pieces = fields.Integer(required=True)
    pieces_undone = fields.Integer(required=True, allow_none=True)


class TownshipShifts(StrictSchema):
    items = fields.List(fields.Nested(TownshipShift), required=True)
    next = fields.String(required=True, allow_none=True)
