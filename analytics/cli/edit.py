"""The command ``python -m analytics edit``: metadata of articles in a workspace, corrected."""

from __future__ import annotations

import argparse
from typing import Any

from analytics.cli.kept import add_command, how_to_undo, say_waiting
from analytics.errors import NothingUsableError

_MORE = """\
example:
  %(prog)s 0a1b2c3d4e5f6071 --outlet Azatutyun --date 2024-03-05 --workspace work.sqlite

What is corrected holds from now on, also when the article is added or scored again; '' stands for what is not known.
As statements are found with outlet, date and title in mind, `rescore` then scores these articles anew. `undo` takes the
correction back.
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser = add_command(commands, "edit", what="correct outlet, date or title of articles in a workspace", more=_MORE)
    parser.add_argument("names", nargs="+", metavar="ARTICLE", help="an id, or an input, as `list` shows them")
    parser.add_argument("--outlet", metavar="NAME", help="who published it")
    parser.add_argument("--date", metavar="DATE", dest="published", help="the day on which it did, YYYY-MM-DD")
    parser.add_argument("--title", metavar="TEXT", help="what it is called")
    parser.add_argument("--keep", action="store_true", help="let it count although a later version of it is there")
    return parser


def run(options: argparse.Namespace) -> str:
    """Correct all that are named, or none."""
    from analytics.store import workspace

    values = {name: getattr(options, name) for name in ("title", "outlet", "published")}
    given = {name: value for name, value in values.items() if value is not None}
    if not given and not options.keep:
        raise NothingUsableError("nothing to correct: give --outlet, --date, --title or --keep")
    with workspace.writing(options.workspace, waiting=say_waiting) as connection:
        done = workspace.edit(connection, options.names, given) if given else 0
        done = workspace.keep(connection, options.names) if options.keep else done
        step = workspace.changes(connection)[-1].step if done else 0
    return f"corrected   {done} articles{how_to_undo(step)}"
