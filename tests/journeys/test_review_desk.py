"""The supervisor at the desk: what could not be accepted is set right, and the phone told."""

import pytest
from playwright.sync_api import expect

from journeys.desk import at_desk
from journeys.review import amended, at_todo, event_of_today, parked
from make import id_of, sequence

pytestmark = pytest.mark.browser

CHECKED = "与陈队员核实，负号是误触"


def test_a_parked_record_is_corrected_and_accepted_and_the_phone_hears_of_it(page, server, sender):
    event = event_of_today(reached_count=-120, weather="晴")
    assert sender.push(event) == ["parked"]
    row = parked(at_todo(page, server), event)
    expect(row.get_by_test_id("fault").first).to_contain_text("受教育人数")
    row.get_by_test_id("correct").click()
    page.get_by_test_id("edit-reached_count").fill("120")
    page.get_by_test_id("reason").fill(CHECKED)
    page.get_by_test_id("next-step").click()
    expect(page.get_by_test_id("summary")).to_contain_text("-120 → 120")
    page.get_by_test_id("accept-yes").click()
    expect(row).to_have_count(0)
    told = sender.decisions()[id_of(event)]
    assert (told["decision"], told["reason"]) == ("accepted", CHECKED)
    assert sender.push(event) == ["duplicate"]


def test_what_the_server_finds_next_is_shown_at_its_place(page, server, sender):
    event = event_of_today(reached_count=-120, author="chenwei")
    sender.push(event)
    parked(at_todo(page, server), event).get_by_test_id("correct").click()
    page.get_by_test_id("edit-reached_count").fill("120")
    page.get_by_test_id("reason").fill(CHECKED)
    page.get_by_test_id("next-step").click()
    page.get_by_test_id("accept-yes").click()
    expect(page.get_by_test_id("place-author").get_by_role("alert")).to_be_visible()
    page.get_by_test_id("edit-author").fill("chen")
    page.get_by_test_id("next-step").click()
    page.get_by_test_id("accept-yes").click()
    expect(page.get_by_test_id("said")).to_be_visible()
    assert sender.decisions()[id_of(event)]["decision"] == "accepted"


def test_nothing_is_decided_without_a_reason(page, server, sender):
    event = event_of_today(reached_count=-120)
    sender.push(event)
    row = parked(at_todo(page, server), event)
    row.get_by_test_id("discard").click()
    page.get_by_test_id("discard-yes").click()
    expect(page.get_by_test_id("discard-dialog").get_by_role("alert")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row.get_by_test_id("discard")).to_be_focused()
    assert sender.decisions() == {}


def test_the_desk_counts_what_waits_for_the_supervisor(page, server, sender):
    sender.push(event_of_today(reached_count=-120))
    at_todo(page, server).get_by_test_id("to-desk").click()
    expect(page.get_by_test_id("todo-count")).to_have_text("1")


def test_the_viewer_is_neither_counted_nor_shown_what_is_parked(page, server, sender):
    sender.push(event_of_today(reached_count=-120))
    at_desk(page, server, "/desk/")
    expect(page.get_by_test_id("todo-count")).to_have_count(0)
    page.goto(f"{server.url}/desk/todo/parked")
    page.get_by_test_id("part-conflicts").wait_for()
    expect(page.get_by_test_id("part-parked")).to_have_count(0)


def test_the_supervisor_settles_a_contradiction_and_a_lost_network_loses_nothing(
    page, server, sender
):
    event = event_of_today()
    sender.push(event, amended(event, 150), amended(event, 135))
    at_todo(page, server, "conflicts").get_by_test_id("use-value").first.click()
    page.get_by_test_id("reason").fill(CHECKED)
    page.context.route("**/sync/push", lambda route: route.abort())
    page.get_by_test_id("settle-yes").click()
    expect(page.get_by_test_id("trouble")).to_contain_text("已保存在本机")
    page.context.unroute_all()
    page.get_by_test_id("settle-yes").click()
    expect(page.get_by_test_id("said")).to_be_visible()
    expect(page.get_by_test_id("conflict")).to_have_count(0)
    page.goto(f"{server.url}/desk/records/{id_of(event)}")
    expect(page.get_by_test_id("content")).to_contain_text("150")
    expect(page.get_by_test_id("revision")).to_have_count(3)


def test_only_a_supervisor_voids_a_record_and_says_why(page, server, sender):
    event = event_of_today()
    sender.push(event)
    at_todo(page, server)
    page.goto(f"{server.url}/desk/records/{id_of(event)}")
    page.get_by_test_id("void").click()
    page.get_by_test_id("void-yes").click()
    expect(page.get_by_test_id("void-dialog").get_by_role("alert")).to_be_visible()
    page.get_by_test_id("reason").fill(CHECKED)
    page.get_by_test_id("void-yes").click()
    expect(page.get_by_test_id("voided")).to_be_visible()
    expect(page.get_by_test_id("revision")).to_contain_text(CHECKED)
    expect(page.get_by_test_id("void")).to_have_count(0)


def test_an_administrator_may_look_at_contradictions_and_not_amend(page, server, sender):
    event = event_of_today()
    sender.push(event, amended(event, 150), amended(event, 135))
    at_todo(page, server, "conflicts", "admin")
    expect(page.get_by_test_id("conflict")).to_be_visible()
    expect(page.get_by_test_id("use-value")).to_have_count(0)
    page.get_by_test_id("conflict").get_by_role("link").click()
    expect(page.get_by_test_id("record-page")).to_contain_text("150")
    expect(page.get_by_test_id("void")).to_have_count(0)


def test_a_rescue_file_is_sent_from_the_desk_and_never_twice(page, server, sender, tmp_path):
    kept, held = event_of_today(), event_of_today(reached_count=-1)
    file = tmp_path / "xunhu-chen.geojsons"
    file.write_bytes(sequence(kept, held, b"{"))
    at_todo(page, server, "rescue")
    for first in ("stored", "duplicate"):
        page.get_by_test_id("rescue-file").set_input_files(file)
        page.get_by_test_id("rescue-send").click()
        for status in (first, "parked", "rejected"):
            expect(page.get_by_test_id(f"count-{status}")).to_contain_text("1")
        page.reload()
    assert sender.push(kept, held) == ["duplicate", "parked"]
