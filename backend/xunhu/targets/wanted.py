"""What somebody wants of a file of targets."""

from dataclasses import dataclass
from uuid import UUID

from xunhu.files.datum import Datum
from xunhu.targets.models import Layer
from xunhu.targets.nearby import USUAL_M


@dataclass(frozen=True)
class Wanted:
    """How files are to be read: what they leave unsaid, and the answers to what was asked.

    `near` is a line target; what is farther than `within_m` from it is left out. `approver` is who
    answers for a status that the files change.
    """

    layer: Layer | None = None
    datum: Datum = Datum.WGS84
    force: frozenset[str] = frozenset()
    near: UUID | None = None
    within_m: float = USUAL_M
    approver: str | None = None
