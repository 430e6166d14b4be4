"""The command line: ``python -m analytics score INPUT [INPUT ...] --out DIR``, and ``report``.

Exit status 0: at least one article was usable and processed; 1: none was, or the model cannot be used; 2: wrong usage,
a malformed configuration or metadata file, a folder that cannot be written; 130: interrupted. The command ``report``
stands in analytics/cli_report.py.
"""

from __future__ import annotations

import argparse
import multiprocessing
import signal
import sys
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from analytics import cli_report, tables
from analytics.errors import ConfigurationError, NothingUsableError, QuotedStanceError, WorkspaceError
from analytics.ingest import Notice, notices_in_lines, read_inputs
from analytics.pipeline import BATCH, Analysed, Analysis, analyse_batch, tabulate
from analytics.records import Article, Reject
from analytics.results import workspace
from analytics.speakers import load_book
from analytics.stance import DEFAULT_SCORER, SCORERS, load_scorer
from analytics.targets import TargetBook, default_targets

_EXAMPLE = """\
example:
  python -m analytics score articles/ more.csv --metadata articles/metadata.csv --out out

INPUT is a file or a folder (read with all folders in it) of
  .txt           one article
  .html, .htm    one saved web page
  .csv, .jsonl   one article in each row: text, and article_id, title, outlet, published, url where known

Written to DIR, each whole or not at all:
  statements.csv  stances.csv  aggregates.csv  rejects.csv (what could not be used, and why)  articles.jsonl

exit status: 0 something was scored, 1 nothing was, 2 wrong usage or a file or folder that cannot be used
"""
_MOST_WORKERS = 61  # each is a process with a model of its own; Windows can wait for no more processes than that
_SPARSE = 10.0  # seconds between lines of progress where they cannot be overwritten

