"""Whatever a text looks like, it is read to its end, in time that its length is worth, and what is found is sound.

A mutant that fails says how it is made again. For a long run of others:

    python -m pytest tests/test_fuzz.py --fuzz-mutants 5000 --fuzz-seed 7
"""

import time
from itertools import pairwise

from mutants import mutant
from test_store import assert_equal

from analytics.pipeline import analyse
from analytics.records import Article
from analytics.stages import prepare
from analytics.store.results import Results, read_results, write_results
from analytics.tables import rejects_table

SECONDS = 2.0
"""The most CPU time for a text, and for each 5 000 characters of a longer one: many times what news takes."""
CHARACTERS = 5_000


def pytest_generate_tests(metafunc):
    if "number" in metafunc.fixturenames:
        metafunc.parametrize("number", range(metafunc.config.getoption("--fuzz-mutants")))


def test_mutant_is_read_in_time_and_what_is_found_is_sound(number, pytestconfig, tmp_path):
    seed = pytestconfig.getoption("--fuzz-seed")
    text = mutant(seed, number)
    print(f"mutant {number} of seed {seed}: {text!r}")  # noqa: T201 - shown where the test fails
    check(text, tmp_path)


def check(text, folder):
    """Raise what the engine raises, or AssertionError, where a text is not read as it should be."""
    article = Article(text, title="Holm and Velt", outlet="Harbour Post")
    most = SECONDS * max(1, len(text) / CHARACTERS)
    prepared, spent = timed(article)
    if spent > most:  # once more: something else may have run in this process
        prepared, spent = timed(article)
    assert spent <= most
    assert_sound(article, prepared)
    analysis = analyse([article], scorer="vader")
    assert analysis.rejected == ()
    kept = [analysis.statements, analysis.stances, analysis.aggregates, rejects_table([])]
    results = Results(*kept, articles=analysis.articles, details=analysis.details, scorer="vader")
    write_results(folder, results)
    assert_equal(read_results(folder), results)


def timed(article):
    """What is found in an article before scoring, and the CPU time in seconds that it took."""
    began = time.process_time()
    prepared = prepare(article)
    return prepared, time.process_time() - began


def assert_sound(article, prepared):
    """Spans lie in the text, hold words, are in order and apart; identifiers are unique."""
    text = article.text
    for statement in prepared.statements:
        statement.check(text)
        named = [span for span in (statement.source, statement.cue) if span]
        assert all(a[1] <= b[0] or b[1] <= a[0] for a in named for b in statement.content)
    content = [span for statement in prepared.statements for span in statement.content]
    assert all(any(character.isalnum() for character in text[start:end]) for start, end in content)
    assert all(a[1] <= b[0] for a, b in pairwise(sorted(content)))
    assert [one.content for one in prepared.statements] == sorted(one.content for one in prepared.statements)
    assert len({one.id(article) for one in prepared.statements}) == len(prepared.statements)
    for statement, mentions in zip(prepared.statements, prepared.mentions, strict=True):
        for mention in mentions:
            start, end = mention.span
            inside = any(first <= start < end <= last for first, last in statement.content)
            apart = all(end <= first or last <= start for first, last in statement.content)
            assert apart if mention.how == "context" else inside
    found = {mention.span for mentions in prepared.mentions for mention in mentions}
    for passage in prepared.passages:
        start, end = (place + passage.start for place in passage.query.target)
        assert (start, end) in found
