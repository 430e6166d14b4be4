"""The command line: ``python -m analytics score INPUT [INPUT ...] --out DIR``, ``report`` and ``dashboard``.

Exit status 0: at least one article was usable and processed; 1: none was, or the model cannot be used; 2: wrong usage,
a malformed configuration or metadata file, a file or folder that cannot be read or written, or that is not ours to
replace; 130: interrupted. The commands ``report`` and ``dashboard`` stand in analytics/cli/report.py and
analytics/cli/dashboard.py. Each command imports what it needs when it runs, so that ``--help`` waits for nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from analytics import bundled, stance
from analytics.cli import dashboard as cli_dashboard
from analytics.cli import report as cli_report
from analytics.cli.report import named_path
from analytics.errors import ConfigurationError, NothingUsableError, QuotedStanceError, StoreError
from analytics.records import Reject
from analytics.workers import SECONDS

if TYPE_CHECKING:
    from analytics.ingest import Notice
    from analytics.pipeline import Analysis
    from analytics.stages import Analysed
    from analytics.store.run import Run
    from analytics.targets import TargetBook

COMMAND = "quoted-stance"
"""What the command is called where the package is installed."""

_EXAMPLE = """\
example:
  %(prog)s articles/ more.csv --metadata articles/metadata.csv --out out

INPUT is a file or a folder (read with all folders in it) of
{kinds}
A row or an object holds text, and article_id, title, outlet, published, url where known.

Written to DIR, all of one run or nothing:
  statements.csv  stances.csv  aggregates.csv  rejects.csv (what could not be used, and why)  articles.jsonl
  run.json (what made them)  targets.yaml  speakers.yaml (as used)  datapackage.json (what the columns mean)
Files there that no run wrote, or that were changed since, are not overwritten. Results of an earlier run are not read
as articles, wherever they lie among the input.

