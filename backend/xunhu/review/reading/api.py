"""Records as they stand, how they came to it, and what waits for somebody."""

from base64 import b64encode
from typing import Any
from uuid import UUID

from flask import Response

from xunhu.auth.who import current_user, signed_in
from xunhu.db import db, utcnow
from xunhu.paging import PageQuery, page_of
from xunhu.records.models import SealedRecord
from xunhu.review import schemas
from xunhu.review.reading.finding import records_for
from xunhu.review.reading.history import (
    as_they_stand,
    one_with_history,
    sealed_bytes,
)
from xunhu.review.reading.loose_ends import amended_alike, contradiction, unresolved
from xunhu.wire import GEOJSON, Blueprint, json_answer

bp = Blueprint("reading", __name__, url_prefix="/api/v1", description="记录 records")


@bp.get("/unresolved")
@signed_in
@bp.arguments(schemas.UnresolvedQuery, location="query")
@bp.response(200, schemas.UnresolvedList)
def waiting(query: dict[str, Any]) -> dict[str, Any]:
    """Records that refer to something that has not come for some days."""
    page = unresolved(db.session(), current_user(), utcnow(), query)
    return {"items": page.rows, "next": page.next}


@bp.get("/contradictions")
@signed_in
@bp.arguments(PageQuery, location="query")
@bp.response(200, schemas.ContradictionList)
def contradictions(query: dict[str, Any]) -> dict[str, Any]:
    """Records of which two amendments, from the same view, set a field to different values."""
    page = amended_alike(db.session(), current_user(), query)
    told_all = [contradiction(db.session(), row) for row in page.rows]
    return {"items": [each for each in told_all if each["amendments"]], "next": page.next}


@bp.get("/records")
@signed_in
@bp.arguments(schemas.RecordsQuery, location="query")
@bp.response(200, schemas.RecordList, content_type=GEOJSON)
def records(query: dict[str, Any]) -> Response:
    """Records in sight as they stand, in the order of their ids; voided ones say so."""
    asked = records_for(current_user(), query)
    page = page_of(db.session(), asked, SealedRecord.id, query)
    features = as_they_stand(db.session(), page.rows)
    collection = {"type": "FeatureCollection", "features": features, "next": page.next}
    return json_answer(collection, GEOJSON)


@bp.get("/records/<uuid:record>")
@signed_in
@bp.response(200, schemas.RecordWithHistorySchema, content_type=GEOJSON)
def record(record: UUID) -> Response:
    """One record as it stands, with its history."""
    return json_answer(one_with_history(db.session(), current_user(), record), GEOJSON)


@bp.get("/records/<uuid:record>/sealed")
@signed_in
@bp.response(200, {"type": "object"}, content_type=GEOJSON)
def sealed(record: UUID) -> Response:
    """The record as its phone sealed it, byte for byte; `Repr-Digest` is that of these bytes."""
    raw, digest = sealed_bytes(db.session(), current_user(), record)
    told = {"Repr-Digest": f"sha-256=:{b64encode(digest).decode()}:"}
    return Response(raw, content_type=GEOJSON, headers=told)