Inputs = Iterator[Article | Reject]
Batch = list[Article | Reject]
Outcome = list[Analysed | Reject]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status (argparse itself exits with 2 on wrong usage)."""
    options = _parser().parse_args(argv)
    try:
        _say(options.run(options), sys.stdout)
    except (ConfigurationError, WorkspaceError) as error:
        _say(f"error: {error}", sys.stderr)
        return 2
    except QuotedStanceError as error:
        _say(f"error: {error}", sys.stderr)
        return 1
    except BrokenExecutor:
        _say("error: a worker process ended (out of memory?); try fewer --workers", sys.stderr)
        return 1
    except KeyboardInterrupt:
        _say("\ninterrupted: nothing was written", sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analytics", description="Who says what about whom in news articles, and where they stand."
    )
    commands = parser.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    score = commands.add_parser(
        "score",
        help="find and score the statements in articles",
        description="Find the statements in articles, who makes them, and where the speakers stand toward each target.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    score.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="a file or folder of articles")
    score.add_argument("--out", required=True, type=Path, metavar="DIR", help="the folder for the results")
    score.add_argument(
        "--metadata", type=Path, metavar="CSV", help="file, outlet, published, title, url of files that do not say"
    )
    score.add_argument("--targets", type=Path, metavar="YAML", help="targets (default: data/targets.yaml)")
    score.add_argument("--speakers", type=Path, metavar="YAML", help="known speakers (default: data/speakers.yaml)")
    score.add_argument("--scorer", choices=SCORERS, default=DEFAULT_SCORER, help="default: %(default)s")
    score.add_argument("--workers", type=_workers, default=1, metavar="N", help="processes (default: %(default)s)")
    score.set_defaults(run=_score)
    cli_report.add_parser(commands).set_defaults(run=cli_report.run)
    return parser


def _workers(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 0 < number <= _MOST_WORKERS:
        shown = text if len(text) <= 20 else f"{text[:20]}..."
        raise argparse.ArgumentTypeError(f"{shown!r} is not a whole number above 0 and not above {_MOST_WORKERS}")
    return number


def _score(options: argparse.Namespace) -> str:
    """Read, analyse, write; returns the summary. What is wrong with the options comes to light before any work."""
    targets = TargetBook.load(options.targets) if options.targets else default_targets()
    speakers = load_book(options.speakers) if options.speakers else None
    notices: list[Notice] = []
    inputs = read_inputs(
        options.inputs,
        metadata=options.metadata,
        exclude=(options.out, *workspace.files(options.out)),
        notify=notices.append,
    )
    workspace.prepare_folder(options.out)
    load_scorer(options.scorer)
    work = partial(analyse_batch, targets=targets, speakers=speakers, scorer=options.scorer)
    analysis = tabulate(_analysed(inputs, work, options.workers))
    _warn(notices)
    _write(options.out, analysis, options.scorer)
    return _summary(analysis, targets, options.out)


def _write(folder: Path, analysis: Analysis, scorer: str) -> None:
    rejects = tables.rejects_table(analysis.rejects)
    if not analysis.articles:
        workspace.write_rejects(folder, rejects)
        why = _counts(one.reason for one in analysis.rejects) or "there was nothing to read"
        raise NothingUsableError(f"no article could be used: {why}; see {folder / 'rejects.csv'}")
    results = workspace.Results(
        statements=analysis.statements,
        stances=analysis.stances,
        aggregates=analysis.aggregates,
        rejects=rejects,
        articles=analysis.articles,
        details=analysis.details,
        scorer=scorer,
    )
    workspace.write_results(folder, results)


def _analysed(inputs: Inputs, work: Callable[[Batch], Outcome], workers: int) -> Iterator[Analysed | Reject]:
    """The inputs, analysed, in their order.

    The batches are the same for any number of workers, and so is what comes of them.
    """
    progress = _Progress(sys.stderr)
    batches = iter(lambda: list(islice(inputs, BATCH)), [])
    for outcome in map(work, batches) if workers == 1 else _in_processes(batches, work, workers):
        yield from outcome
        progress.add(outcome)
    progress.finish()


def _in_processes(batches: Iterable[Batch], work: Callable[[Batch], Outcome], workers: int) -> Iterator[Outcome]:
    """``map`` in several processes, reading only a few batches ahead."""
    context = multiprocessing.get_context("spawn")  # forking a process that has threads is not safe
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_end_on_interrupt)
    waiting: deque[Future[Outcome]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BaseException:
        for child in multiprocessing.active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _end_on_interrupt() -> None:
    """In a worker: Ctrl-C ends it at once and without a traceback; the parent process reports it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class _Progress:
    """What has been done so far: one line that is overwritten on a terminal, a line now and then elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._start = self._said = time.monotonic()
        self._used = self._rejected = 0

    def add(self, outcome: Outcome) -> None:
        rejected = sum(isinstance(one, Reject) for one in outcome)
        self._rejected += rejected
        self._used += len(outcome) - rejected
        now = time.monotonic()
        if self._live or now - self._said >= _SPARSE:
            self._said = now
            line = f"{self._used} articles scored, {self._rejected} inputs rejected, {now - self._start:.0f} s"
            self._stream.write(f"\r{line}" if self._live else f"{line}\n")
            self._stream.flush()

    def finish(self) -> None:
        if self._live and self._used + self._rejected:
            self._stream.write("\n")


def _warn(notices: Iterable[Notice]) -> None:
    for line in notices_in_lines(notices):
        _say(f"warning: {line}", sys.stderr)


def _summary(analysis: Analysis, targets: TargetBook, folder: Path) -> str:
    used, rejected = len(analysis.articles), len(analysis.rejects)
    reasons = f" ({_counts(one.reason for one in analysis.rejects)})" if rejected else ""
    spoken = int((analysis.statements["speaker"] != "").sum())
    toward = Counter(analysis.stances["target"])
    outlets = {article.outlet for article in analysis.articles.values()}
    unknown = sum(not article.outlet for article in analysis.articles.values())
    return "\n".join(
        (
            f"inputs      {used + rejected} read, {used} articles used, {rejected} rejected{reasons}",
            f"statements  {len(analysis.statements)} found, {spoken} with a known speaker",
            f"stances     {', '.join(f'{one.key} {toward[one.key]}' for one in targets.targets)}",
            f"outlets     {len(outlets - {''})} known; {unknown} articles of an unknown outlet",
            f"results     {folder}: {', '.join(path.name for path in workspace.files(folder))}",
        )
    )


def _counts(names: Iterable[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in Counter(names).most_common())


def _say(text: str, stream: TextIO) -> None:
    """Write a line; characters that the stream cannot show or a terminal would obey are replaced."""
    shown = "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)
    encoding = stream.encoding or "utf-8"
    stream.write(shown.encode(encoding, "replace").decode(encoding) + "\n")
