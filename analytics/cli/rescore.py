"""The command ``python -m analytics rescore``: what is in a workspace, scored with what holds now."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from analytics.cli.console import Counter
from analytics.cli.kept import add_command, say_waiting
from analytics.cli.options import add_configuration, add_work, books

_MORE = """\
Scored anew are the articles whose scores were made with other targets, speakers, weights or another scorer or version
than hold now, or before they were corrected; --targets, --speakers and --scorer hold from now on. Each article is
replaced when it is done, so that what is interrupted goes on when it is started again. An article that cannot be scored
keeps what it has.
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser = add_command(commands, "rescore", what="score anew what is in a workspace", more=_MORE)
    parser.add_argument("--all", action="store_true", help="all articles, not only those whose scores are older")
    add_configuration(parser, kept=True)
    add_work(parser)
    return parser


def run(options: argparse.Namespace) -> str:
    """Score and store, an article at a time."""
    from analytics.store import workspace

    targets, speakers = books(options)
    with workspace.writing(options.workspace, waiting=say_waiting) as connection:
        with workspace.transaction(connection):
            using = workspace.choose(connection, targets=targets, speakers=speakers, scorer=options.scorer)
        counter = Counter(sys.stderr)
        done = workspace.rescore(
            connection,
            using,
            everything=options.all,
            workers=options.workers,
            seconds=options.seconds,
            stored=counter.add,
        )
        counter.finish()
        counts = workspace.counts(connection)
    failed = f"; {done.failed} could not be and keep their scores" if done.failed else ""
    return f"scored anew {done.renewed} of {counts.articles} articles{failed}"
