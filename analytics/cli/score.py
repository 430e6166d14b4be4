"""The command ``python -m analytics score``: articles to a folder of results."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.cli.arguments import named_path
from analytics.cli.console import progress
from analytics.cli.options import (
    add_configuration,
    add_metadata,
    add_work,
    asked,
    books,
    counted,
    earlier_results,
    kinds_of_files,
    warn,
)
from analytics.cli.web import add_inputs, paths_of, web_inputs
from analytics.errors import NothingUsableError

if TYPE_CHECKING:
    from analytics.analysis.results import Results

_EXAMPLE = """\
example:
  %(prog)s articles/ more.csv --metadata articles/metadata.csv --out out

INPUT is the address of a page, feed or sitemap, or a file or a folder (read with all folders in it) of
{kinds}
A row or an object holds text, and article_id, title, outlet, published, url where known.

Written to DIR, all of one run or nothing:
  statements.csv  stances.csv  aggregates.csv  rejects.csv (what could not be used, and why)  articles.jsonl
  run.json (what made them)  targets.yaml  speakers.yaml (as used)  datapackage.json (what the columns mean)
Files there that no run wrote, or that were changed since, are not overwritten. Results of an earlier run are not read
as articles, wherever they lie among the input.

exit status: 0 something was scored, 1 nothing was, 2 wrong usage or a file or folder that cannot be used
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "score",
        help="find and score the statements in articles",
        description="Find the statements in articles, who makes them, and where the speakers stand toward each target.",
        epilog=_EXAMPLE.format(kinds=kinds_of_files()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_inputs(parser)
    parser.add_argument("--out", required=True, type=named_path, metavar="DIR", help="the folder for the results")
    add_metadata(parser)
    add_configuration(parser)
    add_work(parser)
    return parser


def run(options: argparse.Namespace) -> str:
    """Read, analyse, write; returns the summary. What is wrong with the options comes to light before any work."""
    from analytics.ingest import read_inputs
    from analytics.pipeline import tabulate
    from analytics.speakers import default_book
    from analytics.stages import analyse_each
    from analytics.store import results as results_folder
    from analytics.store.run import begun
    from analytics.targets import default_targets

    targets, speakers = books(options)
    record = begun(options.scorer, _as_given(options))
    web = web_inputs(options)
    earlier, notices = earlier_results(paths_of(options), options.out)
    inputs = read_inputs(
        options.inputs,
        metadata=options.metadata,
        asked=asked(options),
        exclude=(options.out, *results_folder.files(options.out), *earlier),
        notify=notices.append,
        **web,
    )
    used = {"targets": targets or default_targets(), "speakers": speakers or default_book(), "scorer": options.scorer}
    with results_folder.held(options.out):
        each = analyse_each(inputs, **used, workers=options.workers, seconds=options.seconds, name=inputs.input_of)
        results = tabulate(progress(each), **used, run=record)
        warn(notices)
        _write(options.out, results)
    return _summary(results, options.out)


def _as_given(options: argparse.Namespace) -> dict[str, object]:
    """The options as run.json holds them."""
    values = {name: value for name, value in vars(options).items() if name not in ("run", "command", "refuse")}
    values["inputs"] = [str(given) for given in options.inputs]
    values["urls"] = [str(path) for path in options.urls]
    return {name: str(value) if isinstance(value, Path) else value for name, value in values.items()}


def _write(folder: Path, results: Results) -> None:
    from analytics.store import results as results_folder

    if not results.articles:
        path = results_folder.write_rejects(folder, results.rejects)
        why = counted(results.rejects["reason"]) or "there was nothing to read"
        raise NothingUsableError(f"no article could be used: {why}; see {path}")
    results_folder.write_held(folder, results)


def _summary(results: Results, folder: Path) -> str:
    from analytics.store import results as results_folder

    used, rejected = len(results.articles), len(results.rejects)
    reasons = f" ({counted(results.rejects['reason'])})" if rejected else ""
    spoken = int((results.statements["speaker"] != "").sum())
    toward = Counter(results.stances["target"])
    outlets = {article.outlet for article in results.articles.values()}
    unknown = sum(not article.outlet for article in results.articles.values())
    return "\n".join(
        (
            f"inputs      {used + rejected} read, {used} articles used, {rejected} rejected{reasons}",
            f"statements  {len(results.statements)} found, {spoken} with a known speaker",
            f"stances     {', '.join(f'{key} {toward[key]}' for key in results.labels)}",
            f"outlets     {len(outlets - {''})} known; {unknown} articles of an unknown outlet",
            f"results     {folder}: {', '.join(path.name for path in results_folder.files(folder))}",
        )
    )
