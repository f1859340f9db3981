"""Records made by an office chore, accepted like a phone's push, but all of them or none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from xunhu.auth.who import Who
from xunhu.db import db
from xunhu.problems import InvalidInput, Said
from xunhu.records.envelope import Read, read
from xunhu.records.keep import Outcome, keep_all
from xunhu.records.models import SealedRecord
from xunhu.sync.scope import within
from xunhu.sync.surroundings import scope_of


def check(sealed: Sequence[bytes], sender: Who, received_at: datetime) -> list[Read]:
    """The records as `keep` takes them; raises InvalidInput when one would not be stored."""
    reads = [read(raw, sender.district, sender.username, received_at) for raw in sealed]
    scope = scope_of([each.sealed for each in reads if each.sealed], sender.district, sender)
    return _storable([within(scope, each) for each in reads], sender.district)


def check_parts(sealed: Sequence[bytes], sender: Who, received_at: datetime) -> list[Read]:
    """The same for parts of a record that is there, in the name of its author.

    Whose it is and where stands already; the author may be a vehicle, or have another post by now.
    """
    reads = [read(raw, sender.district, sender.username, received_at) for raw in sealed]
    role = sender.role
    sent = [replace(r, sealed=r.sealed and replace(r.sealed, sender_role=role)) for r in reads]
    return _storable(sent, sender.district)


def _storable(reads: list[Read], district: str) -> list[Read]:
    refused = next((each.refused for each in reads if each.refused), None)
    if refused is not None:
        raise InvalidInput(Said(refused.said("zh-CN"), refused.said("en")), refused.errors)
    if any(digest != each.digest for each, digest in _known(reads, district)):
        words = Said("此前已用别的选项导入过", "it was imported before, with other options")
        raise InvalidInput(words)
    return reads


def known_count(reads: Sequence[Read], district: str) -> int:
    """How many of these records are stored already."""
    return len(_known(reads, district))


def _known(reads: Sequence[Read], district: str) -> list[tuple[Read, bytes]]:
    """Those whose id is taken, with the digest of what is kept under it."""
    by_id = {each.id: each for each in reads}
    asked = select(SealedRecord.id, SealedRecord.digest).where(
        SealedRecord.district == district, SealedRecord.id.in_(by_id)
    )
    return [(by_id[identity], digest) for identity, digest in db.session.execute(asked)]


def keep(reads: Sequence[Read], sender: Who, received_at: datetime) -> list[Outcome]:
    """Store them in one transaction, numbered and applied; committed on return."""
    return keep_all(sender.district, reads, sender.username, received_at)
