"""What trackers send; they send more than is kept, and what isn't named here is passed over."""

from marshmallow import EXCLUDE, Schema, fields, validate

from xunhu.auth.tokens import Scope
from xunhu.paging import PageQuery
from xunhu.records.personal import impersonal
from xunhu.schemas import Count, Instant, Number, StrictSchema, one_of

YEAR_10000_S = 253_402_300_800


class TrackerSchema(Schema):
    class Meta:
        unknown = EXCLUDE


class KeyQuery(TrackerSchema):
    key = fields.String(
        metadata={
            "description": "The token, for a tracker that can send neither `Authorization: Bearer` "
            "nor a password; addresses end up in the logs of proxies"
        }
    )


class OsmandQuery(KeyQuery):
    """The parameters of OsmAnd and Traccar Client."""

    id = fields.String(
        metadata={
            "description": "The vehicle's id, plate or name; passed over where the token is for "
            "one vehicle"
        }
    )
    deviceid = fields.String(metadata={"description": "The same"})
    lat = fields.Float(
        validate=validate.Range(min=-90, max=90),
        metadata={"description": "Needed, with `lon`, unless `location` or a body tells it"},
    )
    lon = fields.Float(validate=validate.Range(min=-180, max=180))
    location = fields.String(metadata={"description": "`lat,lon`"})
    timestamp = fields.String(
        metadata={
            "description": "Seconds, milliseconds or ISO 8601 (UTC where it names no zone); "
            "the server's clock without it"
        }
    )
    accuracy = fields.Float(metadata={"description": "Metres; below 0: there is no fix"})
    valid = fields.Boolean(metadata={"description": "`false`: there is no fix"})


class CoordsSchema(TrackerSchema):
    latitude = Number(least=-90, most=90, required=True)
    longitude = Number(least=-180, most=180, required=True)
    accuracy = Number(allow_none=True)


class TraccarLocationSchema(TrackerSchema):
    timestamp = fields.String(required=True)
    coords = fields.Nested(CoordsSchema, required=True)


class TraccarSchema(TrackerSchema):
    """The body of Traccar Client from version 9 on."""

    location = fields.Nested(TraccarLocationSchema, required=True)
    device_id = fields.String(metadata={"description": "The same as `id`"})


class MessageSchema(TrackerSchema):
    """A message of OwnTracks; see `LocationSchema` for those of type `location`."""

    _type = fields.String(required=True)


class LocationSchema(TrackerSchema):
    lat = Number(least=-90, most=90, required=True)
    lon = Number(least=-180, most=180, required=True)
    tst = Count(most=YEAR_10000_S, required=True)
    acc = Number(allow_none=True)


class KeptSchema(StrictSchema):
    kept = fields.Boolean(
        required=True,
        metadata={
            "description": "Whether there was a position in it: false where it says that there is "
            "no fix, or where its time is before 2000 or over 10 minutes ahead"
        },
    )


class NewTokenSchema(StrictSchema):
    name = fields.String(required=True, validate=[validate.Length(min=1, max=60), impersonal])
    scopes = fields.List(
        one_of(Scope), required=True, validate=validate.Length(min=1, max=len(Scope))
    )
    vehicle = fields.UUID(
        allow_none=True,
        metadata={
            "description": "Whose positions it may send; without it those of every vehicle, and "
            "the tracker names its own"
        },
    )
    expires_at = Instant(allow_none=True)


class IssuedSchema(StrictSchema):
    id = fields.UUID(required=True)
    token = fields.String(required=True, metadata={"description": "Told this once"})


class TokenSchema(StrictSchema):
    id = fields.UUID(required=True)
    name = fields.String(required=True)
    scopes = fields.List(fields.String(validate=validate.OneOf([*Scope])), required=True)
    vehicle = fields.UUID(required=True, allow_none=True)
    issued_by = fields.String(required=True)
    issued_at = Instant(required=True)
    expires_at = Instant(required=True, allow_none=True)
    used_at = Instant(required=True, allow_none=True, metadata={"description": "To the hour"})
    revoked_at = Instant(required=True, allow_none=True)


class TokenList(StrictSchema):
    items = fields.List(fields.Nested(TokenSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class TokenQuery(PageQuery):
    """All tokens, those that were shut out too."""
