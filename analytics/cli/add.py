"""The command ``python -m analytics add``: articles into a workspace; what is there is not scored again."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.cli.arguments import named_path
from analytics.cli.console import Counter
from analytics.cli.kept import say_waiting
from analytics.cli.options import (
    add_configuration,
    add_metadata,
    add_work,
    add_workspace,
    asked,
    books,
    counted,
    earlier_results,
    kinds_of_files,
    warn,
)
from analytics.cli.web import add_inputs, paths_of, web_inputs
from analytics.errors import NothingUsableError

if TYPE_CHECKING:
    from analytics.ingest import Notice
    from analytics.store.workspace import Added

_EXAMPLE = """\
examples:
  %(prog)s articles/ --metadata articles/metadata.csv --workspace work.sqlite
  %(prog)s --update articles/ --workspace work.sqlite
  %(prog)s --feed https://www.example.org/news.xml --workspace work.sqlite

INPUT is the address of a page, feed or sitemap, or a file or a folder (read with all folders in it) of
{kinds}

Each article is stored when it is scored, with all that was found in it. What is there already is not scored again, so
that a run that was interrupted goes on where it was when it is started again. An article that was removed stays
removed; an address whose article is there is not fetched again. Where --metadata says more of an article than was
known, that is taken over. --targets, --speakers and --scorer hold from now on; `rescore` renews the scores of the
articles that are there.

exit status: 0 the inputs hold articles, 1 they hold none, 2 wrong usage or a file or folder that cannot be used
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "add",
        help="add articles to a workspace, which grows",
        description="Find and score the statements in articles that the workspace does not have yet.",
        epilog=_EXAMPLE.format(kinds=kinds_of_files()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_inputs(parser)
    parser.add_argument(
        "--update",
        action="append",
        type=named_path,
        default=[],
        metavar="FOLDER",
        help="the same, but files that are as they were when they were added are not read",
    )
    add_workspace(parser)
    add_metadata(parser)
    add_configuration(parser, kept=True)
    add_work(parser)
    return parser


def run(options: argparse.Namespace) -> str:
    """Read, analyse, store; returns the summary. What is wrong with the options comes to light before any work."""
    from analytics.ingest import read_inputs
    from analytics.store import workspace

    web = web_inputs(options, also=options.update)
    given = [*options.inputs, *options.update]
    paths = [*paths_of(options), *options.update]
    targets, speakers = books(options)
    earlier, notices = earlier_results(paths)
    with workspace.writing(options.workspace, create=True, waiting=say_waiting) as connection:
        with workspace.transaction(connection):
            using = workspace.choose(connection, targets=targets, speakers=speakers, scorer=options.scorer)
        shut = (*workspace.side_files(options.workspace), *earlier)
        found = workspace.states(paths, exclude=shut)
        passed = _passed_over(options, workspace.unchanged(connection, found))
        inputs = read_inputs(
            given,
            metadata=options.metadata,
            asked=asked(options),
            exclude=(*shut, *passed),
            notify=notices.append,
            known=workspace.known_keys(connection),
            **web,
        )
        counter = Counter(sys.stderr)
        added = workspace.add(
            connection,
            inputs,
            using,
            workers=options.workers,
            seconds=options.seconds,
            notify=notices.append,
            stored=counter.add,
        )
        counter.finish()
        workspace.remember(connection, found)
        counts = workspace.counts(connection)
    return _summary(options, added, len(passed), notices, counts)


def _passed_over(options: argparse.Namespace, unchanged: Collection[Path]) -> list[Path]:
    """The files of the folders to update that need not be read; all are, where there are metadata, which may be new."""
    if options.metadata:
        return []
    folders = [path.resolve() for path in options.update]
    return [path for path in unchanged if any(path.resolve().is_relative_to(folder) for folder in folders)]


def _summary(
    options: argparse.Namespace,
    added: Added,
    passed: int,
    notices: list[Notice],
    counts: Any,  # noqa: ANN401
) -> str:
    warn(notices)
    rejected = sum(added.rejected.values())
    reasons = f" ({counted(added.rejected.elements())})" if rejected else ""
    if not added.used and not passed:
        why = counted(added.rejected.elements()) or "there was nothing to read"
        raise NothingUsableError(f"no article could be used: {why}; `list --rejects` says more")
    lines = [
        f"inputs      {added.new} new articles, {added.there} there already, {rejected} rejected{reasons}",
        f"workspace   {options.workspace}: {counts.articles} articles, {counts.statements} statements,"
        f" {counts.stances} stances",
    ]
    if added.renewed:
        lines.insert(1, f"scored anew {added.renewed} articles, of which other metadata or older scores were there")
    if added.removed:
        lines.insert(
            1, f"removed     {added.removed} articles that you removed are not added again; `remove --undo` does"
        )
    if passed:
        lines.insert(0, f"update      {passed} files are as they were and were not read")
    if counts.older:
        lines.append(
            f"older       {counts.older} articles were scored with other targets, weights or metadata; see `rescore`"
        )
    return "\n".join(lines)
