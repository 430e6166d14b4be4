"""The command ``python -m analytics undo``: what was changed in a workspace, taken back."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.cli.arguments import count
from analytics.cli.kept import add_command, say_waiting

_MORE = """\
Undone is what `edit`, `outlets --merge` or `remove` did last, or the step that is named; `list --changes` shows all
steps. Undoing leaves every other change as it is.
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser = add_command(commands, "undo", what="undo the last change in a workspace, or another", more=_MORE)
    parser.add_argument("step", nargs="?", type=count, metavar="STEP", help="a number that `list --changes` shows")
    return parser


def run(options: argparse.Namespace) -> str:
    """Undo all of a step."""
    from analytics.store import workspace

    with workspace.writing(options.workspace, waiting=say_waiting) as connection:
        done = workspace.undo(connection, options.step)
    return "\n".join(f"undone      {one.in_words()}" for one in done)
