"""The command ``python -m analytics outlets``: the outlets of a workspace, and which of them are one."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.cli.arguments import named
from analytics.cli.kept import add_command, how_to_undo, say_waiting
from analytics.errors import NothingUsableError

_MORE = """\
example:
  %(prog)s --merge RFE/RL --merge "Radio Liberty" --into Azatutyun --workspace work.sqlite

Without --merge the outlets are listed, with how many articles each has. Outlets that are merged are one for all
articles, also for those that are added later, in every table. `undo` makes them several again.
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser = add_command(commands, "outlets", what="list the outlets of a workspace, or merge some", more=_MORE)
    parser.add_argument(
        "--merge", action="append", default=[], type=named, metavar="NAME", help="an outlet that is another"
    )
    parser.add_argument("--into", type=named, metavar="NAME", help="what it is called from now on")
    return parser


def run(options: argparse.Namespace) -> str:
    """List, or merge all that are named or none."""
    from analytics.store import workspace

    if bool(options.merge) != bool(options.into):
        raise NothingUsableError("--merge and --into go together: what is merged, and into what")
    if not options.merge:
        with workspace.reading(options.workspace) as connection:
            there = workspace.outlets_of(connection)
        lines = [f"{count:>6}  {' '.join(name.split()) or '(unknown)'}" for name, count in there.items()]
        return "\n".join((*lines, f"{len(there)} outlets"))
    with workspace.writing(options.workspace, waiting=say_waiting) as connection:
        done = workspace.merge_outlets(connection, options.merge, options.into)
        step = workspace.changes(connection)[-1].step
    return f"merged      {', '.join(options.merge)} into {options.into}: {done} articles{how_to_undo(step)}"
