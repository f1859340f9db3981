"""What an administrator may send about targets, and what comes of it."""

from collections.abc import Callable, Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from xunhu.files import geojson_geometry
from xunhu.files.bad_file import BadFile
from xunhu.files.datum import Datum
from xunhu.records.personal import impersonal
from xunhu.schemas import Count, Day, Number, StrictSchema, one_of
from xunhu.targets.models import Layer, TargetStatus
from xunhu.targets.nearby import USUAL_M

MOST_WITHIN_M = 20_000
WITH_STATUS = {
    TargetStatus.INACCESSIBLE: ("status_reason", "status_until_on"),
    TargetStatus.EXCLUDED: ("status_reason",),
}


class Geometry(fields.Dict):
    """A GeoJSON geometry in WGS-84; loads to one with rings wound right."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return geojson_geometry.clean(value, "")
        except BadFile as wrong:
            raise ValidationError("bad-geometry") from wrong


def trimmed(most: int, **kwargs: Any) -> fields.String:
    """A printable text of 1 to `most` characters, without spaces around it."""
    checks: list[Callable[[str], Any]] = [validate.Length(1, most), _tidy, impersonal]
    return fields.String(validate=checks, **kwargs)


def _tidy(text: str) -> None:
    if not text.isprintable() or text != text.strip():
        raise ValidationError("bad-field")


class TargetValues(StrictSchema):
    """The fields of a target that an administrator sets; null empties one."""

    name = trimmed(120)
    geometry = Geometry()
    code = trimmed(40, allow_none=True)
    interval_days = Count(1, 3650, allow_none=True)
    radius_m = Number(1, 5000, allow_none=True)
    chainage_start_m = Number(0, 1e7, allow_none=True)
    approximate = fields.Boolean(truthy={True}, falsy={False})
    status = one_of(TargetStatus)
    status_reason = trimmed(500, allow_none=True)
    status_until_on = Day(allow_none=True)

    @validates_schema
    def _has_reason(self, told: Mapping[str, Any], **_kwargs: object) -> None:
        """Contract section 6: who can't be reached says why and until when."""
        wanted = WITH_STATUS.get(told.get("status", TargetStatus.OPEN), ())
        lacking = [name for name in wanted if not told.get(name)]
        if lacking:
            raise ValidationError({name: ["required"] for name in lacking})
        given = [n for n in ("status_reason", "status_until_on") if told.get(n) is not None]
        if given and not wanted:
            raise ValidationError({name: ["not-one-of"] for name in given})


class NewTarget(TargetValues):
    """The same for a target that isn't there yet."""

    layer = one_of(Layer, required=True)
    name = trimmed(120, required=True)
    geometry = Geometry(required=True)


class ImportQuery(StrictSchema):
    layer = one_of(Layer, metadata={"description": "Of Features that name none"})
    datum = one_of(Datum, load_default=Datum.WGS84)
    dry_run = fields.Boolean(load_default=False)
    force = fields.List(
        fields.String(validate=validate.OneOf(["datum", "outside"])),
        load_default=list,
        metadata={"description": "What was asked about and is right as it is"},
    )
    near = fields.UUID(metadata={"description": "A line target: only what is near it is taken"})
    within_m = fields.Float(
        load_default=USUAL_M, validate=validate.Range(1, MOST_WITHIN_M), allow_nan=False
    )


class NearSchema(StrictSchema):
    line = fields.UUID(required=True)
    within_m = Number(1, MOST_WITHIN_M, load_default=USUAL_M)
    layers = fields.List(
        one_of(Layer),
        load_default=lambda: [Layer.VILLAGE, Layer.SCHOOL],
        validate=validate.Length(1, len(Layer)),
    )
    interval_days = Count(1, 3650, allow_none=True, load_default=None)
    places = fields.List(
        fields.UUID(),
        allow_none=True,
        load_default=None,
        metadata={"description": "Of the places found, those chosen; all of them unless told"},
    )
    dry_run = fields.Boolean(truthy={True}, falsy={False}, load_default=False)


class FieldChangeSchema(StrictSchema):
    field = fields.String(required=True)
    before = fields.Raw(required=True, allow_none=True)
    after = fields.Raw(required=True, allow_none=True)


class ChangeSchema(StrictSchema):
    """`distance_m` and `at` (K12+300) where a line was named."""

    change = fields.String(required=True, validate=validate.OneOf(["added", "changed", "same"]))
    id = fields.UUID(required=True)
    layer = fields.String(required=True)
    name = fields.String(required=True)
    code = fields.String(required=True, allow_none=True)
    township = fields.String(required=True, allow_none=True)
    approximate = fields.Boolean(required=True)
    geometry = fields.Dict(required=True, metadata={"description": "Where it is after, in WGS-84"})
    fields_ = fields.List(fields.Nested(FieldChangeSchema), data_key="fields", required=True)
    moved_m = fields.Float(required=True, allow_none=True)
    distance_m = fields.Float(required=True, allow_none=True)
    at = fields.String(required=True, allow_none=True)


class DoubtSchema(StrictSchema):
    code = fields.String(required=True)
    answer = fields.String(required=True, metadata={"description": "What `force` names it by"})
    message = fields.String(required=True)
    datum = fields.String(required=True, allow_none=True)


class ImportSchema(StrictSchema):
    """`saved` is false on a dry run, and when nothing differed."""

    dry_run = fields.Boolean(required=True)
    saved = fields.Boolean(required=True)
    items = fields.List(fields.Nested(ChangeSchema), required=True)
    outside = fields.List(fields.String(), required=True)
    placeless = fields.List(fields.String(), required=True)
    beyond = fields.Integer(required=True)
    asked = fields.List(fields.Nested(DoubtSchema), required=True)


class ChosenLineSchema(StrictSchema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    approximate = fields.Boolean(required=True)


class UnplacedSchema(StrictSchema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    township = fields.String(required=True)


class NearList(StrictSchema):
    """`unplaced`: official villages beside the line of which nobody has told the place."""

    line = fields.Nested(ChosenLineSchema, required=True)
    dry_run = fields.Boolean(required=True)
    saved = fields.Boolean(required=True)
    items = fields.List(fields.Nested(ChangeSchema), required=True)
    unplaced = fields.List(fields.Nested(UnplacedSchema), required=True)
