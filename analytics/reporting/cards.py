"""The cards and the README as a source of text: what is written there need not be written again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from analytics.bundled import MODELS, README, RESTORE
from analytics.errors import CardError

_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Table:
    """A table as text: ``rows`` have as many cells as ``head``."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class _Renderer(RendererHTML):
    """HTML that leads nowhere and loads nothing: links and pictures become their words, because files do not travel."""

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        del self, tokens, idx, options, env
        return ""

    link_close = link_open

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return escapeHtml(self.renderInlineAsText(tokens[idx].children, options, env))

    def table_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<div class="wide" tabindex="0">{self.renderToken(tokens, idx, options, env)}'

    def table_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"{self.renderToken(tokens, idx, options, env)}</div>"


_MARKDOWN = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")


def meaning() -> Markup:
    """What the README says of the numbers, as HTML."""
    return to_html(section(README.read_text(encoding="utf-8"), "What the numbers mean"))


def accuracy(model: str) -> Markup:
    """What the card of a bundled model says of its accuracy, as HTML.

    Raises CardError where that is missing, or holds no table of figures, or one that is not whole.
    """
    path = MODELS / model / "README.md"
    try:
        text = section(path.read_text(encoding="utf-8"), "Accuracy")
        figures(text)
    except (OSError, CardError) as error:
        raise CardError(f"{path}: {error}; {RESTORE}") from error
    return to_html(text, level=4)


def section(markdown: str, title: str) -> str:
    """What stands under the first heading that begins with ``title``, up to the next of its level or above.

    Raises CardError where there is no such heading.
    """
    lines = markdown.splitlines()
    headings = [(one, *one.map) for one in _tree(markdown).children if one.type == "heading" and one.map]
    for number, (heading, _, start) in enumerate(headings):
        if heading.children[0].content.startswith(title):
            ends = (first for other, first, _ in headings[number + 1 :] if other.tag <= heading.tag)
            return "\n".join(lines[start : next(ends, len(lines))]).strip()
    raise CardError(f"there is no heading {title!r}")


def figures(markdown: str) -> tuple[Table, ...]:
    """The tables, in their order.

    Raises CardError where there is none, where lines that look like a table are none, or where a row has more or
    fewer cells than the head.
    """
    lines, tree = markdown.splitlines(), _tree(markdown)
    for stray in (one.content for one in tree.walk() if one.type == "inline" and one.content.startswith("|")):
        raise CardError(f"this is no whole table: {stray.splitlines()[0]!r}")
    found = tuple(_table(node, lines) for node in tree.walk() if node.type == "table")
    if not found:
        raise CardError("a table of figures was expected")
    return found


def to_html(markdown: str, *, level: int = 3) -> Markup:
    """The Markdown as HTML in which nothing of it is markup of its own; headings become those of ``level``.

    Links become their words, because the files that they lead to do not travel along.
    """
    tokens = _MARKDOWN.parse(markdown)
    for token in tokens:
        if token.type.startswith("heading_"):
            token.tag = f"h{level}"
        elif token.type == "th_open":
            token.attrSet("scope", "col")
    return Markup(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))  # noqa: S704 (the renderer escapes)


def _tree(markdown: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_MARKDOWN.parse(markdown))


def _table(node: SyntaxTreeNode, lines: Sequence[str]) -> Table:
    """The table of a node; the parser fills and cuts rows to the head's length, so cells are counted in the lines."""
    head, *rows = _rows(node)
    places = (one.map for one in node.walk() if one.type == "tr")
    for line in (lines[place[0]].strip() for place in places if place):
        cells = len(_BETWEEN_CELLS.split(line.removeprefix("|").removesuffix("|")))
        if cells != len(head):
            raise CardError(f"a row of {cells} cells under a head of {len(head)}: {line!r}")
    if not rows:
        raise CardError(f"a table without a row: {' | '.join(head)!r}")
    return Table(head, tuple(rows))


def _rows(node: SyntaxTreeNode) -> Iterator[tuple[str, ...]]:
    for row in (one for one in node.walk() if one.type == "tr"):
        yield tuple("".join(_words(cell)) for cell in row.children)


def _words(node: SyntaxTreeNode) -> Iterator[str]:
    return (one.content for one in node.walk() if one.type in ("text", "code_inline"))
