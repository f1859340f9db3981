"""Images that were declared and have not come."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from xunhu.attachments.reach import ERASED, of_record
from xunhu.auth.who import Who
from xunhu.paging import Page, page_of_pairs
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
    page = page_of_pairs(session, asked, (Attachment.record, Attachment.slot), query)
    return page._replace(rows=[_told(row) for row in page.rows])


def _told(row: Row[Attachment, SealedRecord]) -> dict[str, Any]:
    image, record = row
    of_image = ("record", "slot", "size", "media_type")
    of_its = ("kind", "township", "author", "sender", "device", "occurred_at", "received_at")
    told = {name: getattr(image, name) for name in of_image}
    return told | {name: getattr(record, name) for name in of_its}
