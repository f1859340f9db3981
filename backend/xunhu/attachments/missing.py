"""Images that were declared and have not come."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import Session

from xunhu.attachments.reach import ERASED, of_record
from xunhu.auth.who import Who
from xunhu.paging import BadCursor, Page, cursor_of, read_cursor
from xunhu.records.models import Attachment, SealedRecord
from xunhu.records.reading import visible_to

NOT_WAITED_FOR = (ERASED, "voided")


def missing_for(session: Session, who: Who, query: dict[str, Any]) -> Page:
    """Those of records that this user may see, by record and slot."""
    asked = (
        select(Attachment, SealedRecord)
        .join(SealedRecord, of_record())
        .where(visible_to(who), SealedRecord.state.not_in(NOT_WAITED_FOR))
        .where(Attachment.received_at.is_(None))
    )
    if "township" in query:
        asked = asked.where(SealedRecord.township == query["township"])
    if "cursor" in query:
        record, slot = _key(query["cursor"])
        later = and_(Attachment.record == record, Attachment.slot > slot)
        asked = asked.where(or_(Attachment.record > record, later))
    in_order = asked.order_by(Attachment.record, Attachment.slot)
    rows = session.execute(in_order.limit(query["limit"] + 1)).all()
    page = rows[: query["limit"]]
    last = page[-1].Attachment if len(rows) > len(page) else None
    return Page([_told(row) for row in page], last and cursor_of([str(last.record), last.slot]))


def _told(row: Row[Attachment, SealedRecord]) -> dict[str, Any]:
    image, record = row
    of_image = ("record", "slot", "size", "media_type")
    of_its = ("kind", "township", "author", "sender", "device", "occurred_at", "received_at")
    told = {name: getattr(image, name) for name in of_image}
    return told | {name: getattr(record, name) for name in of_its}


def _key(cursor: str) -> tuple[UUID, str]:
    try:
        record, slot = read_cursor(cursor)
        if not isinstance(slot, str) or "\x00" in slot:
            raise BadCursor
        return UUID(record), slot
    except (ValueError, TypeError, AttributeError) as error:
        raise BadCursor from error
