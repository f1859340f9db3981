"""To whose patrols somebody may add at the desk."""

from uuid import UUID

from xunhu.auth.who import Who
from xunhu.db import db
from xunhu.patrols.models import Patrol
from xunhu.problems import NotFound


def patrol_in_reach(who: Who, patrol: UUID) -> Patrol:
    """A patrol that stands, in the townships of whoever asks, or in the district; else NotFound."""
    found = db.session.get(Patrol, (who.district, patrol))
    if found is None or not (who.sees_district or found.township in who.townships):
        raise NotFound
    return found
