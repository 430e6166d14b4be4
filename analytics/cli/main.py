"""The command line: ``python -m analytics score INPUT [INPUT ...] --out DIR``, ``report`` and ``dashboard``; ``add``,
``list``, ``edit``, ``outlets``, ``remove``, ``undo``, ``rescore``, ``export`` and ``verify`` for a workspace.

Exit status 0: at least one article was usable and processed; 1: none was, or the model cannot be used; 2: wrong usage,
a malformed configuration or metadata file, a file or folder that cannot be read or written, or that is not ours to
replace; 130: interrupted. Each command stands in a file of its own, and imports what it needs when it runs, so that
``--help`` waits for nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from analytics import bundled
from analytics.cli import add, dashboard, edit, export, outlets, remove, report, rescore, score, undo, verify
from analytics.cli import list as list_command
from analytics.cli.console import DONE, INTERRUPTED, NOTHING_USABLE, UNUSABLE, say
from analytics.errors import ConfigurationError, QuotedStanceError, StoreError

COMMAND = "quoted-stance"
"""What the command is called where the package is installed."""

_COMMANDS = (
    score,
    report,
    dashboard,
    add,
    list_command,
    edit,
    outlets,
    remove,
    undo,
    rescore,
    export,
    verify,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status (argparse itself exits with 2 on wrong usage)."""
    options = _parser().parse_args(argv)
    try:
        say(options.run(options), sys.stdout)
    except (ConfigurationError, StoreError) as error:
        say(f"error: {error}", sys.stderr)
        return UNUSABLE
    except QuotedStanceError as error:
        say(f"error: {error}", sys.stderr)
        return NOTHING_USABLE
    except OSError as error:  # a disk, a device or a limit of the system
        say(f"error: {error}", sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        say("\ninterrupted: files are replaced all at once or not at all; a workspace keeps what it has", sys.stderr)
        return INTERRUPTED
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=COMMAND if Path(sys.argv[0]).stem == COMMAND else "python -m analytics",
        description="Who says what about whom in news articles, and where they stand.",
    )
    parser.add_argument("--version", action="version", version=f"{COMMAND} {bundled.version()}")
    commands = parser.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add_parser(commands).set_defaults(run=command.run)
    return parser
