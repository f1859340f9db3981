"""Liu's sitting: put down in few taps, taken back in two, and never a word about a client."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

THREE = [
    ("labour", "advice", "36_59"),
    ("debt", "mediation", "60_plus"),
    ("family", "document", "18_35"),
]
MOBILE, IDENTITY = "13812345678", "500224199001011237"
HIDDEN = """(state) => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}"""
SHOWN = "getComputedStyle(document.body).opacity"


class Taps:
    """Counts what a thumb does."""

    def __init__(self, person):
        self.person = person
        self.count = 0

    def tap(self, name):
        self.person.tap(name)
        self.count += 1

    def choose(self, name):
        self.person.choose(name)
        self.count += 1


def consultations(taps):
    for n, (topic, outcome, age) in enumerate(THREE):
        if n > 0:
            taps.tap("consultation-next")
        taps.choose(f"consultation-topic-{topic}")
        taps.choose(f"consultation-outcome-{outcome}")
        taps.choose(f"consultation-age-{age}")


def held_before(liu):
    """The clinic and the staff are those of a sitting before."""
    liu.pick_up()
    liu.report_clinic()


def newest(liu):
    return liu.page.locator("[data-testid=record][data-kind=clinic_session]").first


def test_a_sitting_of_three_consultations_takes_thirteen_taps_and_no_typing(liu):
    held_before(liu)
    liu.tap("nav-home")
    taps = Taps(liu)
    taps.tap("go-clinic")
    consultations(taps)
    taps.tap("save-clinic")
    newest(liu).click()
    expect(liu.page.get_by_test_id("said-consultation")).to_have_count(3)
    assert taps.count == 13


def test_a_sitting_put_down_by_mistake_is_taken_back_in_two_taps(liu):
    held_before(liu)
    liu.tap("nav-records")
    expect(newest(liu)).to_have_attribute("data-state", "stored")
    liu.page.get_by_test_id("take-back").first.click()
    liu.tap("void-yes")
    expect(newest(liu)).to_have_attribute("data-state", "voided")
    expect(liu.page.get_by_test_id("take-back")).to_have_count(0)


def test_a_sitting_that_is_not_sent_yet_is_shown_as_voided_at_once(liu):
    liu.pick_up()
    liu.phone.lose_network()
    liu.report_clinic()
    liu.page.get_by_test_id("take-back").first.click()
    liu.tap("void-yes")
    expect(newest(liu)).to_have_attribute("data-state", "voiding")


@pytest.mark.parametrize("number", [MOBILE, IDENTITY])
def test_a_personal_number_never_comes_to_lie_on_the_phone(liu, number):
    liu.pick_up()
    liu.tap("go-clinic")
    note = liu.page.get_by_test_id("clinic-note")
    note.press_sequentially(f"回电 {number}", delay=60)
    liu.page.wait_for_timeout(400)
    assert number[:9] not in liu.kept()
    liu.page.wait_for_timeout(1000)
    expect(note).to_have_value("回电 ●●●")
    assert "回电 ●●●" in liu.kept()


def test_the_form_offers_no_place_for_a_name(liu):
    liu.pick_up()
    liu.tap("go-clinic")
    liu.page.get_by_test_id("clinic-note").wait_for()
    texts = liu.page.locator("input:not([type]), input[type=text], textarea")
    names = {text.get_attribute("data-testid") for text in texts.all()}
    assert names == {
        "clinic-minutes",
        "clinic-staff",
        "consultation-minutes",
        "clinic-note",
    }


def test_the_screen_is_blank_in_the_app_switcher(liu):
    liu.pick_up()
    liu.tap("go-clinic")
    assert liu.page.evaluate(SHOWN) == "1"
    liu.page.evaluate(HIDDEN, "hidden")
    assert liu.page.evaluate(SHOWN) == "0"
    liu.page.evaluate(HIDDEN, "visible")
    assert liu.page.evaluate(SHOWN) == "1"
    liu.page.evaluate("dispatchEvent(new Event('blur'))")
    assert liu.page.evaluate(SHOWN) == "0"
    liu.page.evaluate("dispatchEvent(new Event('focus'))")
    assert liu.page.evaluate(SHOWN) == "1"


def test_other_screens_are_not_blanked(liu):
    liu.pick_up()
    liu.tap("go-outreach")
    liu.page.evaluate(HIDDEN, "hidden")
    assert liu.page.evaluate(SHOWN) == "1"
