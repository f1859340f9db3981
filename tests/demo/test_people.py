"""Users, vehicles and campaigns of the demo."""

from datetime import date

from xunhu.demo import people
from xunhu.reference.load import townships


def test_there_is_one_sign_in_for_each_role():
    first = people.users()[: len(people.SIGN_INS)]
    assert tuple(user.username for user in first) == people.SIGN_INS
    assert len({user.role for user in first}) == 5


def test_no_two_users_share_a_name_to_sign_in_with():
    names = [user.username for user in people.users()]
    assert len(set(names)) == len(names)


def test_every_township_has_an_officer_a_volunteer_and_a_supervisor():
    roles = ("patrol_officer", "clinic_volunteer", "township_supervisor")
    assert all(people.who(town.code, role) for town in townships() for role in roles)


def test_viewers_and_administrators_belong_to_no_township():
    above = [u for u in people.users() if u.role in ("district_viewer", "administrator")]
    assert all(user.townships == () for user in above)


def test_26_townships_have_one_vehicle_each_and_8_have_none():
    owners = {vehicle.township for vehicle in people.vehicles()}
    assert len(owners) == len(people.vehicles()) == 26
    assert owners.isdisjoint(people.WITHOUT_VEHICLE)
    assert len(people.WITHOUT_VEHICLE) == 8


def test_plates_can_not_be_mistaken_for_real_ones():
    assert all("示例" in vehicle.plate for vehicle in people.vehicles())


def test_campaigns_run_on_the_last_day():
    day = date(2026, 11, 22)
    assert all(c.from_on <= day <= c.until_on for c in people.campaigns(day))
