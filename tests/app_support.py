"""Invented articles, speakers and stances that the tests of the charts and of the dashboard show."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from analytics.analysis.groups import aggregate
from analytics.analysis.results import Results
from analytics.analysis.selection import Filters
from analytics.records import Article, Kind, Span, Stance, StanceScore, Statement
from analytics.speakers import default_book
from analytics.store.results import write_results
from analytics.tables import empty, stances_table, statements_table
from analytics.targets import default_targets
from views.state.adding import Using
from views.state.selection import Source, narrow

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(path.stem for path in (ROOT / "views" / "pages").glob("[a-z]*.py"))
LONG_NAME = "Joint Commission for the Harbours and Lighthouses of Velria"
HOSTILE = '<script>alert("x")</script> **bold** [link](javascript:alert(1)) <b>EU</b>'


# Python runs this as sitecustomize.py at the start of every process: one article never comes to an end, in C, where no
# signal helps.
ENDLESS = """
import re
from analytics import stages
extract = stages.extract_statements
def extract_statements(article, **options):
    if "for ever" in article.text:
        re.match("(a+)+$", "a" * 60 + "b")
    return extract(article, **options)
stages.extract_statements = extract_statements
"""


@dataclass(frozen=True)
class Said:
    """One sentence of an invented article: who said what, and how that stands toward which targets."""

    speaker: str
    words: str
    stances: dict[str, float] = field(default_factory=dict)
    kind: Kind = "indirect"
    as_written: str = ""


SAID: dict[tuple[str, dt.date | None], list[Said]] = {
    ("Velria Post", dt.date(2024, 1, 10)): [
        Said("Ada Lorin", "the EU had kept its word on the harbour", {"EU": 0.8}),
        Said("Ada Lorin", "the CSTO had not answered a single letter", {"CSTO": -0.9}),
        Said("Bram Tesk", '"the CSTO stands ready to help"', {"CSTO": 0.7}, "direct"),
        Said("", "the road would open in May", {}, "indirect", "a porter who gave no name"),
    ],
    ("Velria Post", dt.date(2024, 2, 14)): [
        Said("Ada Lorin", "the EU observers were welcome to stay", {"EU": 0.6}),
        Said("Ada Lorin", "the CSTO was absent again", {"CSTO": -0.7}),
        Said("Bram Tesk", '"the EU meddles in our affairs"', {"EU": -0.8}, "direct"),
        Said("Cato Ruel", "Azerbaijan and the EU should both sign", {"Azerbaijan": -0.1, "EU": 0.05}),
    ],
    ("Lantern", dt.date(2024, 2, 20)): [
        Said("Ada Lorin", "membership of the CSTO brought nothing", {"CSTO": -0.8}),
        Said("Bram Tesk", "the CSTO had done its duty", {"CSTO": 0.9}),
        Said("Bram Tesk", "the EU mission changed nothing", {"EU": -0.6}, "mixed"),
        Said("Bram Tesk", "Azerbaijan's claims were fair", {"Azerbaijan": 0.6}),
        Said("Ada Lorin", "Azerbaijan would have to withdraw", {"Azerbaijan": -0.6}, "attitude"),
    ],
    ("Lantern", dt.date(2024, 3, 30)): [
        Said(LONG_NAME, f"the EU should read this: {HOSTILE}", {"EU": 0.1}),
        Said("Cato Ruel", "the EU had offered a loan", {"EU": 0.2}),
        Said("Bram Tesk", "the CSTO was a guarantee", {"CSTO": 0.8}),
    ],
    ("unknown", None): [Said("Cato Ruel", "the CSTO would meet on Monday", {"CSTO": 0.0})],
}


def invented_results(*, only: int | None = None) -> Results:
    """The results of the invented articles, or of the first ``only`` of them."""
    made = [_article(outlet, day, said) for (outlet, day), said in itertools.islice(SAID.items(), only)]
    stances = [one for _, _, found in made for one in found]
    statements = statements_table((article, list(found)) for article, found, _ in made)
    table = stances_table(stances)
    return Results(
        statements=statements,
        stances=table,
        aggregates=aggregate(statements, table),
        rejects=empty("rejects"),
        articles={article.id: article for article, _, _ in made},
        details={one.id(article): one for article, found, _ in made for one in found},
    )


def using(scorer: str) -> Using:
    """What articles are scored with where no results of one's own are open."""
    return {"targets": default_targets(), "speakers": default_book(), "scorer": scorer}


def targets_file(labels: dict[str, str]) -> bytes:
    """A targets.yaml with these targets, each mentioned by its key."""
    made = (f"- {{key: '{key}', label: '{label}', names: ['{key}']}}\n" for key, label in labels.items())
    return f"targets:\n{''.join(made)}".encode()


def invented_folder(folder: Path, *, only: int | None = None) -> Path:
    """A folder as ``score`` writes it, with the invented articles' results."""
    write_results(folder, invented_results(only=only))
    return folder


def _article(outlet: str, day: dt.date | None, said: list[Said]) -> tuple[Article, tuple[Statement, ...], list[Stance]]:
    text, spans = "A quiet day at the harbour.", []
    for one in said:
        text, found = _sentence(f"{text}\n\n", one)
        spans.append(found)
    article = Article(text, title=f"A day in {outlet}", outlet="" if outlet == "unknown" else outlet, published=day)
    statements = tuple(
        Statement((content,), source, cue, one.speaker, one.kind, 0.9, "named" if one.speaker else "unresolved", 0.9)
        for one, (source, cue, content) in zip(said, spans, strict=True)
    )
    stances = [
        Stance(found.id(article), target, _score(value), 0.1, _mention(text, found.content[0], target))
        for one, found in zip(said, statements, strict=True)
        for target, value in one.stances.items()
    ]
    return article, statements, stances


def _sentence(text: str, one: Said) -> tuple[str, tuple[Span, Span, Span]]:
    pieces, spans = [one.as_written or one.speaker, "said", one.words], []
    for piece in pieces:
        spans.append((len(text), len(text) + len(piece)))
        text = f"{text}{piece} "
    source, cue, content = spans
    return f"{text.rstrip()}.", (source, cue, content)


def _score(value: float) -> StanceScore:
    neutral = 1 - abs(value)
    return StanceScore(max(-value, 0), neutral, max(value, 0))


def _mention(text: str, within: Span, target: str) -> tuple[Span, ...]:
    at = text.index(target, *within)
    return ((at, at + len(target)),)


@contextmanager
def served(command, log, *, cwd, env=os.environ):
    """Where a command that opens the dashboard serves it, for as long as the block takes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    settings = {"HEADLESS": "true", "ADDRESS": "127.0.0.1", "PORT": port}
    env = {**env, **{f"STREAMLIT_SERVER_{name}": value for name, value in settings.items()}}
    with log.open("w") as said, subprocess.Popen(command, cwd=cwd, env=env, stdout=said, stderr=said) as server:
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(url, server, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the dashboard does not answer at {url}")


def metrics(app):
    """The numbers at the head of a page, by their labels."""
    return {one.label: one.value for one in app.metric}


def read(app):
    """All that a page says in words."""
    kinds = (app.markdown, app.caption, app.info, app.error, app.title, app.header, app.get("html"))
    return "\n".join(str(getattr(one, "value", "") or one.proto) for kind in kinds for one in kind)


def view_of(results=None, **filters):
    """The view of some results, by default the invented ones."""
    source = Source(results or invented_results(), "test", "test")
    return narrow(source, Filters(**filters), {"CSTO": "the CSTO"})
