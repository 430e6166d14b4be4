"""The command ``python -m analytics report``: a folder of results, or a workspace, to one HTML file."""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from analytics.analysis.counting import SAID, Counting
from analytics.cli.arguments import count, date, named_path
from analytics.cli.console import say
from analytics.errors import NothingUsableError, StoreError
from analytics.records import KINDS
from analytics.store.files import refuse_special, replace_file

if TYPE_CHECKING:
    from analytics.analysis.results import Results
    from analytics.analysis.selection import Filters

_HEAD = 2_000  # bytes in which a report shows that it is one
_EXAMPLE = """\
example:
  %(prog)s out --out report.html --target CSTO --from 2022-01-01

A filter that is not given lets everything through; one given several times lets each of its values through. The
dashboard's button "Report (HTML)" makes the same file from what its own filters let through.

exit status: 0 the report was written, 1 no statement matches, 2 wrong usage or a file or folder that cannot be used
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:  # noqa: ANN401 (argparse names the type in private)
    """Add the command to those of the command line."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "report",
        help="write a report on results as one HTML file",
        description="Write a report on results, or on a part of them, as one HTML file that needs no network.",
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    several: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument("results", type=named_path, metavar="DATA", help="a folder of results, or a workspace")
    parser.add_argument("--out", required=True, type=named_path, metavar="HTML", help="the file to write")
    parser.add_argument("--speaker", metavar="NAME", help="canonical name; '' for unresolved", **several)
    parser.add_argument("--outlet", metavar="NAME", help="as in statements.csv", **several)
    parser.add_argument("--target", metavar="KEY", help="as in stances.csv", **several)
    parser.add_argument("--from", type=date, metavar="DATE", dest="first", help="first day, YYYY-MM-DD")
    parser.add_argument("--to", type=date, metavar="DATE", dest="last", help="last day, YYYY-MM-DD")
    said = ", ".join(SAID)
    parser.add_argument("--kind", choices=KINDS, help=f"kind of statement (default: {said})", **several)
    parser.add_argument(
        "--min",
        type=count,
        default=3,
        metavar="N",
        help="fewer statements, or one article, are too few to rank (default: %(default)s)",
    )
    parser.add_argument(
        "--counting", choices=get_args(Counting), default="statement", help="what counts once (default: %(default)s)"
    )
    return parser


def run(options: argparse.Namespace) -> str:
    """Write the report; returns what to say of it.

    Raises StoreError for a folder, a name or a file that cannot be used, and NothingUsableError where no
    statement matches.
    """
    from analytics.analysis.selection import Filters, select
    from analytics.store.opening import open_results

    _refuse(options.out)
    results = open_results(options.results)
    for error in results.faults():
        say(f"warning: in {options.results}, {error}; targets that it names go by their keys", sys.stderr)
    filters = Filters(
        speakers=_known(options.speaker, results.statements["speaker"], "speaker"),
        outlets=_known(options.outlet, results.statements["outlet"], "outlet"),
        targets=_known(options.target, results.stances["target"], "target"),
        first=options.first,
        last=options.last,
        kinds=tuple(options.kind) or SAID,
        minimum=options.min,
        counting=options.counting,
    )
    matching = len(select(results, filters)[0])
    if not matching:
        raise NothingUsableError("no statement matches these filters, so no report was written")
    _write(options.out, _report(results, filters))
    return f"report      {options.out}: {matching:,} of {len(results.statements):,} statements"


def _report(results: Results, filters: Filters) -> str:
    from analytics.reporting.report import report_html

    return report_html(results, filters, made=dt.datetime.now(tz=dt.UTC).date())


def _known(wanted: Sequence[str], values: Any, what: str) -> tuple[str, ...]:  # noqa: ANN401 (a column)
    """The wanted values, in the order given; a slip of the pen would otherwise look like an empty result."""
    there = sorted(set(values))
    for one in wanted:
        if one not in there:
            near = difflib.get_close_matches(one, there, n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise StoreError(f"--{what} {one!r}: these results have no such {what}{hint}")
    return tuple(wanted)


def _refuse(path: Path) -> None:
    """Raise StoreError where a file may not be replaced: only an ordinary one that holds a report is."""
    from analytics.reporting.citation import title

    refuse_special(path)
    try:
        with path.open("rb") as stream:
            is_report = title().encode() in stream.read(_HEAD)
    except FileNotFoundError:
        return
    except OSError as error:
        raise _unwritable(path, error) from error
    if not is_report:
        raise StoreError(f"{path} is not a report, and is not overwritten: name another file after --out")


def _write(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    _refuse(path)  # once more, as making the report takes a while
    try:
        replace_file(path, text.encode())
    except OSError as error:
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path} cannot be written ({error.strerror or error})")
