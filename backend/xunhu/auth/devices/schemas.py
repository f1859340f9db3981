"""What is asked about devices, and what goes out about one: no dossier on any person."""

from marshmallow import fields, validate

from xunhu.paging import PageQuery
from xunhu.records.personal import impersonal
from xunhu.schemas import Instant, StrictSchema


class RevokeSchema(StrictSchema):
    reason = fields.String(validate=[validate.Length(max=500), impersonal])


class DeviceQuery(PageQuery):
    missing = fields.Boolean(
        load_default=False,
        metadata={
            "description": "Only devices that said that something unsent is on them, "
            "or said nothing since the server was restored"
        },
    )
    silent_days = fields.Integer(
        validate=validate.Range(min=0, max=3650),
        metadata={"description": "Only devices not heard of for at least so many days"},
    )


class UnsentSchema(StrictSchema):
    waiting = fields.Integer(required=True, metadata={"description": "Records to be sent"})
    attention = fields.Integer(
        required=True, metadata={"description": "Records that somebody has to look at"}
    )
    photos = fields.Integer(required=True)
    oldest_at = fields.String(
        required=True, allow_none=True, metadata={"description": "When the oldest was recorded"}
    )
    kinds = fields.Dict(
        fields.String(),
        fields.Integer(),
        required=True,
        metadata={"description": "Records by kind"},
    )


class DeviceSchema(StrictSchema):
    id = fields.String(required=True, metadata={"description": "As given at sign-in"})
    name = fields.String(required=True, allow_none=True)
    username = fields.String(required=True, metadata={"description": "Of the last sign-in"})
    users = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Whoever is signed in there, or was the last: all are shut out"},
    )
    first_seen_at = Instant(required=True)
    last_seen_at = Instant(required=True, metadata={"description": "To the hour"})
    revoked_at = Instant(required=True, allow_none=True)
    revoked_by = fields.String(required=True, allow_none=True)
    revoke_reason = fields.String(required=True, allow_none=True)
    unsent = fields.Nested(
        UnsentSchema,
        required=True,
        allow_none=True,
        metadata={"description": "What the device last said is still on it; null if it never did"},
    )
    reported_at = Instant(required=True, allow_none=True)
    before_restore = fields.Boolean(
        required=True,
        metadata={
            "description": "Whether that was before the server was restored from a backup: "
            "what it had sent by then may be missing as well"
        },
    )


class DeviceList(StrictSchema):
    items = fields.List(fields.Nested(DeviceSchema), required=True)
    next = fields.String(required=True, allow_none=True)