exit status: 0 something was scored, 1 nothing was, 2 wrong usage or a file or folder that cannot be used
"""
_SHORTEST, _LONGEST = 0.1, 86_400.0  # what --seconds can be
_OFTEN, _SPARSE = 0.1, 10.0  # seconds between lines of progress that can be overwritten, and that cannot
_MOST_WORKERS = 61  # each is a process with a model of its own


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status (argparse itself exits with 2 on wrong usage)."""
    options = _parser().parse_args(argv)
    try:
        _say(options.run(options), sys.stdout)
    except (ConfigurationError, StoreError) as error:
        _say(f"error: {error}", sys.stderr)
        return 2
    except QuotedStanceError as error:
        _say(f"error: {error}", sys.stderr)
        return 1
    except OSError as error:  # a disk, a device or a limit of the system
        _say(f"error: {error}", sys.stderr)
        return 2
    except KeyboardInterrupt:
        _say("\ninterrupted: files are replaced all at once or not at all", sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=COMMAND if Path(sys.argv[0]).stem == COMMAND else "python -m analytics",
        description="Who says what about whom in news articles, and where they stand.",
    )
    parser.add_argument("--version", action="version", version=f"{COMMAND} {bundled.version()}")
    commands = parser.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    score = commands.add_parser(
        "score",
        help="find and score the statements in articles",
        description="Find the statements in articles, who makes them, and where the speakers stand toward each target.",
        epilog=_EXAMPLE.format(kinds=_kinds_of_files()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    score.add_argument("inputs", nargs="+", type=named_path, metavar="INPUT", help="a file or folder of articles")
    score.add_argument("--out", required=True, type=named_path, metavar="DIR", help="the folder for the results")
    score.add_argument(
        "--metadata",
        type=named_path,
        metavar="CSV",
        help="file, outlet, published, title, url of files that do not say",
    )
    score.add_argument("--targets", type=named_path, metavar="YAML", help="targets (default: data/targets.yaml)")
    score.add_argument(
        "--speakers", type=named_path, metavar="YAML", help="known speakers (default: data/speakers.yaml)"
    )
    score.add_argument("--scorer", choices=stance.SCORERS, default=stance.DEFAULT_SCORER, help="default: %(default)s")
    score.add_argument("--workers", type=_workers, default=1, metavar="N", help="processes (default: %(default)s)")
    score.add_argument(
        "--seconds",
        type=_duration,
        default=SECONDS,
        metavar="S",
        help="reject an article whose statements take longer to find (default: %(default)g)",
    )
    score.set_defaults(run=_score)
    cli_report.add_parser(commands).set_defaults(run=cli_report.run)
    cli_dashboard.add_parser(commands).set_defaults(run=cli_dashboard.run)
    return parser


def _kinds_of_files() -> str:
    """What can be read, a line for each reader, as argparse takes it."""
    from analytics.ingest.readers import readers

    lines = (f"  {', '.join(reader.suffixes):<13}  {reader.called}" for reader in readers())
    return "\n".join(lines).replace("%", "%%")


def _workers(text: str) -> int:
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 0 < number <= _MOST_WORKERS:
        shown = text if len(text) <= 20 else f"{text[:20]}..."
        raise argparse.ArgumentTypeError(f"{shown!r} is not a whole number above 0 and not above {_MOST_WORKERS}")
    return number


def _duration(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not _SHORTEST <= seconds <= _LONGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds from {_SHORTEST:g} to {_LONGEST:g}")
    return seconds


def _score(options: argparse.Namespace) -> str:
    """Read, analyse, write; returns the summary. What is wrong with the options comes to light before any work."""
    from analytics.ingest import Notice, read_inputs
    from analytics.ingest.model import EARLIER_RESULTS
    from analytics.pipeline import tabulate
    from analytics.speakers import load_book
    from analytics.stages import analyse_each
    from analytics.store import results as results_folder
    from analytics.store.run import begun
    from analytics.targets import TargetBook, default_targets

    targets = TargetBook.load(options.targets) if options.targets else default_targets()
    speakers = load_book(options.speakers) if options.speakers else None
    run, configuration = begun(options.scorer, _as_given(options)), _configuration(options)
    earlier = list(results_folder.earlier_results(options.inputs))
    out = options.out.resolve()
    folders = sorted({str(path.parent) for path in earlier if path.parent.resolve() != out})
    notices = [Notice(EARLIER_RESULTS, folder) for folder in folders]
    inputs = read_inputs(
        options.inputs,
        metadata=options.metadata,
        exclude=(options.out, *results_folder.files(options.out), *earlier),
        notify=notices.append,
    )
    with results_folder.held(options.out):
        each = analyse_each(
            inputs,
            targets=targets,
            speakers=speakers,
            scorer=options.scorer,
            workers=options.workers,
            seconds=options.seconds,
            name=inputs.input_of,
        )
        analysis = tabulate(_shown(each))
        _warn(notices)
        _write(options.out, analysis, run, configuration)
    return _summary(analysis, targets, options.out)


def _as_given(options: argparse.Namespace) -> dict[str, object]:
    """The options as run.json holds them."""
    values = {name: value for name, value in vars(options).items() if name not in ("run", "command")}
    values["inputs"] = [str(path) for path in options.inputs]
    return {name: str(value) if isinstance(value, Path) else value for name, value in values.items()}


def _configuration(options: argparse.Namespace) -> dict[str, bytes]:
    """The files of targets and speakers that are used, as they are now."""
    from analytics.store.own import CONFIGURATION

    used = (options.targets or bundled.TARGETS, options.speakers or bundled.SPEAKERS)
    return {name: path.read_bytes() for name, path in zip(CONFIGURATION, used, strict=True)}


def _write(folder: Path, analysis: Analysis, run: Run, configuration: Mapping[str, bytes]) -> None:
    from analytics import tables
    from analytics.store import results as results_folder

    rejects = tables.rejects_table(analysis.rejects)
    if not analysis.articles:
        path = results_folder.write_rejects(folder, rejects)
        why = _counts(one.reason for one in analysis.rejects) or "there was nothing to read"
        raise NothingUsableError(f"no article could be used: {why}; see {path}")
    results = results_folder.Results(
        statements=analysis.statements,
        stances=analysis.stances,
        aggregates=analysis.aggregates,
        rejects=rejects,
        articles=analysis.articles,
        details=analysis.details,
        scorer=run.scorer,
        run=run,
        configuration=configuration,
    )
    results_folder.write_held(folder, results)


def _shown(results: Iterator[Analysed | Reject]) -> Iterator[Analysed | Reject]:
    """The results as they come, with progress."""
    progress = _Progress(sys.stderr)
    for one in results:
        yield one
        progress.add(one)
    progress.finish()


class _Progress:
    """What has been done so far: one line that is overwritten on a terminal, a line now and then elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._start = self._said = time.monotonic()
        self._used = self._rejected = 0

    def add(self, one: Analysed | Reject) -> None:
        self._rejected += isinstance(one, Reject)
        self._used += not isinstance(one, Reject)
        now = time.monotonic()
        if now - self._said >= (_OFTEN if self._live else _SPARSE):
            self._said = now
            line = f"{self._used} articles scored, {self._rejected} inputs rejected, {now - self._start:.0f} s"
            self._stream.write(f"\r{line}" if self._live else f"{line}\n")
            self._stream.flush()

    def finish(self) -> None:
        if self._live and self._used + self._rejected:
            self._stream.write("\n")


def _warn(notices: Iterable[Notice]) -> None:
    from analytics.ingest import notices_in_lines

    for line in notices_in_lines(notices):
        _say(f"warning: {line}", sys.stderr)


def _summary(analysis: Analysis, targets: TargetBook, folder: Path) -> str:
    from analytics.store import results as results_folder

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
            f"results     {folder}: {', '.join(path.name for path in results_folder.files(folder))}",
        )
    )


def _counts(names: Iterable[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in Counter(names).most_common())


def _say(text: str, stream: TextIO) -> None:
    """Write a line; characters that the stream cannot show or a terminal would obey are replaced."""
    shown = "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)
    encoding = stream.encoding or "utf-8"
    stream.write(shown.encode(encoding, "replace").decode(encoding) + "\n")
