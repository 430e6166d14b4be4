"""The command ``python -m analytics verify``: whether a workspace is what it says."""

from __future__ import annotations

import argparse
import sys
from itertools import islice
from typing import Any

from analytics.cli.console import say
from analytics.cli.kept import add_command
from analytics.errors import StoreError

_MOST = 50
_MORE = """\
Compared are the file with SQLite's own check, every article and every finding with its SHA-256, every span with the
text, and the tables, made anew, with what tables must be. Nothing is changed.

exit status: 0 all is as it must be, 2 something is not, and it is listed
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    return add_command(commands, "verify", what="check that a workspace is whole", more=_MORE)


def run(options: argparse.Namespace) -> str:
    """Check; raises StoreError where something is wrong."""
    from analytics.store import workspace

    with workspace.reading(options.workspace) as connection:
        found = list(islice(workspace.faults(connection), _MOST))
        for fault in found:
            say(fault, sys.stderr)
        if found:
            raise StoreError(f"{options.workspace} is damaged: put back a copy of it, or make it anew with `add`")
        counts = workspace.counts(connection)
    return (
        f"verified    {counts.articles} articles, {counts.statements} statements, {counts.stances} stances: all sound"
    )
