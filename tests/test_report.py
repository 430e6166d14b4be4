"""The report: one file that needs nothing else, says what it is about, and holds no markup of an article's."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import hashlib
import re
from html.parser import HTMLParser

import pytest
from app_support import HOSTILE, LONG_NAME, invented_results, targets_file

from analytics.analysis.groups import aggregate
from analytics.analysis.selection import Filters, in_words, select
from analytics.errors import CardError
from analytics.reporting import cards, report
from analytics.reporting.citation import software
from analytics.reporting.report import headline, report_html

DAY = dt.date(2026, 11, 21)
LABELS = {"CSTO": "the Treaty", "EU": "the Union", "Azerbaijan": "the Republic"}
LOADED = {"src", "srcset", "data", "poster", "background", "action"}


class Elements(HTMLParser):
    """The elements with their attributes, and the text outside scripts and styles."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.text = ""
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self._inside = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag):
        self._inside = ""

    def handle_data(self, data):
        self.text += "" if self._inside else data


def made(results=None, *, filters=None, scorer="model", **more):
    results = invented_results() if results is None else results
    results = dataclasses.replace(results, scorer=scorer, configuration={"targets.yaml": targets_file(LABELS)})
    return report_html(results, filters or Filters(), made=DAY, **more)


def with_columns(**columns):
    results = invented_results()
    return dataclasses.replace(results, statements=results.statements.assign(**columns))


@pytest.fixture(scope="module")
def whole():
    return made()


@pytest.fixture(scope="module")
def elements(whole):
    return Elements(whole)


def test_it_says_when_it_was_made_what_it_covers_and_what_made_it(elements):
    for said in ("2026-11-21", "2024-01-10 to 2024-03-30", f"Quoted Stance {software().version}; scorer: model"):
        assert said in elements.text
    assert "1 statement without a date" in elements.text
    for name, said in in_words(Filters(), LABELS).items():
        assert f"{name}{said}" in elements.text.replace("\n", "")


def test_the_same_selection_on_the_same_day_gives_the_same_file(whole):
    assert made() == whole


def test_headline_counts_what_was_said():
    results = invented_results()
    counts = headline(*select(results, Filters()))
    assert counts == {
        "Statements": "16",
        "Speakers": "4",
        "Outlets": "3",
        "Articles": "5",
        "Unattributed": "1",
        "No target": "1",
    }


def test_the_table_holds_every_row_of_the_aggregates(elements):
    results = invented_results()
    rows = aggregate(results.statements, results.stances)
    body = elements.text
    assert len(rows) > 5
    assert "Bram TeskLanternCSTO22+0.85" in body.replace("\n", "")


def test_it_loads_nothing_and_leads_nowhere_but_to_the_sources(elements):
    for tag, attributes in elements.found:
        assert not LOADED & set(attributes), (tag, attributes)
        assert tag not in ("link", "iframe", "object", "embed", "form", "base", "img")
    policies = [each.get("content", "") for _, each in elements.found if "http-equiv" in each]
    assert policies
    assert policies[0].startswith("default-src 'none'")
    assert not [each for tag, each in elements.found if tag == "a"]


def test_it_runs_no_script_but_its_own_two_and_none_holds_anything_of_an_article(whole, elements):
    (policy,) = [each["content"] for _, each in elements.found if "http-equiv" in each]
    (allowed,) = re.findall(r"script-src ([^;]*);", policy)
    scripts = re.findall(r"<script>(.*?)</script>", whole, flags=re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(each.encode()).digest()).decode() for each in scripts]
    assert allowed.split() == [f"'sha256-{digest}'" for digest in digests]
    assert scripts == re.findall(r"<script>(.*?)</script>", made(with_columns(speaker="A")), flags=re.DOTALL)


def test_sources_on_the_web_are_links_and_other_addresses_are_not():
    linked = Elements(made(with_columns(url='https://example.org/"><script>')))
    assert {each["href"] for tag, each in linked.found if tag == "a"} == {'https://example.org/"><script>'}
    assert not [each for tag, each in linked.found if tag == "script" and each]
    for address in ("javascript:alert(1)", "data:text/html,<b>", "file:///etc/passwd"):
        assert not [tag for tag, _ in Elements(made(with_columns(url=address))).found if tag == "a"]


def test_hostile_text_is_shown_and_is_no_markup(whole, elements):
    assert HOSTILE in elements.text
    assert HOSTILE not in whole
    scripts = [tag for tag, _ in elements.found if tag == "script"]
    calm = made(with_columns(text="calm", speaker="A", title="calm"))
    assert len(scripts) == len([tag for tag, _ in Elements(calm).found if tag == "script"])


@pytest.mark.parametrize("column", ["speaker", "outlet", "title", "text", "speaker_as_written"])
def test_no_column_can_bring_markup(column):
    hostile = '</script><img src=x onerror="alert(1)">&'
    found = Elements(made(with_columns(**{column: hostile})))
    assert not [tag for tag, each in found.found if tag == "img" or "onerror" in each]


def test_each_target_has_a_chart_with_words_for_those_who_do_not_see_it(elements):
    alts = [each["aria-label"] for _, each in elements.found if each.get("role") == "img"]
    assert len(alts) == 3
    assert alts[0].startswith("Mean stance toward the Treaty by speaker")


def test_filters_narrow_it_and_are_said_in_words():
    chosen = Filters(speakers=("Ada Lorin",), targets=("CSTO",), first=dt.date(2024, 1, 1), minimum=2)
    found = Elements(made(filters=chosen))
    assert "Bram Tesk" not in found.text
    assert "from 2024-01-01" in found.text
    assert "the CSTO was absent again" in found.text
    assert "the EU had kept its word" not in found.text


