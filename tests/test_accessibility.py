"""Every page by the rules of WCAG that a machine can check (axe-core): wide and narrow, light and dark."""

import pytest
from app_support import PAGES
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

SERIOUS = ("serious", "critical")
WAIT = 120_000
RUNNING = "[data-testid=stStatusWidget]"
"""What Streamlit itself shows in its header while a page is being made."""


def findings(tab):
    """Rule and first places of each serious finding."""
    found = Axe().run(tab, context={"exclude": [[RUNNING]]}).response["violations"]
    return {one["id"]: [node["html"][:160] for node in one["nodes"][:3]] for one in found if one["impact"] in SERIOUS}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_fits_the_screen_and_has_no_serious_finding(browser, address, page, width, scheme):
    tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab.set_default_timeout(WAIT)
    tab.goto(f"{address}/{'' if page == 'overview' else page}")
    tab.get_by_role("heading", level=1).first.wait_for()
    tab.locator("[data-test-script-state=notRunning]").wait_for()
    tab.locator(RUNNING).wait_for(state="hidden")
    found = findings(tab)
    wide = tab.evaluate("document.documentElement.scrollWidth")
    tab.close()
    assert not found
    assert wide <= width
