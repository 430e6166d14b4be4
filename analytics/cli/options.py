"""Options that several commands have, and what they mean."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from analytics import stance
from analytics.cli.arguments import columns, duration, named_path, workers
from analytics.cli.console import say
from analytics.store.place import default_path
from analytics.workers import SECONDS

if TYPE_CHECKING:
    from analytics.ingest import Asked, Notice
    from analytics.speakers import SpeakerBook
    from analytics.targets import TargetBook


def add_metadata(parser: argparse.ArgumentParser) -> None:
    """What the inputs do not say, and how what they say is to be read."""
    parser.add_argument(
        "--metadata",
        type=named_path,
        metavar="CSV",
        help="file, outlet, published, title, url of files that do not say",
    )
    parser.add_argument(
        "--columns",
        type=columns,
        default={},
        metavar="FIELD=COLUMN,...",
        help="which columns of tables are text, title, outlet, published, url, file (default: by their usual names)",
    )
    parser.add_argument(
        "--dates",
        choices=["day", "month"],
        help="what comes first in dates such as 03/05/2024 (default: as other dates of the column are, or unknown)",
    )


def asked(options: argparse.Namespace) -> Asked:
    """How rows are to be read."""
    from analytics.ingest import Asked
    from analytics.ingest.dates import Order

    return Asked(Order(options.dates) if options.dates else None, options.columns)


def add_configuration(parser: argparse.ArgumentParser, *, kept: bool = False) -> None:
    """What to score with; ``kept`` where a workspace remembers what was given before."""
    targets, speakers = ("as before",) * 2 if kept else ("data/targets.yaml", "data/speakers.yaml")
    parser.add_argument("--targets", type=named_path, metavar="YAML", help=f"targets (default: {targets})")
    parser.add_argument("--speakers", type=named_path, metavar="YAML", help=f"known speakers (default: {speakers})")
    parser.add_argument(
        "--scorer",
        choices=stance.SCORERS,
        default=None if kept else stance.DEFAULT_SCORER,
        help=f"default: {'as before' if kept else '%(default)s'}",
    )


def add_work(parser: argparse.ArgumentParser) -> None:
    """How much of the machine to use, and how long for an article."""
    parser.add_argument("--workers", type=workers, default=1, metavar="N", help="processes (default: %(default)s)")
    parser.add_argument(
        "--seconds",
        type=duration,
        default=SECONDS,
        metavar="S",
        help="reject an article whose statements take longer to find (default: %(default)g)",
    )


def add_workspace(parser: argparse.ArgumentParser) -> None:
    """Which workspace."""
    place = default_path()
    shown = str(place).replace("%", "%%")
    parser.add_argument(
        "--workspace", type=named_path, default=place, metavar="FILE", help=f"the workspace (default: {shown})"
    )


def books(options: argparse.Namespace) -> tuple[TargetBook | None, SpeakerBook | None]:
    """The targets and speakers that were given. Raises ConfigurationError."""
    from analytics.speakers import load_book
    from analytics.targets import TargetBook

    return (
        TargetBook.load(options.targets) if options.targets else None,
        load_book(options.speakers) if options.speakers else None,
    )


def kinds_of_files() -> str:
    """What can be read, a line for each reader, as argparse takes it."""
    from analytics.ingest.readers import readers

    lines = (f"  {', '.join(reader.suffixes):<13}  {reader.called}" for reader in readers())
    return "\n".join(lines).replace("%", "%%")


def warn(notices: Iterable[Notice]) -> None:
    """Say what the user should know."""
    from analytics.ingest import notices_in_lines

    for line in notices_in_lines(notices):
        say(f"warning: {line}", sys.stderr)


def counted(names: Iterable[str]) -> str:
    """How many there are of each: ``3 empty, 1 binary``."""
    return ", ".join(f"{count} {name}" for name, count in Counter(names).most_common())


def earlier_results(inputs: list[Path], out: Path | None = None) -> tuple[list[Path], list[Notice]]:
    """The files among the inputs that an earlier run wrote, and what to say of them; in ``out`` they are expected."""
    from analytics.ingest import Notice
    from analytics.ingest.model import EARLIER_RESULTS
    from analytics.store import results

    earlier = list(results.earlier_results(inputs))
    expected = out.resolve() if out else None
    folders = sorted({str(path.parent) for path in earlier if path.parent.resolve() != expected})
    return earlier, [Notice(EARLIER_RESULTS, folder) for folder in folders]
