"""The command ``python -m analytics export``: a workspace as a folder of results."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import Any

from analytics.cli.arguments import named_path
from analytics.cli.console import say
from analytics.cli.kept import add_command
from analytics.errors import NothingUsableError

_MORE = """\
The folder is one that `score` would have written for all the articles that are in the workspace, with the same files:
the dashboard and `report` open it.
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser = add_command(commands, "export", what="write a workspace as a folder of results", more=_MORE)
    parser.add_argument("--out", required=True, type=named_path, metavar="DIR", help="the folder for the results")
    return parser


def run(options: argparse.Namespace) -> str:
    """Write the folder, all of it or nothing."""
    from analytics.analysis.run import Run
    from analytics.store import results as results_folder
    from analytics.store import workspace

    with workspace.reading(options.workspace) as connection:
        results = workspace.results(connection)
        older = workspace.counts(connection).older
    if not results.articles:
        raise NothingUsableError(f"{options.workspace} holds no articles, so nothing was written")
    if older:
        why = "have scores of other targets, weights or metadata than hold now, and are exported with these"
        say(f"warning: {older} articles {why}; `rescore` makes them new", sys.stderr)
    run = replace(results.run or Run(results.scorer), options={"workspace": str(options.workspace)})
    results_folder.write_results(options.out, replace(results, run=run))
    return f"results     {options.out}: {len(results.articles)} articles, {len(results.statements)} statements"
