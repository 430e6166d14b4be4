"""Text from the data among Streamlit's Markdown: names, paths and messages are shown as they are written."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*\[\]<$~#]|(?<!\w)_|_(?!\w)|:(?=\w)|&(?=[#\w]+;)")
_FOLDERS = re.compile(r"(?<![\w:/.])/(?:[^/\s`]+/)+(?=[^/\s])")
_CODE = re.compile(r"(`[^`]+`)")


def plain(text: str) -> str:
    """The text with a backslash before all that Markdown could read as its own; line breaks become spaces."""
    return _escaped(" ".join(text.split()))


def message(text: str) -> str:
    """As :func:`plain`, for messages of this program, which write commands between backticks: these stay code.

    Of paths only the last name is shown: where a file lies on the server is nothing for who reads the page.
    """
    parts = _CODE.split(_FOLDERS.sub("", " ".join(text.split())))
    return "".join(part if place % 2 else _escaped(part) for place, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
