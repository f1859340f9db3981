"""The great checks: after each day, after each restore, and when everything has drained."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from simulation.real.truth import Truth, Violation
from xunhu.db import unsqueeze

TWICE = {
    "outreach events": "SELECT venue FROM outreach_event WHERE venue LIKE 'canary-of-% %'"
    " GROUP BY venue HAVING count(*) > 1",
    "hazards": "SELECT description FROM hazard WHERE description LIKE 'canary-of-% %'"
    " GROUP BY description HAVING count(*) > 1",
    "parts of a track": "SELECT hex(patrol) || '/' || part FROM track_segment"
    " GROUP BY patrol, part HAVING count(*) > 1",
}


def check_all(truth: Truth) -> None:
    """Every sealed record and photo is somewhere, and the server has the phones' bytes."""
    for id, sealed in truth.sealed.items():
        is_told = id in truth.evicted or truth.is_erased(id)
        if not is_told and not truth.is_somewhere(id, sealed):
            raise Violation(f"lost: {id} of {sealed.phone} is nowhere")
    for id, digest in truth.photos.items():
        phone = truth.sealed[id.partition("/")[0]].phone
        on_phone = truth.shelves[phone].get(f"photos {id}") == digest
        is_told = id in truth.evicted or truth.is_erased(id)
        if not is_told and not on_phone and not truth.has_photo(id, digest):
            raise Violation(f"lost: photo {id} of {phone} is nowhere")
    _check_bytes(truth)
    _check_doubles(truth)


def _check_bytes(truth: Truth) -> None:
    """One row an id, sealed or parked (PRIMARY KEY and UNIQUE see to it), with true bytes."""
    for table in ("sealed_record", "parked_record"):
        asked = f"SELECT id, digest, content FROM {table} WHERE content IS NOT NULL"
        for key, digest, content in truth.tables.execute(asked):
            id = str(UUID(key))
            if content and hashlib.sha256(unsqueeze(content)).digest() != digest:
                raise Violation(f"changed: the server's bytes of {id}")
            known = truth.sealed.get(id)
            if known and known.digest != digest.hex():
                raise Violation(f"changed: {id} isn't what {known.phone} sealed")
            if known is None and id not in truth.of_others:
                raise Violation(f"doubled: nobody sealed {id}")


def _check_doubles(truth: Truth) -> None:
    for what, asked in TWICE.items():
        if found := truth.tables.execute(asked).fetchone():
            raise Violation(f"doubled: {what} {found[0]}")


def check_arrived(truth: Truth, rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Whatever was sealed is with the server, or a screen says why not; `rows` are the phones'."""
    for id, sealed in truth.sealed.items():
        row = rows.get(id)
        is_told = row is not None and row["state"] == "attention"
        if id in truth.evicted or truth.is_erased(id) or is_told:
            continue
        if not truth.is_kept("payloads", id, sealed.digest):
            said = row["state"] if row else "nothing"
            raise Violation(f"never sent: {id} of {sealed.phone}, which says {said}")
