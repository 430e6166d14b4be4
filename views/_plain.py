"""Text from the data among Streamlit's Markdown: names, paths and messages are shown as they are written."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*\[\]<$~#]|(?<!\w)_|_(?!\w)|:(?=\w)|&(?=[#\w]+;)")


def plain(text: str) -> str:
    """The text with a backslash before all that Markdown could read as its own; line breaks become spaces."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
