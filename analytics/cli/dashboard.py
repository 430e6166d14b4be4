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

Without a folder it opens on the bundled sample. Its look and settings are those of .streamlit/config.toml beside the
app, wherever the command is run; settings of Streamlit's own that are not there come from the environment, such as
STREAMLIT_SERVER_PORT=8600. It runs until it is interrupted.
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "dashboard",
        help="open the dashboard in the browser",
        description="Open the dashboard, on results or on the bundled sample.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("results", nargs="?", type=Path, metavar="RESULTS_FOLDER", help="what `score --out` wrote")
    return parser


def run(options: argparse.Namespace) -> str:
    """Show the app until it is interrupted. Raises StoreError where there is no such folder."""
    from streamlit.web import cli

    folder: Path | None = options.results
    if folder and not folder.is_dir():
        raise StoreError(f"{folder} is no folder; give one that `score --out` wrote, or none for the sample")
    # Streamlit reads the settings in .streamlit/ beside the script last, over those of the user and of this folder.
    data = ("--", "--data", str(folder.resolve())) if folder else ()
    cli.main(("run", str(DASHBOARD), *data), prog_name="streamlit", standalone_mode=False)
    return "dashboard   closed"
