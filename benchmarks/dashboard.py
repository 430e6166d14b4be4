"""Seconds that the dashboard's engine takes on many statements: reading, narrowing, adding up, grouping utterances.

Run by ``python -m benchmarks.dashboard [STATEMENTS]``, 200 000 unless told. The results are invented, from a seed:
200 speakers, 60 outlets, 3 targets; one statement in eight repeats part of another one, as outlets do.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from analytics.analysis.groups import aggregate, aggregate_by
from analytics.analysis.results import Results
from analytics.analysis.selection import Filters
from analytics.analysis.utterances import group_utterances
from analytics.records import KINDS, Article, Stance, StanceScore, Statement
from analytics.store.results import read_results, write_results
from analytics.tables import empty, rejects_table, stances_table, statements_table
from views.state.selection import Source, View, behind, narrow, summarise

SEED = 7
STATEMENTS = 200_000
TO_AN_ARTICLE = 10
SPEAKERS = [f"Speaker {number:03}" for number in range(200)]
OUTLETS = [f"Outlet {number:02}" for number in range(60)]
TARGETS = ("Guild", "League", "Town")
SYLLABLES = ("ka", "ro", "mi", "ten", "sul", "var", "do", "pel", "ni", "gar", "ost", "lem", "tri", "han")
FIRST_DAY = dt.date(2020, 1, 1)
DAYS = 1500
REPEATED = 1 / 8

Made = TypeVar("Made")


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STATEMENTS
    chance = random.Random(SEED)  # noqa: S311 - invented data, nothing to guess
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), invent(count, chance))


def measure(folder: Path, results: Results) -> None:
    """Print the seconds of each step: by the clock, and of CPU time, which a busy machine does not change much."""
    statements, stances = results.statements, results.stances
    print(f"{len(statements)} statements, {len(stances)} stances, {len(results.articles)} articles")
    timed("write the folder", lambda: write_results(folder, results))
    source = Source(timed("read the folder", lambda: read_results(folder)), "benchmark", "benchmark")
    timed("one passage, found and parsed", lambda: _passage(source.results))
    view = timed("narrow, no filter, first time", lambda: narrow(source, Filters(), {}))
    timed("narrow, no filter, again", lambda: narrow(source, Filters(), {}))
    one = Filters(outlets=(OUTLETS[3], OUTLETS[7]), targets=TARGETS[:1], first=dt.date(2021, 1, 1))
    timed("narrow to two outlets, a target, a period", lambda: narrow(source, one, {}))
    timed("the statements behind a mark", lambda: behind(view, {"speaker": SPEAKERS[5], "target": TARGETS[1]}))
    timed("the targets in view", lambda: view.targets)
    timed("summarise by speaker", lambda: summarise(view, "speaker"))
    timed("summarise by outlet", lambda: summarise(view, "outlet"))
    timed("by speaker, outlet and target", lambda: aggregate_by(statements, stances, by=("speaker", "outlet")))
    timed("aggregates, as downloaded", lambda: aggregate(statements, stances))
    timed("group utterances", lambda: group_utterances(statements))
    once = View(source, Filters(counting="utterance"), view.statements, view.stances)
    timed("summarise, utterances once, first time", lambda: summarise(once, "speaker"))
    timed("summarise, utterances once, again", lambda: summarise(once, "speaker"))


def timed(step: str, run: Callable[[], Made]) -> Made:
    """What ``run`` gives; prints how long it took."""
    clock, cpu = time.perf_counter(), time.process_time()
    made = run()
    print(f"{step:45} {time.perf_counter() - clock:7.2f} s  {time.process_time() - cpu:7.2f} s CPU", flush=True)
    return made


def invent(count: int, chance: random.Random) -> Results:
    """The results of ``count`` invented statements."""
    made = list(_articles(count, chance))
    stances = [one for article, said in made for statement in said for one in _stances(article, statement, chance)]
    return Results(
        statements=statements_table(made),
        stances=stances_table(stances),
        aggregates=empty("aggregates"),
        rejects=rejects_table([]),
        articles={article.id: article for article, _ in made},
        details={one.id(article): one for article, said in made for one in said},
        scorer="invented",
    )


def _articles(count: int, chance: random.Random) -> Iterator[tuple[Article, list[Statement]]]:
    """Articles of ten statements each, day after day."""
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(4000)]
    lately: deque[tuple[str, str]] = deque(maxlen=200)
    for start in range(0, count, TO_AN_ARTICLE):
        said = [_sentence(lately, words, chance) for _ in range(min(TO_AN_ARTICLE, count - start))]
        lately.extend(said)
        text, statements = f"Report {start}.", []
        for speaker, sentence in said:
            text += f"\n\n{speaker} said that "
            begin = len(text) - len(f"{speaker} said that ")
            source, cue = (begin, begin + len(speaker)), (begin + len(speaker) + 1, begin + len(speaker) + 5)
            content = ((len(text), len(text) + len(sentence)),)
            text += f"{sentence}."
            statements.append(Statement(content, source, cue, speaker, chance.choice(KINDS), 0.9, "named", 0.9))
        day = FIRST_DAY + dt.timedelta(days=start * DAYS // count)
        title, outlet = f"Report {start} of the day", chance.choice(OUTLETS)
        url = f"https://news.example/{start}"
        yield Article(text, title=title, outlet=outlet, published=day, url=url), statements


def _sentence(lately: Sequence[tuple[str, str]], words: list[str], chance: random.Random) -> tuple[str, str]:
    """Who says what: something new, or the most of what was said lately."""
    if lately and chance.random() < REPEATED:
        speaker, sentence = chance.choice(lately)
        kept = sentence.split()
        cut = chance.randint(0, len(kept) // 3)
        return speaker, " ".join(kept[cut:])
    return chance.choice(SPEAKERS), " ".join(chance.choices(words, k=chance.randint(4, 40)))


def _stances(article: Article, statement: Statement, chance: random.Random) -> Iterator[Stance]:
    key = statement.id(article)
    for target in chance.sample(TARGETS, chance.choice((0, 1, 1, 1, 2, 3))):
        critical = chance.random()
        favourable = (1 - critical) * chance.random()
        score = StanceScore(critical, 1 - critical - favourable, favourable)
        yield Stance(key, target, score, chance.uniform(-1, 1), statement.content)


def _passage(results: Results) -> str:
    line = results.statements.iloc[-1]
    return results.details[line["statement_id"]].words(results.articles[line["article_id"]])


if __name__ == "__main__":
    main()
