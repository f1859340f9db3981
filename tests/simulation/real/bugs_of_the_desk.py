"""More mistakes planted in the server: about what follows a record, and what the office does."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import false, true

from xunhu.records.clock import next_number
from xunhu.records.effects import Effects
from xunhu.records.reading import feature_of
from xunhu.records.revisions import revisions_of
from xunhu.sync.accept import accept
from xunhu.sync.decisions import decisions_told
from xunhu.sync.frame import Framed


def changes_not_shown() -> AbstractContextManager[Any]:
    """What follows a record that was pulled before is no news for anybody."""
    return patch("xunhu.records.effects.show_again", lambda _clock, row: row.shown)


def photos_not_shown() -> AbstractContextManager[Any]:
    """A photo arrives, and those who have the record aren't told."""
    return patch("xunhu.attachments.arriving.show_again", lambda clock, _row: next_number(clock))


def erased_still_pulled() -> AbstractContextManager[Any]:
    """No tombstone: who has a copy of an erased record keeps it."""
    return patch("xunhu.sync.pull.is_erased", lambda _row: False)


def digest_of_other_bytes() -> AbstractContextManager[Any]:
    """The digest is worked out from the feature, not kept from the bytes."""

    def told(row: Any, missing: Sequence[str] = ()) -> Any:
        feature = feature_of(row, missing)
        digest = hashlib.sha256(json.dumps(feature["properties"]).encode()).hexdigest()
        return {**feature, "receipt": {**feature["receipt"], "digest": f"sha256:{digest}"}}

    return patch("xunhu.sync.pull.feature_of", told)


def anybody_amends() -> AbstractContextManager[Any]:
    """Whoever may record may change what others recorded."""
    return patch("xunhu.records.view.may_revise", lambda *_asked: True)


@contextmanager
def rows_left(*, by: str) -> Iterator[None]:
    """The rows that a record came to stay where they are when it is changed."""
    refresh = Effects._refresh

    def careless(self: Effects, row: Any, before: Any) -> Any:
        revisions = revisions_of(self.session, row.district, row.id)
        if before is not None and revisions and revisions[-1].kind == by:
            kind = replace(before.sealed.kind, withdraw=lambda *_named: None)
            before = replace(before, sealed=replace(before.sealed, kind=kind))
        return refresh(self, row, before)

    with patch.object(Effects, "_refresh", careless):
        yield


def decisions_kept_back() -> AbstractContextManager[Any]:
    """Nobody hears what was decided about a parked record."""
    return patch("xunhu.sync.pull.decisions_told", lambda _parked: [])


def decision_with_another_number() -> AbstractContextManager[Any]:
    """The receipt of what was accepted is that of another record."""

    def told(parked: Sequence[Any]) -> list[dict[str, Any]]:
        return [{**each, "seq": each["seq"] + 1} for each in decisions_told(parked)]

    return patch("xunhu.sync.pull.decisions_told", told)


def rescue_gives_new_ids() -> AbstractContextManager[Any]:
    """What a rescue file brings is taken for new."""

    def taken(framed: Sequence[Framed], *told: Any) -> Any:
        return accept([each._replace(raw=_renamed(each.raw)) for each in framed], *told)

    return patch("xunhu.imports.rescue.accept", taken)


def _renamed(raw: bytes) -> bytes:
    id = json.loads(raw)["id"]
    return raw.replace(id.encode(), str(UUID(int=UUID(id).int ^ 0xFF)).encode(), 1)


def rescue_takes_the_first() -> AbstractContextManager[Any]:
    """A rescue file is taken as far as its first record."""
    return patch("xunhu.imports.rescue.accept", lambda framed, *told: accept(framed[:1], *told))


def old_reports_trusted() -> AbstractContextManager[Any]:
    """What a phone told of before a restore is taken for true of the server after it."""
    return patch("xunhu.auth.devices.register.before_restore", false)


def late_reports_count() -> AbstractContextManager[Any]:
    """What a phone said comes late, and stands for what it said since."""
    return patch("xunhu.auth.devices.register.not_late", lambda *_told: true())


AT_THE_DESK: Mapping[str, Callable[[], AbstractContextManager[Any]]] = {
    "changes aren't shown again": changes_not_shown,
    "photos aren't shown": photos_not_shown,
    "erased record still pulled": erased_still_pulled,
    "digest of other bytes": digest_of_other_bytes,
    "anybody amends": anybody_amends,
    "void leaves its rows": lambda: rows_left(by="void"),
    "amendment leaves its rows": lambda: rows_left(by="amendment"),
    "decisions are kept back": decisions_kept_back,
    "decision with another number": decision_with_another_number,
    "rescue gives new ids": rescue_gives_new_ids,
    "rescue takes the first": rescue_takes_the_first,
    "old reports are trusted": old_reports_trusted,
    "late reports count": late_reports_count,
}
