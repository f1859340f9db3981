"""Chinese first, English at a tap, and the choice is kept."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_the_sign_in_page_speaks_english_when_asked_and_goes_on_doing_so(page, server):
    page.goto(server.url)
    button = page.get_by_test_id("sign-in")
    expect(button).to_have_text("登录")
    page.get_by_test_id("switch-language").click()
    expect(button).to_have_text("Sign in")
    page.reload()
    expect(button).to_have_text("Sign in")
    expect(page.locator("html")).to_have_attribute("lang", "en")
