"""What the tracks of whole townships look like beside the district's lines."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from xunhu.coverage.ground import LINE_LAYERS
from xunhu.geo import Floats
from xunhu.patrols.models import Patrol, TrackSegment
from xunhu.patrols.segments import segments
from xunhu.quality.shift import Shift, shift
from xunhu.targets.models import Piece

SAMPLED_SEGMENTS = 24  # of a township: some four hours of fixes
EVERY = 4  # of their fixes one is looked at: some 150 m of road


def townships_told(
    session: Session, district: str, townships: Sequence[str], which: Any
) -> list[dict[str, Any]]:
    """What the tracks of each township look like, of the patrols of which something is true."""
    asked = select(Piece.lon, Piece.lat).where(
        Piece.district == district, Piece.layer.in_(LINE_LAYERS)
    )
    pieces = np.array(session.execute(asked).all(), dtype=np.float64).reshape(-1, 2)
    samples = _samples(session, district, which)
    told = []
    for code in townships:
        found = shift(*samples.get(code, (np.empty(0), np.empty(0))), pieces)
        told.append({"township": code, **_shift(found)})
    return told


def _shift(found: Shift) -> dict[str, Any]:
    is_shifted = found.state == "shifted"
    return {
        "state": found.state,
        "looks_like": found.datum.value if is_shifted else None,
        "off_m": round(found.metres) if is_shifted else None,
        "pieces": found.pieces,
        "pieces_undone": found.undone if is_shifted else None,
    }


def _samples(
    session: Session, district: str, which: ColumnElement[bool]
) -> Mapping[str, tuple[Floats, Floats]]:
    """By township some of the fixes of its patrols, spread over all of their segments."""
    row = TrackSegment
    of = (Patrol.district == row.district) & (Patrol.id == row.patrol)
    asked = select(Patrol.township, row.id).join(Patrol, of)
    by_township: dict[str, list[UUID]] = defaultdict(list)
    for code, segment in session.execute(asked.where(row.district == district, which)):
        by_township[code].append(segment)
    chosen = {
        segment: code
        for code, ids in by_township.items()
        for segment in sorted(ids)[:: max(1, len(ids) // SAMPLED_SEGMENTS)]
    }
    found: dict[str, list[Floats]] = defaultdict(list)
    for one in segments(session, district, row.id.in_(chosen)):
        places = np.stack([one.fixes.lon, one.fixes.lat], axis=1)
        found[chosen[one.row.id]].append(places[::EVERY])
    joined = {code: np.concatenate(parts) for code, parts in found.items()}
    return {code: (places[:, 0], places[:, 1]) for code, places in joined.items()}
