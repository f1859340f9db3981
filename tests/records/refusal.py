"""What is wrong with a record that is parked."""

from people import NANCHUAN
from xunhu.db import utcnow
from xunhu.records.envelope import read


def only_fault(record: bytes) -> tuple[str, str]:
    """The code of the refusal, and the place of its only fault; the record has to be parked."""
    refused = read(record, NANCHUAN, "chen", utcnow()).refused
    assert refused is not None
    assert refused.parked
    (fault,) = refused.errors
    return refused.code, fault["pointer"]
