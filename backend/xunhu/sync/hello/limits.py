"""What a phone wants to know before it sends anything."""

from typing import Any

from sqlalchemy.orm import Session

from xunhu.records.checking import MAX_ATTACHMENT_BYTES
from xunhu.records.envelope import MAX_RECORD_BYTES
from xunhu.records.kinds import all_kinds
from xunhu.sync.frame import MAX_BYTES, MAX_RECORDS
from xunhu.sync.schemas import MAX_PULLED, MAX_VERIFIED
from xunhu.sync.standing import standing

MINIMUM_CLIENT = "0.1.0"  # an older phone has to fetch the app anew before it syncs


def hello(session: Session, district: str, duty_phone: str) -> dict[str, Any]:
    """The answer to a hello: where the server stands, its limits and versions, whom to call."""
    limits = {
        "records": MAX_RECORDS,
        "bytes": MAX_BYTES,
        "record_bytes": MAX_RECORD_BYTES,
        "pull_records": MAX_PULLED,
        "verify_records": MAX_VERIFIED,
        "attachment_bytes": MAX_ATTACHMENT_BYTES,
    }
    return {
        **standing(session, district),
        "limits": limits,
        "schema_versions": list(range(1, 1 + max(kind.version for kind in all_kinds()))),
        "minimum_client": MINIMUM_CLIENT,
        "duty_phone": duty_phone,
    }
