"""Four generated weeks: the same every time, acceptable to the server, and like the real thing."""

import json
import re
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from xunhu.check_ins import apply as check_in_kinds
from xunhu.clinics import apply as clinic_kinds
from xunhu.demo import people
from xunhu.demo.activity import SEED, generate
from xunhu.demo.roads import is_seen
from xunhu.demo.sites import sites
from xunhu.hazards import apply as hazard_kinds
from xunhu.outreach import apply as outreach_kinds
from xunhu.patrols import apply as patrol_kinds
from xunhu.records.envelope import read
from xunhu.reference.load import townships

UNTIL = date(2026, 11, 22)
END = datetime(2026, 11, 22, 16, tzinfo=UTC)
DISTRICT = "500119"
WRITTEN = ("note", "venue", "partners", "description", "responsible_unit")


@pytest.fixture(scope="module")
def pushes():
    return list(generate(28, UNTIL, SEED))


@pytest.fixture(scope="module")
def records(pushes):
    return [json.loads(raw) for push in pushes for raw in push.records]


def of_kind(records, kind):
    return [r | r["properties"] for r in records if r["properties"]["kind"] == kind]


def test_the_same_seed_gives_the_same_bytes():
    assert list(generate(3, UNTIL, 7)) == list(generate(3, UNTIL, 7))
    assert list(generate(3, UNTIL, 7)) != list(generate(3, UNTIL, 8))


def test_every_record_is_acceptable_to_the_server(pushes):
    for feature in (patrol_kinds, check_in_kinds, hazard_kinds, outreach_kinds, clinic_kinds):
        feature.register_kinds()
    for push in pushes[-120:]:
        for raw in push.records:
            assert read(raw, DISTRICT, push.author, push.received_at).refused is None


def test_every_push_fits_an_envelope(pushes):
    assert max(len(push.records) for push in pushes) <= 50
    assert max(sum(map(len, push.records)) for push in pushes) < 2**20


def test_pushes_come_in_order_and_within_the_days(pushes):
    received = [push.received_at for push in pushes]
    assert received == sorted(received)
    assert received[0] > END - timedelta(days=28)
    assert received[-1] < END


def test_ids_are_unique_and_made_at_the_time_of_the_record(records):
    assert len({record["id"] for record in records}) == len(records)
    for patrol in of_kind(records, "patrol"):
        made_ms = int(patrol["id"].replace("-", "")[:12], 16)
        assert made_ms == datetime.fromisoformat(patrol["occurred_at"]).timestamp() * 1000


def test_fixes_of_a_segment_are_columns_of_one_length_with_growing_times(records):
    for segment in of_kind(records, "track_segment"):
        count = len(segment["geometry"]["coordinates"])
        columns = segment["data"]
        assert 2 <= count == len(columns["times"]) == len(columns["accuracy_m"]) <= 300
        assert (np.diff(columns["times"]) > 0).all()
        assert min(columns["accuracy_m"]) >= 3


def test_a_patrol_says_how_many_parts_it_has(records):
    parts = Counter(s["refs"]["patrol"] for s in of_kind(records, "track_segment"))
    ends = {e["refs"]["patrol"]: e["data"]["part_count"] for e in of_kind(records, "patrol_end")}
    assert ends == parts


def test_authors_work_in_their_own_townships(records):
    reach = {user.username: user.townships for user in people.users()}
    for properties in (record["properties"] for record in records):
        assert properties["township"] in reach[properties["author"]]


def test_eight_townships_have_events_but_no_patrols(records):
    codes = {town.code for town in townships()}
    without = codes - {patrol["township"] for patrol in of_kind(records, "patrol")}
    assert without == people.WITHOUT_VEHICLE
    assert len(without & {e["township"] for e in of_kind(records, "outreach_event")}) >= 6


def test_a_clinic_sits_in_its_own_township(records):
    clinics = {site.id: site.township for site in sites() if site.layer == "clinic"}
    sittings = of_kind(records, "clinic_session")
    assert all(clinics[s["refs"]["clinic"]] == s["township"] for s in sittings)
    assert {len(s["data"]["consultations"]) for s in sittings} == set(range(1, 8))


def test_no_text_holds_a_long_number_or_the_name_of_a_user(records):
    names = [user.name for user in people.users()]
    for contents in (record["properties"]["data"] for record in records):
        written = [str(contents.get(field, "")) for field in WRITTEN]
        assert not any(re.search(r"\d{5}", text) for text in written)
        assert not any(name in text for text in written for name in names)


def test_four_weeks_stay_small_enough_for_a_demo(records):
    fixes = sum(len(s["data"]["times"]) for s in of_kind(records, "track_segment"))
    assert 250_000 < fixes < 500_000


def test_hazards_are_at_every_stage_from_open_to_reopened(records):
    actions = defaultdict(set)
    for step in of_kind(records, "hazard_step"):
        actions[step["refs"]["hazard"]].add(step["data"]["action"])
    seen = [hazard["id"] for hazard in of_kind(records, "hazard")]
    assert 50 < len(seen) < 130
    assert actions.keys() <= set(seen)
    closed = [h for h in seen if "verified" in actions[h] and "reopened" not in actions[h]]
    assert 0.3 < len(closed) / len(seen) < 0.8
    assert any("reopened" in actions[h] for h in seen)


def test_some_hazards_are_past_their_due_day(records):
    verified = {
        step["refs"]["hazard"]
        for step in of_kind(records, "hazard_step")
        if step["data"]["action"] == "verified"
    }
    due = [s for s in of_kind(records, "hazard_step") if s["data"]["action"] == "assigned"]
    late = [s for s in due if s["data"]["due_on"] < UNTIL.isoformat()]
    assert sum(s["refs"]["hazard"] not in verified for s in late) >= 3


def test_no_step_is_taken_before_its_hazard_is_seen_or_after_the_last_day(records):
    seen = {hazard["id"]: hazard["occurred_at"] for hazard in of_kind(records, "hazard")}
    steps = of_kind(records, "hazard_step")
    assert all(seen[s["refs"]["hazard"]] < s["occurred_at"] for s in steps)
    assert max(datetime.fromisoformat(s["occurred_at"]) for s in steps) < END


def test_check_ins_are_at_places_of_their_township_that_are_not_blind_spots(records):
    places = {site.id: site for site in sites() if is_seen(site)}
    check_ins = of_kind(records, "check_in")
    assert 60 < len(check_ins) < 200
    assert all(places[c["refs"]["target"]].township == c["township"] for c in check_ins)
    assert {c["data"]["method"] for c in check_ins} == {"gps", "qr", "manual"}
