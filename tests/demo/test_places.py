"""Example targets: marked as examples, in the right township, some of them out of the way."""

from collections import Counter

import pytest
from shapely import LineString, Point

from xunhu.demo.places import targets
from xunhu.demo.roads import is_seen, network
from xunhu.demo.sites import cells_m, lines_m, sites
from xunhu.reference.load import townships, villages


@pytest.fixture(scope="module")
def features():
    return targets()


def test_there_are_targets_of_every_layer(features):
    counts = Counter(feature["properties"]["layer"] for feature in features)
    assert counts.pop("village") == 244
    assert counts.pop("railway") == 2
    assert counts == {"school": 50, "crossing": 30, "clinic": 25, "road": 15, "enterprise": 8}


def test_what_is_invented_says_so_in_its_name(features):
    assert all(f["properties"]["approximate"] is True for f in features)
    invented = [f["properties"] for f in features if f["properties"]["layer"] != "railway"]
    assert all("示例" in properties["name"] for properties in invented)


def test_ids_and_codes_are_unique_and_the_same_every_time(features):
    assert len({f["id"] for f in features}) == len(features)
    assert len({f["properties"]["code"] for f in features}) == len(features)
    assert features == targets()


def test_every_site_lies_in_its_township():
    assert all(cells_m()[site.township].intersects(Point(site.xy)) for site in sites())


def test_villages_keep_their_official_codes():
    official = {village.code: village.township for village in villages()}
    placed = {site.code: site.township for site in sites() if site.layer == "village"}
    assert placed == official


def test_crossings_lie_on_their_line():
    crossings = [site for site in sites() if site.layer == "crossing"]
    assert all(lines_m()[str(c.line)].distance(Point(c.xy)) < 0.01 for c in crossings)


def test_no_road_leads_to_the_blind_spots():
    unseen = {site.id for site in sites() if not is_seen(site)}
    reached = {site.id for town in townships() for site in network(town.code).sites}
    assert 15 < len(unseen) < 50
    assert not unseen & reached


def test_every_place_of_a_network_can_be_driven_to():
    for town in townships():
        roads = network(town.code)
        for node in range(1, len(roads.xy)):
            path = LineString(roads.trace(roads.way(0, node)))
            assert path.length < 60_000
