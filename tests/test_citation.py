"""Citations: what they say, and that no text of an article is a command in them."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

import analytics
from analytics.reporting.citation import author_date, bibtex, cite_software, escape_bibtex, software, web_address

DAY = dt.date(2026, 11, 21)
ROW = {
    "statement_id": "f6e72f659d20c65a",
    "outlet": "Velria Post",
    "published": pd.Timestamp(2024, 1, 10),
    "title": "A day at the harbour",
    "url": "https://example.org/day?a=1&b=2",
    "speaker": "Ada Lorin",
    "speaker_as_written": "Minister Lorin",
}


def test_author_date_names_outlet_year_title_day_address_and_who_scored_it():
    said = author_date(ROW, scorer="model", retrieved=DAY)
    assert said.startswith("Velria Post (2024). “A day at the harbour”. 2024-01-10. https://example.org/day?a=1&b=2.")
    assert "Statement by Ada Lorin" in said
    assert f"automatically by Quoted Stance {software().version} (scorer: model), retrieved 2026-11-21." in said


def test_bibtex_is_one_entry_with_a_key_of_outlet_year_and_statement():
    entry = bibtex(ROW, scorer="vader", retrieved=DAY)
    assert entry.startswith("@misc{velriapost2024-f6e72f65,\n")
    assert "  author = {{Velria Post}},\n" in entry
    assert "  date = {2024-01-10},\n" in entry
    assert "  url = {https://example.org/day?a=1&b=2},\n" in entry
    assert "  urldate = {2026-11-21},\n" in entry
    assert "scorer: vader" in entry
    assert entry.endswith("\n}")


def test_the_key_depends_on_the_statement_and_not_on_the_day_of_citing():
    later = bibtex(ROW, scorer="model", retrieved=dt.date(2030, 1, 1))
    assert later.splitlines()[0] == bibtex(ROW, scorer="", retrieved=DAY).splitlines()[0]


def test_what_is_not_known_is_said_or_left_out():
    bare = {**ROW, "published": pd.NaT, "title": "", "url": "", "outlet": "unknown", "speaker": ""}
    said = author_date(bare, scorer="", retrieved=DAY)
    assert said.startswith("Unknown outlet (n.d.). “Untitled news item”. Statement by Minister Lorin (unresolved)")
    assert "scorer not recorded" in said
    entry = bibtex(bare, scorer="", retrieved=DAY)
    assert not re.search(r"^  (year|date|url) =", entry, flags=re.MULTILINE)
    assert entry.startswith("@misc{unknownnd-")


def test_only_addresses_of_the_web_are_cited():
    assert web_address(" HTTPS://example.org/a ") == "HTTPS://example.org/a"
    for other in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//example.org", ""):
        assert web_address(other) == ""
        assert "url =" not in bibtex({**ROW, "url": other}, scorer="model", retrieved=DAY)


def test_specials_of_tex_are_escaped():
    assert escape_bibtex(r"50 % of #1 & {x}_y^2 ~ \input $") == (
        r"50 \% of \#1 \& \{x\}\_y\textasciicircum{}2 \textasciitilde{} \textbackslash{}input \$"
    )


def without_escapes(entry: str) -> str:
    return re.sub(r"\\(?:textbackslash|textasciitilde|textasciicircum)\{\}|\\[{}$&#_%]", "", entry)


@given(st.text(), st.text(), st.text(), st.text())
def test_no_text_breaks_out_of_its_field(title, outlet, speaker, path):
    row = {**ROW, "title": title, "outlet": outlet, "speaker": speaker, "url": f"https://example.org/{path}"}
    entry = bibtex(row, scorer="model", retrieved=DAY)
    rest = without_escapes(entry)
    assert "\\" not in rest
    assert rest.count("{") == rest.count("}")
    body = rest.split("\n")[1:-1]
    assert all(re.fullmatch(r"  [a-z]+ = \{.*\},", line) for line in body)
    depths = [0]
    for mark in rest:
        depths.append(depths[-1] + (mark == "{") - (mark == "}"))
    assert min(depths) == depths[-1] == 0
    assert max(depths) == 3


def test_the_software_is_cited_with_its_version():
    assert cite_software().endswith(f"Version {software().version}.")
    assert "Quoted Stance" in cite_software()


def test_the_version_stands_once():
    assert analytics.__version__ == software().version
