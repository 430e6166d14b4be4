"""The forms of JSON that are known, and the cells of an article in each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analytics.errors import InputError
from analytics.ingest import reasons

_KEYS = {
    "text": ("text", "body", "content", "articleBody", "full_text", "description"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "media_name", "domain"),
    "published": ("published", "publishedAt", "datePublished", "dateTimePub", "dateTime", "publish_date", "date"),
    "url": ("url", "link"),
    "article_id": ("article_id",),
}
"""For each column of an article the keys that services give it, the first that says something."""
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_KNOWN = "expected an export of Telegram, a response of NewsAPI or Event Registry, or a list of articles with text"

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in an export: its place from 1, its cells by column or why it has none, and if it is cut."""

    number: int
    values: Mapping[str, str] | InputError
    cut: bool = False


def entries(found: object) -> Iterator[Entry]:
    """The articles of an export. Raises InputError: bad-row where its form is not known, empty, no-text, failed."""
    if isinstance(found, dict) and (chats := _chats(found)):
        yield from _messages(chats)
        return
    listed = _articles(found)
    if not listed:
        raise InputError(reasons.EMPTY, "a list without articles")
    if bare := _addresses(listed):
        raise InputError(reasons.NO_TEXT, f"a list of {bare} addresses without text: save or fetch the pages")
    for number, one in enumerate(listed, start=1):
        yield _entry(number, one)


def _chats(found: Node) -> list[Node]:
    """The chats of a Telegram export: of one, or of a whole account."""
    if isinstance(found.get("messages"), list):
        return [found]
    chats = found.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else None
    return [one for one in listed or [] if isinstance(one, dict) and isinstance(one.get("messages"), list)]


def _messages(chats: list[Node]) -> Iterator[Entry]:
    number = 0
    for chat in chats:
        for message in chat["messages"]:
            number += 1
            text = _plain(message.get("text")) if isinstance(message, dict) else ""
            if text.strip() and message.get("type", "message") == "message":
                outlet, day = _named(chat.get("name")), message.get("date")
                values = {"text": text, "outlet": outlet, "published": day if isinstance(day, str) else ""}
                yield Entry(number, values)


def _plain(text: object) -> str:
    """The words of a message: text, or a list of text and of objects that say how their text is set."""
    pieces = text if isinstance(text, list) else [text]
    words = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    lines = "".join(word for word in words if isinstance(word, str)).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(map(str.rstrip, lines))).strip()


def _articles(found: object) -> list[object]:
    """The list of articles. Raises InputError where there is none, or where the service says why."""
    if isinstance(found, list):
        return found
    if not isinstance(found, dict):
        raise InputError(reasons.BAD_ROW, _KNOWN)
    if found.get("status") == "error" or ("error" in found and "articles" not in found):
        said = _named(found.get("message")) or _named(found.get("error"))
        raise InputError(reasons.FAILED, f"the service answered with an error: {said[:200]}")
    for key in ("articles", "results", "stories"):
        inner = found.get(key)
        inner = inner.get("results") if isinstance(inner, dict) else inner
        if isinstance(inner, list):
            return inner
    if any(isinstance(found.get(key), str) for key in _KEYS["text"]):
        return [found]
    raise InputError(reasons.BAD_ROW, _KNOWN)


def _addresses(listed: list[object]) -> int:
    """How many addresses a list holds that gives no text at all (GDELT, Media Cloud); 0 where it gives some."""
    nodes = [one for one in listed if isinstance(one, dict)]
    if any(_first(one, _KEYS["text"]) for one in nodes):
        return 0
    return sum(bool(_first(one, _KEYS["url"])) for one in nodes)


def _entry(number: int, one: object) -> Entry:
    if not isinstance(one, dict):
        return Entry(number, InputError(reasons.BAD_ROW, "expected an object with the key text"))
    values = {column: _first(one, keys) for column, keys in _KEYS.items()}
    whole = _CUT.sub("", values["text"])
    return Entry(number, {**values, "text": whole}, cut=whole != values["text"])


def _first(node: Node, keys: tuple[str, ...]) -> str:
    return next(filter(None, (_named(node.get(key)) for key in keys)), "")


def _named(value: object) -> str:
    """Text, a number, or the name of an object that has one ({"name": "Lorvan Post"})."""
    if isinstance(value, dict):
        return next((one for key in ("title", "name") if isinstance(one := value.get(key), str)), "")
    if type(value) is int:  # true and false are integers too, and no names
        return str(value)
    return value.strip() if isinstance(value, str) else ""
