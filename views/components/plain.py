"""Text from the data among Streamlit's Markdown: names, paths and messages are shown as they are written."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*\[\]<$~#]|(?<!\w)_|_(?!\w)|:(?=\w)|&(?=[#\w]+;)")
_CODE = re.compile(r"(`[^`]+`)")


def plain(text: str) -> str:
    """The text with a backslash before all that Markdown could read as its own; line breaks become spaces."""
    return _escaped(" ".join(text.split()))


def message(text: str) -> str:
    """As :func:`plain`, for messages of this program, which write commands between backticks: these stay code."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(part if place % 2 else _escaped(part) for place, part in enumerate(parts))


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text)
