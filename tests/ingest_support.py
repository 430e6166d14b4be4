"""What tests of reading share: an article, and what comes of one file."""

from __future__ import annotations

from pathlib import Path

from analytics.ingest import read_inputs
from analytics.records import Article, Reject

ENGLISH = (
    "Harbour minister Orla Venn said on Monday that the talks with the Northern League would go on next week.\n\n"
    "“We have not given up,” she told reporters at the port, and thanked the League for its patience.\n"
)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only(path: Path, **options) -> Article | Reject:
    (item,) = read_inputs([path], **options)
    return item


def reject_of(path: Path, **options) -> tuple[str, str]:
    item = only(path, **options)
    assert isinstance(item, Reject)
    assert item.input == str(path)
    return item.reason, item.detail
