"""The command ``python -m analytics dashboard``: the app, from any folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from analytics.bundled import DASHBOARD
from analytics.errors import StoreError

_EXAMPLE = """\
example:
  %(prog)s out

DATA is a folder that `score --out` wrote, or a workspace. Without it the app opens on the workspace in your data folder
if there is one, else on the bundled sample. Its look and settings are those of .streamlit/config.toml beside the
app, wherever the command is run; settings of Streamlit's own that are not there come from the environment, such as
STREAMLIT_SERVER_PORT=8600. It runs until it is interrupted.
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "dashboard",
        help="open the dashboard in the browser",
        description="Open the dashboard, on results, on a workspace or on the bundled sample.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("results", nargs="?", type=Path, metavar="DATA", help="a folder of results, or a workspace")
    return parser


def run(options: argparse.Namespace) -> str:
    """Show the app until it is interrupted. Raises StoreError where there is nothing to show."""
    from streamlit.web import cli

    from analytics.store.opening import is_workspace

    place: Path | None = options.results
    if place and not (place.is_dir() or is_workspace(place)):
        raise StoreError(f"{place} is no folder and no workspace; give what `score --out` or `add` wrote, or nothing")
    # Streamlit reads the settings in .streamlit/ beside the script last, over those of the user and of this folder.
    data = ("--", "--data", str(place.resolve())) if place else ()
    cli.main(("run", str(DASHBOARD), *data), prog_name="streamlit", standalone_mode=False)
    return "dashboard   closed"
