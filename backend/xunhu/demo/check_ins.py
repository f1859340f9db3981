"""Check-ins of one day of the demo: how a township without a vehicle shows where it went."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from xunhu.demo.gatherings import Gathering, between_hours
from xunhu.demo.people import WITHOUT_VEHICLE, who
from xunhu.demo.roads import is_seen
from xunhu.demo.sealed import Contents, author, chance, identity_at, point, seal
from xunhu.demo.sites import Site, sites_of
from xunhu.reference.load import townships

ON_FOOT, BESIDES_PATROLS = 0.32, 0.05
METHODS = {"qr": 6.0, "gps": 5.0, "manual": 1.0}


def check_ins(day: date, rng: np.random.Generator) -> Iterator[Gathering]:
    """On foot to villages and schools; where there is a vehicle, to enterprises and schools."""
    for town in townships():
        on_foot = town.code in WITHOUT_VEHICLE
        layers = ("village", "school") if on_foot else ("enterprise", "school")
        near = [site for site in sites_of(town.code, *layers) if is_seen(site)]
        if near and rng.random() < (ON_FOOT if on_foot else BESIDES_PATROLS):
            yield _check_in(near[int(rng.integers(len(near)))], day, rng)


def _check_in(site: Site, day: date, rng: np.random.Generator) -> Gathering:
    at = between_hours(day, 8.7, 17.2, rng)
    by = author(site.township, who(site.township, "patrol_officer"), rng)
    contents: Contents = {"method": chance(rng, METHODS)}
    if rng.random() < 0.15:
        contents["note"] = "走访正常。"
    place = (
        None if contents["method"] == "manual" else point(np.array(site.xy) + rng.normal(0, 20, 2))
    )
    refs, identity = {"target": site.id}, identity_at(at, rng)
    return Gathering(by.username, at, seal("check_in", by, at, place, refs, contents, identity))
