"""The answer of `/coverage/{township}/targets`: the same stamp while nothing in it can differ."""

from datetime import datetime

from flask import Response

from xunhu.coverage.answer import stamp
from xunhu.coverage.ranges import Range
from xunhu.coverage.township.schemas import TownshipTargetsSchema
from xunhu.coverage.township.targets import targets_of
from xunhu.db import db
from xunhu.patrols.track import RULES_VERSION
from xunhu.schemas import rfc3339, shanghai_day
from xunhu.wire import json_answer, unless_known


def standing(days: Range, township: str, layer: str | None, now: datetime) -> Response:
    """The targets of a township as they stand, or 304."""
    comes_from = tuple(stamp(db.session(), days)), days, shanghai_day(now)
    return unless_known((comes_from, township, layer), lambda: _told(days, township, layer, now))


def _told(days: Range, township: str, layer: str | None, now: datetime) -> Response:
    judged_on, items = targets_of(db.session(), days, township, layer, shanghai_day(now))
    told = {
        "township": township,
        "items": items,
        "judged_on": judged_on,
        "rules": RULES_VERSION,
        "as_of": rfc3339(now),
    }
    return json_answer(TownshipTargetsSchema().dump(told))