def test_counting_an_utterance_once_is_said():
    assert "an utterance counts once, however many" in made(filters=Filters(counting="utterance"))


def test_a_selection_without_a_statement_says_so_and_has_no_chart():
    found = Elements(made(filters=Filters(speakers=("Nobody",))))
    assert "No statement matches these filters." in found.text
    assert not [tag for tag, _ in found.found if tag == "script"]


def test_a_mean_of_one_article_is_too_few_to_tell_in_table_and_chart(elements):
    rows = aggregate(invented_results().statements, invented_results().stances)
    few = ((rows["n_statements"] < 3) | (rows["n_articles"] < 2)).sum()
    assert few == len(rows)
    assert elements.text.count("too few to tell") == few + 2, "once above the charts, once among the filters"
    figure = next(each["data-figure"] for _, each in elements.found if "data-figure" in each)
    assert "too few to tell: under 3 statements, or 1 article" in figure


def test_long_tables_are_cut_and_say_so(monkeypatch):
    monkeypatch.setattr(report, "MOST_STATEMENTS", 4)
    found = Elements(made())
    assert "The first 4 of 16 statements, the latest." in found.text


def test_few_speakers_are_drawn_where_there_are_many(monkeypatch):
    monkeypatch.setattr(report, "MOST_ROWS", 1)
    assert "The 1 speakers with most statements" in made()


def test_the_sample_is_called_digests():
    assert "digests of five published reports" in made(is_sample=True)


def test_method_and_accuracy_come_from_readme_and_cards(elements):
    readme = cards.README.read_text(encoding="utf-8")
    figures = re.findall(r"^\| statements found .*\| ([\d.]+) \|$", readme, flags=re.MULTILINE)
    assert len(figures) == 2 and all(figure in elements.text for figure in figures)
    assert "NewsMTSC dev, real-world" in elements.text
    assert "How to cite" in elements.text
    assert LONG_NAME in elements.text


def test_a_section_ends_at_the_next_heading_of_its_level():
    text = "# A\n\nintro\n\n## B\n\nb\n\n### C\n\nc\n\n## D\n\nd\n"
    assert cards.section(text, "B") == "b\n\n### C\n\nc"
    assert cards.section(text, "D") == "d"
    with pytest.raises(LookupError):
        cards.section(text, "E")


def test_markdown_becomes_html_in_which_its_own_markup_is_text():
    text = "- **a** [b](c.md)\n  `d` <i>\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\n### Head\nwords\n"
    made_of = str(cards.to_html(text)).replace(">\n", ">").replace("\n", " ")
    assert "<ul><li><strong>a</strong> b <code>d</code> &lt;i&gt;</li></ul>" in made_of
    assert '<thead><tr><th scope="col">x</th>' in made_of
    assert "<td>1</td><td>2</td>" in made_of
    assert "---" not in made_of
    assert "<p>words</p>" in made_of
    assert "<h3>Head</h3>" in made_of


def test_pictures_become_their_words():
    assert cards.to_html("![a <b>](c.png)") == "<p>a &lt;b&gt;</p>\n"


def test_a_heading_inside_a_block_of_code_is_none():
    assert cards.section("## A\n\n```\n## B\n```\nend\n", "A").endswith("end")
    with pytest.raises(CardError):
        cards.section("```\n## B\n```\n", "B")


HEAD = "words\n\n| set | *F1* |\n|---|---|\n"


def test_figures_of_a_card_are_its_tables_as_text():
    (table,) = cards.figures(f"{HEAD}| own `dev` | **0.8** |\n| other \\| more | |\n")
    assert table.head == ("set", "F1")
    assert table.rows == (("own dev", "0.8"), ("other | more", ""))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("words", "a table of figures was expected"),
        (HEAD, "a table without a row"),
        (f"{HEAD}| own | 0.8 | 0.9 |\n", "a row of 3 cells under a head of 2: '| own | 0.8 | 0.9 |'"),
        (f"{HEAD}| own |\n", "a row of 1 cells under a head of 2"),
        (f"{HEAD}| own | 0.8 |\n\n| set | F1 |\n| own | 0.8 |\n", "this is no whole table: '| set | F1 |'"),
    ],
)
def test_figures_that_are_missing_or_not_whole_are_an_error_that_says_which(text, why):
    with pytest.raises(CardError, match=re.escape(why)):
        cards.figures(text)


@pytest.mark.parametrize("text", [None, "# A card\n", "## Accuracy\nGood.\n", "## Accuracy\n| a | b |\n|---|\n"])
def test_a_card_without_its_figures_stops_the_report_and_says_which_file(monkeypatch, tmp_path, text):
    (tmp_path / "stance").mkdir()
    if text is not None:
        (tmp_path / "stance" / "README.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(cards, "MODELS", tmp_path)
    with pytest.raises(CardError, match=re.escape(f"{tmp_path / 'stance' / 'README.md'}: ")):
        made()


@pytest.fixture
def opened(browser, whole, tmp_path):
    """The report in a browser, and what the browser complained of."""
    (tmp_path / "report.html").write_text(whole, encoding="utf-8", newline="")
    page = browser.new_page(viewport={"width": 390, "height": 900})
    complaints = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((tmp_path / "report.html").as_uri())
    yield page, complaints
    page.close()


@pytest.mark.browser
def test_its_policy_lets_the_charts_be_drawn_and_a_narrow_page_does_not_scroll_sideways(opened):
    page, complaints = opened
    page.wait_for_function("document.querySelectorAll('.chart .point').length > 3")
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_on_paper_what_is_folded_away_on_the_screen_is_there(opened):
    page, _ = opened
    words = page.get_by_role("cell", name="the road would open in May")
    assert not words.is_visible()
    page.emulate_media(media="print")
    assert words.is_visible()
