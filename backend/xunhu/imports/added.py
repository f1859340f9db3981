"""A track file added to a patrol from the desk, in the name of who drove."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from xunhu.auth.who import Who
from xunhu.files.datum import Datum
from xunhu.imports import accepting
from xunhu.imports.doubts import refuse_doubtful
from xunhu.imports.recordings import RecordingFile, understood
from xunhu.imports.tracks import AT_ONE_TIME, first_part
from xunhu.patrols.importing import Outing, TrackFile, seal
from xunhu.patrols.models import Patrol
from xunhu.problems import InvalidInput


@dataclass(frozen=True)
class Added:
    """What a file came to; `is_known` when all of it was there before."""

    patrol: UUID
    segment_count: int
    fix_count: int
    untimed_count: int
    invalid_count: int
    is_known: bool


def add(who: Who, patrol: Patrol, raw: bytes, datum: Datum | None, now: datetime) -> Added:
    """Seal a file's fixes as segments of a patrol, or none; raises BadFile or InvalidInput.

    The same bytes give the same records, so that a file counts once. Without a datum told WGS-84
    is read, and compared with the patrol's own fixes.
    """
    file = understood(raw, datum or Datum.WGS84, now)
    refuse_doubtful(file.recording.runs, patrol, is_datum_told=datum is not None)
    outing = _outing(file, patrol)
    reads = accepting.check_parts(outing.sealed, who, now)
    is_known = accepting.known_count(reads, who.district) == len(reads)
    accepting.keep(reads, who, now)
    left_out = file.recording.untimed_count, file.recording.invalid_count
    return Added(patrol.id, len(reads), outing.fix_count, *left_out, is_known)


def _outing(file: RecordingFile, patrol: Patrol) -> Outing:
    told = TrackFile(file.raw, patrol.author, patrol.township, file.window_ms, patrol.id)
    outings = seal(file.recording, told)
    if len(outings) > 1:
        raise InvalidInput(AT_ONE_TIME)
    first = first_part(patrol.district, patrol.id, outings[0])
    return seal(file.recording, replace(told, first_part=first))[0]
