"""What the commands on a workspace that is there share."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from analytics.cli.console import say
from analytics.cli.options import add_workspace


def add_command(
    commands: Any,  # noqa: ANN401 (argparse names the type in private)
    name: str,
    *,
    what: str,
    more: str,
) -> argparse.ArgumentParser:
    """A command with ``--workspace``: ``what`` it does in a line, and ``more`` of it below the options."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name,
        help=what,
        description=f"{what[0].upper()}{what[1:]}.",
        epilog=more,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_workspace(parser)
    return parser


def say_waiting(path: Path) -> None:
    """Say that there is another writer."""
    say(f"{path} is being written by another run, too: the two take turns, and one waits for the other", sys.stderr)


def how_to_undo(step: int) -> str:
    """What to say after a change was made in this step; 0 where none was."""
    return f"; `undo {step}` takes it back" if step else ""
