"""The dashboard in a real browser: a filter changes a chart, a click leads to the sentence, the CSV is the engine's."""

import os
import sys

import pandas as pd
import pytest
from app_support import ENDLESS, ROOT, invented_folder, invented_results, served
from playwright import sync_api as playwright

from analytics.analysis.groups import aggregate
from analytics.store.export import read_table

pytestmark = pytest.mark.browser

WAIT = 120_000  # milliseconds: the first chart brings plotly with it, and the machine may be busy


@pytest.fixture
def page(browser, address):
    tab = browser.new_page(viewport={"width": 1280, "height": 900})
    tab.set_default_timeout(WAIT)
    tab.goto(address)
    dots(tab).first.wait_for()
    yield tab
    tab.close()


def dots(tab, target="CSTO"):
    return tab.locator(f"[class*='st-key-interval-speaker-{target}-'] .scatterlayer path.point")


def drawn(tab, target="CSTO"):
    """Speaker and mean of each dot, out of the figure that the browser drew."""
    script = """key => [...document.querySelectorAll(`[class*="st-key-interval-speaker-${key}-"] .js-plotly-plot`)]
        .flatMap(plot => plot.data.filter(trace => trace.customdata)
        .flatMap(trace => trace.customdata.map((pair, place) => [pair[0], Number(trace.x[place])])))"""
    return dict(tab.evaluate(script, target))


def choose(tab, label, option):
    field = tab.get_by_role("combobox", name=label)
    field.click()
    tab.get_by_role("option", name=option, exact=True).click()
    tab.keyboard.press("Escape")


def test_filtering_by_a_speaker_changes_the_chart_and_the_csv(page, tmp_path):
    before = drawn(page)
    assert set(before) == {"Ada Lorin", "Bram Tesk", "Cato Ruel"}
    choose(page, "Speakers", "Bram Tesk")
    playwright.expect(dots(page)).to_have_count(1)
    page.wait_for_url("**speaker=Bram*")
    assert drawn(page) == {"Bram Tesk": before["Bram Tesk"]}

    page.locator("summary", has_text="Download").first.click()
    with page.expect_download() as caught:
        page.get_by_role("button", name="Aggregates (CSV)").click()
    caught.value.save_as(tmp_path / "aggregates.csv")
    downloaded = read_table((tmp_path / "aggregates.csv").read_bytes(), "aggregates")

    results = invented_results()
    expected = aggregate(results.statements[results.statements["speaker"] == "Bram Tesk"], results.stances)
    pd.testing.assert_frame_equal(downloaded, expected)
    toward_csto = results.stances.merge(results.statements, on="statement_id").query(
        "speaker == 'Bram Tesk' and target == 'CSTO'"
    )
    assert before["Bram Tesk"] == pytest.approx(toward_csto["stance"].mean())


def test_a_click_on_a_dot_leads_to_its_sentences_and_on_to_the_page_of_statements(page):
    box = dots(page).first.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    dialog = page.get_by_role("dialog")
    playwright.expect(dialog.locator(".qs-passage")).to_have_count(3)
    assert "the CSTO was absent again" in dialog.locator(".qs-statement").all_inner_texts()[0] + " ".join(
        dialog.locator(".qs-passage").all_inner_texts()
    )
    dialog.get_by_role("button", name="Open these").click()
    page.get_by_role("heading", name="Statements", exact=True).wait_for()
    page.wait_for_url("**/statements?*")
    for part in ("speaker=Ada", "target=CSTO"):
        assert part in page.url


def test_text_that_looks_like_markup_stays_text(page, address):
    line = invented_results().statements.query("text.str.contains('script')").iloc[0]
    page.on("dialog", lambda alert: pytest.fail(f"the article's script ran: {alert.message}"))
    page.goto(f"{address}/statements?statement={line['statement_id']}")
    passage = page.locator(".qs-passage")
    passage.wait_for()
    assert '<script>alert("x")</script> **bold**' in passage.inner_text()
    assert passage.locator("script, b, a").count() == 0


def test_a_shared_link_opens_the_same_view_and_filters_survive_navigation(page, address):
    page.goto(f"{address}/outlets?speaker=Ada+Lorin&min=1")
    page.get_by_role("heading", name="Outlets", exact=True).wait_for()
    page.get_by_test_id("stSidebar").get_by_text("Ada Lorin", exact=True).wait_for()
    page.get_by_role("link", name="Overview").click()
    playwright.expect(dots(page)).to_have_count(1)
    assert set(drawn(page)) == {"Ada Lorin"}
    page.wait_for_url("**/?*speaker=Ada*")


def test_back_and_forward_lead_from_page_to_page_and_keep_the_filters(page):
    choose(page, "Speakers", "Bram Tesk")
    page.wait_for_url("**speaker=Bram*")
    page.get_by_role("link", name="Outlets").click()
    page.get_by_role("heading", name="Outlets", exact=True).wait_for()
    page.go_back()
    page.get_by_role("heading", name="Overview", exact=True).wait_for()
    playwright.expect(dots(page)).to_have_count(1)
    assert set(drawn(page)) == {"Bram Tesk"}
    page.go_forward()
    page.get_by_role("heading", name="Outlets", exact=True).wait_for()
    page.wait_for_url("**/outlets?*speaker=Bram*")


def test_nothing_is_asked_of_any_other_host(browser, address):
    tab = browser.new_page()
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address)
    dots(tab).first.wait_for(timeout=WAIT)
    tab.close()
    assert not [url for url in asked if not url.startswith((address, "data:", "blob:"))]


ENDLESS_TEXT = "The harbour master Ada Lorin said on Monday that the EU would go on like this for ever and a day."
SOUND_TEXT = "The harbour master Ada Lorin said on Monday that the EU had kept its word to the town and its port."


@pytest.fixture(scope="module")
def endless(tmp_path_factory, browser):
    """Where a dashboard answers whose engine takes too long over ENDLESS_TEXT."""
    made = tmp_path_factory.mktemp("endless")
    (made / "sitecustomize.py").write_text(ENDLESS + "stages.analyse_each.__kwdefaults__['seconds'] = 8\n")
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--", "--data", invented_folder(made / "out")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(made), str(ROOT)])}
    with served(command, made / "log.txt", cwd=ROOT, env=environment) as url:
        yield url


@pytest.fixture
def adding(browser, endless):
    tab = browser.new_page(viewport={"width": 1280, "height": 1200})
    tab.set_default_timeout(WAIT)
    tab.goto(f"{endless}/articles")
    yield tab
    tab.close()


def paste(tab, text):
    tab.get_by_role("tab", name="Paste a text").click()
    field = tab.get_by_label("The article's text")
    field.fill(text)
    field.blur()
    tab.get_by_role("button", name="Score this text").click()


def test_cancel_ends_an_article_that_takes_too_long_and_the_next_one_is_scored(adding):
    paste(adding, ENDLESS_TEXT)
    adding.get_by_role("button", name="Cancel").click()
    adding.get_by_text("Scoring was cancelled").wait_for()
    paste(adding, SOUND_TEXT)
    adding.get_by_text("Articles: 1, statements: 1, stances toward a target: 1").wait_for()


def test_an_article_that_takes_too_long_is_told_and_the_next_one_is_scored(adding):
    paste(adding, ENDLESS_TEXT)
    adding.get_by_text("Could not be used: 1").wait_for()
    paste(adding, SOUND_TEXT)
    adding.get_by_text("Articles: 1, statements: 1, stances toward a target: 1").wait_for()
    adding.get_by_text("Could not be used: 1").wait_for()
