"""The command ``python -m analytics remove``: articles out of a workspace, and back."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.cli.kept import add_command, say_waiting

_MORE = """\
What is removed is in no table any more, and is not added again; it stays in the file, so that --undo brings it back as
it was.
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser = add_command(commands, "remove", what="remove articles from a workspace", more=_MORE)
    parser.add_argument("names", nargs="+", metavar="ARTICLE", help="an id, or an input, as `list` shows them")
    parser.add_argument("--undo", action="store_true", help="bring back what was removed")
    return parser


def run(options: argparse.Namespace) -> str:
    """Remove all that are named, or none."""
    from analytics.store import workspace

    with workspace.writing(options.workspace, waiting=say_waiting) as connection:
        done = workspace.remove(connection, options.names, undo=options.undo)
        left = workspace.counts(connection).articles
    return f"{'brought back' if options.undo else 'removed':<11} {done} articles; {left} are in the workspace"
