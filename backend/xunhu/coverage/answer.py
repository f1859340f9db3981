"""The answer of `/coverage`: one function feeds the API, the table and the map."""

from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.coverage import load
from xunhu.coverage.ground import ground
from xunhu.coverage.load import Range
from xunhu.coverage.measure import Sums, layers, seen, totals
from xunhu.townships.models import Township


def coverage(session: Session, days: Range, today: date) -> tuple[list[Township], dict[str, Any]]:
    """The townships in order, and by code the properties of each; the district under ""."""
    known = ground(days.district)
    judged_on = min(days.to_on, today)
    visits = seen(known, days.from_on, judged_on, load.visits(session, days, known))
    sums = load.sums(session, days)
    asked = select(Township).where(Township.district == days.district).order_by(Township.code)
    townships = list(session.scalars(asked))
    counting = known.counting(judged_on)
    by_code = {
        township.code: {
            "code": township.code,
            "name": township.name,
            "approximate": township.approximate,
            **sums.get(township.code, Sums()).properties(),
            **layers(known, visits, counting & (known.townships == township.code), judged_on),
        }
        for township in townships
    }
    everywhere = counting & np.isin(known.townships, [t.code for t in townships])
    by_code[""] = {
        "approximate": any(township.approximate for township in townships),
        **totals(sums).properties(),
        **layers(known, visits, everywhere, judged_on),
    }
    return townships, by_code
