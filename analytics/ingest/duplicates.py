"""Articles given twice: the same text of the same outlet and date, or the same ``article_id``.

White space is folded, case is kept. The same text at two outlets is no duplicate: who carries whose words is what
this project counts.
"""

from __future__ import annotations

import hashlib

from analytics.ingest.characters import one_line
from analytics.records import Article


class Seen:
    """What came before: ask once for each article, in order. Keeps 32 bytes and a name for each."""

    def __init__(self) -> None:
        self._contents: dict[bytes, str] = {}
        self._ids: dict[str, str] = {}
        self._keys: dict[str, tuple[str, ...]] = {}

    def input_of(self, article: Article) -> str:
        """The name under which an article was kept; ``""`` where it was not."""
        return self._ids.get(article.id, "")

    def keys_of(self, article: Article) -> tuple[str, ...]:
        """The keys under which an article was kept."""
        return self._keys.get(article.id, ())

    def earlier(self, article: Article, name: str, keys: tuple[str, ...] = ()) -> str:
        """A sentence that names the input that this article repeats; ``""`` where it is new, and then kept."""
        content = fingerprint(article)
        if content in self._contents:
            return f"the same text, outlet and date as {self._contents[content]}"
        if article.id in self._ids:
            return f"the same article_id as {self._ids[article.id]}: {article.id[:80]}"
        self._contents[content] = name
        self._ids[article.id] = name
        if keys:
            self._keys[article.id] = keys
        return ""


def fingerprint(article: Article) -> bytes:
    """A digest of the text, its white space folded, the outlet and the date."""
    folded = one_line(article.text)
    parts = (folded, article.outlet, str(article.published))
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
