"""Options of the commands that read articles, for those that come from the web."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analytics.cli.arguments import named_path

if TYPE_CHECKING:
    from analytics.ingest import Limits


def add_inputs(parser: argparse.ArgumentParser) -> None:
    """Add INPUT, which may be an address, and where else addresses come from; at least one of them must be given."""
    several: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument(
        "inputs",
        nargs="*",
        type=path_or_address,
        metavar="INPUT",
        help="a file or folder of articles, or the address (https://...) of one, of a feed or of a sitemap",
    )
    parser.add_argument(
        "--feed",
        metavar="URL",
        type=address,
        help="an RSS or Atom feed, a sitemap, or a page that names one",
        **several,
    )
    parser.add_argument(
        "--urls",
        metavar="FILE",
        type=named_path,
        help="a file with an address in each line, or a table of them",
        **several,
    )
    parser.add_argument(
        "--private",
        action="store_true",
        help="let addresses of this machine and of private networks be fetched, too",
    )
    parser.set_defaults(refuse=parser.error)


def web_inputs(options: argparse.Namespace, *, also: Sequence[Path] = ()) -> dict[str, Any]:
    """What :func:`analytics.ingest.read_inputs` is to know of the web. Wrong usage where nothing is given to read;
    ``also`` is what another option gives."""
    if not (options.inputs or options.feed or options.urls or also):
        options.refuse("name something to read: a file, a folder, an address, --feed or --urls")
    return {"feeds": options.feed, "lists": options.urls, "limits": _limits(options)}


def paths_of(options: argparse.Namespace) -> list[Path]:
    """The files and folders among the inputs."""
    return [given for given in options.inputs if isinstance(given, Path)]


def path_or_address(text: str) -> Path | str:
    """An input of the command line."""
    from analytics.ingest.web.urls import is_address

    return text.strip() if is_address(text) else named_path(text)


def address(text: str) -> str:
    """An address of the web."""
    from analytics.errors import InputError
    from analytics.ingest.web.urls import parse_url

    try:
        return str(parse_url(text))
    except InputError as error:
        raise argparse.ArgumentTypeError(f"{text[:80]!r}: {error.detail}; expected https://...") from error


def _limits(options: argparse.Namespace) -> Limits:
    from analytics.ingest import Limits

    usual = Limits()
    return replace(usual, web=replace(usual.web, allow_private=options.private))
