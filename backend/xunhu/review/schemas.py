"""What the supervisor's desk takes and gives."""

from marshmallow import fields, validate

from xunhu.paging import PageQuery
from xunhu.records.personal import impersonal
from xunhu.schemas import Day, DayRange, FaultSchema, Instant, StrictSchema, WholeNumber


class ParkedQuery(PageQuery):
    state = fields.String(load_default="open", validate=validate.OneOf(["open", "decided"]))
    township = fields.String()


class ParkedSchema(StrictSchema):
    """A parked record; `feature` is null where the reader may not see what is in it."""

    id = fields.UUID(required=True)
    digest = fields.String(required=True)
    kind = fields.String(required=True, allow_none=True)
    township = fields.String(required=True, allow_none=True)
    author = fields.String(required=True, allow_none=True)
    sender = fields.String(required=True)
    received_at = fields.String(required=True)
    code = fields.String(required=True)
    title = fields.String(required=True)
    errors = fields.List(fields.Nested(FaultSchema), required=True)
    feature = fields.Dict(required=True, allow_none=True)
    decision = fields.String(required=True, allow_none=True)
    decided_by = fields.String(required=True, allow_none=True)
    decided_at = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)


class ParkedList(StrictSchema):
    items = fields.List(fields.Nested(ParkedSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class DiscardSchema(StrictSchema):
    """The reason is told to phones: it names nobody."""

    reason = fields.String(required=True, validate=[validate.Length(1, 500), impersonal])


class AcceptSchema(DiscardSchema):
    changes = fields.Dict(
        keys=fields.String(),
        load_default=dict,
        validate=validate.Length(max=50),
        metadata={
            "description": "JSON pointers into the record, each with its right value",
            "maxProperties": 50,
        },
    )
    drop = fields.List(
        fields.String(),
        load_default=list,
        validate=validate.Length(max=50),
        metadata={"description": "JSON pointers of members that have to go"},
    )


class UnresolvedQuery(PageQuery):
    days = WholeNumber(load_default=5, validate=validate.Range(min=0, max=3650))


class UnresolvedSchema(StrictSchema):
    """A record that refers to something that has not come."""

    record = fields.UUID(required=True)
    kind = fields.String(required=True)
    township = fields.String(required=True)
    author = fields.String(required=True)
    occurred_at = Instant(required=True)
    name = fields.String(required=True)
    to = fields.UUID(required=True)
    since = Instant(required=True)


class UnresolvedList(StrictSchema):
    items = fields.List(fields.Nested(UnresolvedSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class RevisionSchema(StrictSchema):
    """An amendment or a void in a record's history; `state` says whether it has an effect."""

    id = fields.UUID(required=True)
    seq = fields.Integer(required=True)
    kind = fields.String(required=True)
    author = fields.String(required=True)
    sender = fields.String(required=True)
    occurred_at = fields.String(required=True)
    received_at = fields.String(required=True)
    state = fields.String(required=True)
    fault = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True)
    base_digest = fields.String(required=True, allow_none=True)
    changes = fields.Dict(required=True, allow_none=True)
    contradictory = fields.Boolean(required=True)


class ContradictionSchema(StrictSchema):
    """A record whose amendments set one field to different values."""

    record = fields.UUID(required=True)
    kind = fields.String(required=True)
    township = fields.String(required=True)
    amendments = fields.List(fields.Nested(RevisionSchema), required=True)


class ContradictionList(StrictSchema):
    items = fields.List(fields.Nested(ContradictionSchema), required=True)
    next = fields.String(required=True, allow_none=True)


STATES = ["applied", "unapplied", "waiting", "ineffective", "voided", "thinned"]


class RecordsQuery(PageQuery, DayRange):
    """By kind, township and calendar days in Asia/Shanghai, both ends counting."""

    kind = fields.String()
    state = fields.String(validate=validate.OneOf(STATES))
    township = fields.String()
    from_on = Day(data_key="from")
    to_on = Day(data_key="to")


class ReceiptSchema(StrictSchema):
    seq = fields.Integer(required=True)
    digest = fields.String(required=True)
    received_at = fields.String(required=True)
    sender = fields.String(required=True)
    state = fields.String(required=True)


class RecordSchema(StrictSchema):
    """A record as it stands, with the amendments that are in force."""

    type = fields.Constant("Feature", required=True)
    id = fields.UUID(required=True)
    geometry = fields.Dict(required=True, allow_none=True)
    properties = fields.Dict(required=True)
    receipt = fields.Nested(ReceiptSchema, required=True)
    missing_attachments = fields.List(fields.String(), required=True)


class RecordWithHistorySchema(RecordSchema):
    history = fields.List(fields.Nested(RevisionSchema), required=True)


class RecordList(StrictSchema):
    type = fields.Constant("FeatureCollection", required=True)
    features = fields.List(fields.Nested(RecordSchema), required=True)
    next = fields.String(required=True, allow_none=True)
