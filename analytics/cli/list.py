"""The command ``python -m analytics list``: what a workspace holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from analytics.cli.kept import add_command

if TYPE_CHECKING:
    from analytics.store.workspace import Change, Counts, Entry, Found

_MORE = """\
A line is an article: its id, day, outlet, how many statements it holds, its title, the input that it was read from, and
"older" where its scores were made with other targets, speakers or weights than are used now, or before you corrected
it, "removed" where you removed it, "replaced" where a later version in the same outlet counts in its place, and "story"
with the same id where articles carry the same story.
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser = add_command(commands, "list", what="say what a workspace holds", more=_MORE)
    parser.add_argument("--rejects", action="store_true", help="list what could not be used, and why, instead")
    parser.add_argument(
        "--changes", action="store_true", help="list what you changed, with the steps that `undo` takes"
    )
    parser.add_argument(
        "--search",
        metavar="WORDS",
        help='list what holds these words: port* begins so, "side by side" stands so',
    )
    return parser


def run(options: argparse.Namespace) -> str:
    """The list, and below it how much there is."""
    from analytics.store import workspace

    with workspace.reading(options.workspace) as connection:
        if options.rejects:
            rejects = workspace.stored_rejects(connection)
            rows: list[tuple[str, ...]] = [(one.input, one.reason, one.detail) for one in rejects]
        elif options.search is not None:
            rows = [row for one in workspace.search(connection, options.search) for row in _found(one)]
        elif options.changes:
            rows = [_change(one) for one in workspace.changes(connection)]
        else:
            rows = [_row(one) for one in workspace.entries(connection)]
        counts = workspace.counts(connection)
    return "\n".join((*("  ".join(filter(None, map(_cell, row))) for row in rows), _total(counts)))


def _row(entry: Entry) -> tuple[str, ...]:
    state = "removed" if entry.removed else "replaced" if entry.replaced else "older" if entry.older else ""
    return (
        entry.article_id,
        entry.published or "no date",
        entry.outlet or "unknown",
        str(entry.statements),
        entry.title,
        entry.input,
        f"story {entry.story}" if entry.story else "",
        state,
    )


def _found(found: Found) -> Iterator[tuple[str, ...]]:
    """A line for the article, and below it one for each of its statements that hold the words."""
    yield found.article_id, found.published or "no date", found.outlet or "unknown", found.title
    yield from (("  -", f"{speaker or 'unresolved'}:", text) for speaker, text in found.statements)


def _change(change: Change) -> tuple[str, ...]:
    return str(change.step), change.made[:19], change.in_words(), "undone" if change.undone else ""


def _cell(text: str) -> str:
    return " ".join(text.split())


def _total(counts: Counts) -> str:
    marked = f"{counts.older} with older scores, {counts.removed} removed"
    marked += f", {counts.replaced} replaced by later versions" if counts.replaced else ""
    found = f"{counts.statements} statements, {counts.stances} stances"
    return f"{counts.articles} articles ({marked}), {found}, {counts.rejects} rejects"
