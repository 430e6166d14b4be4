"""The forms of JSON that are known, and the object of each article in them, its keys as the columns of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.objects import Object, json_of, objects_in_lines

_LISTS = ("articles", "results", "stories")
_TEXTS = ("text", "body", "content", "articleBody")
"""One of these is a single article's."""
_CUT = re.compile(r"\s*(?:…|\.\.\.)?\s*\[\+\d+ chars\]\s*$")
_KNOWN = "expected an export of Telegram, a response of NewsAPI or Event Registry, or a list of articles with text"

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in an export: its place from 1, its object or why there is none, and if its text is cut short."""

    number: int
    found: Object | InputError
    cut: bool = False


def entries_of(text: str) -> Iterator[Entry]:
    """The articles of an export, or those of JSON Lines under its name. Raises InputError: broken-json, as entries."""
    try:
        found = json_of(text)
    except InputError:
        lines = [Entry(number, one) for number, one in objects_in_lines(text)]
        if not lines or isinstance(lines[0].found, InputError):
            raise
        yield from lines
    else:
        yield from entries(found)


def entries(found: object) -> Iterator[Entry]:
    """The articles of an export. Raises InputError: bad-row where its form is not known, empty, failed."""
    if isinstance(found, dict) and (chats := _chats(found)):
        yield from _messages(chats)
        return
    listed = _articles(found)
    if not listed:
        raise InputError(reasons.EMPTY, "a list without articles")
    for number, one in enumerate(listed, start=1):
        yield _entry(number, one)


def _chats(found: Node) -> list[Node]:
    """The chats of a Telegram export: of one, or of a whole account."""
    if isinstance(found.get("messages"), list):
        return [found]
    chats = found.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else None
    if not isinstance(listed, list):
        return []
    return [one for one in listed if isinstance(one, dict) and isinstance(one.get("messages"), list)]


def _messages(chats: list[Node]) -> Iterator[Entry]:
    number = 0
    for chat in chats:
        for message in chat["messages"]:
            number += 1
            text = _plain(message.get("text")) if isinstance(message, dict) else ""
            if text.strip() and message.get("type", "message") == "message":
                yield Entry(number, {"text": text, "outlet": chat.get("name"), "published": message.get("date")})


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
        said = next((one for key in ("message", "error") if isinstance(one := found.get(key), str)), "")
        raise InputError(reasons.FAILED, f"the service answered with an error: {said[:200]}")
    for key in _LISTS:
        inner = found.get(key)
        inner = inner.get("results") if isinstance(inner, dict) else inner
        if isinstance(inner, list):
            return inner
    if any(isinstance(found.get(key), str) for key in _TEXTS):
        return [found]
    raise InputError(reasons.BAD_ROW, _KNOWN)


def _entry(number: int, one: object) -> Entry:
    """An article of a list; NewsAPI cuts its ``content`` short, and of some gives the ``description`` alone."""
    if not isinstance(one, dict):
        return Entry(number, InputError(reasons.BAD_ROW, "expected an object with the key text"))
    content = one.get("content")
    if "content" in one and not content and isinstance(one.get("description"), str):
        return Entry(number, {**one, "content": one["description"]}, cut=True)
    whole = _CUT.sub("", content) if isinstance(content, str) else content
    return Entry(number, {**one, "content": whole} if whole != content else one, cut=whole != content)
