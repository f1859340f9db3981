"""Zhao, the district's viewer, at the desk."""

import re

from playwright.sync_api import Locator, Page

from journeys.person import PASSWORD
from rig.server import Server


def at_desk(page: Page, server: Server, path: str = "/") -> Page:
    """The desk in this browser, asked for by some address, after signing in."""
    page.goto(server.url + path)
    page.get_by_test_id("username").fill("zhao")
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("desk-map").wait_for()
    return page


def rows(page: Page) -> Locator:
    """The townships of the table, in the order shown."""
    return page.get_by_test_id(re.compile(r"^row-\d"))
