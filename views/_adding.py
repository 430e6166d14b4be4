"""Articles that the user uploads or pastes: read as any other input is, scored one by one so that it can be stopped."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.ingest import read_inputs
from analytics.pipeline import Analysed, analyse_batch, tabulate
from analytics.records import Article, Reject
from views._data import as_results
from views._digest import digest
from views._selection import Source

Item = Article | Reject
Scored = Analysed | Reject

FILE_TYPES = ("txt", "html", "htm", "csv", "jsonl")


@dataclass(frozen=True)
class Pasted:
    """What the form holds; ``published`` as an ISO date, or ""."""

    text: str
    title: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""


def read_uploads(files: Sequence[tuple[str, bytes]], metadata: bytes | None = None) -> list[Item]:
    """Articles and rejects of uploaded files (name, bytes). Raises ConfigurationError for malformed metadata."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        paths = [_store(folder / str(place), name, data) for place, (name, data) in enumerate(files)]
        described = _store(folder, "metadata.csv", metadata) if metadata is not None else None
        found = list(read_inputs(paths, metadata=described))
    return [_named(one, folder) for one in found]


def read_pasted(pasted: Pasted) -> list[Item]:
    """The article of the form, or the reject that says why it cannot be used."""
    row = {key: value for key, value in vars(pasted).items() if value}
    found = read_uploads([("pasted.jsonl", json.dumps(row).encode())])
    return [replace(one, input="pasted text") if isinstance(one, Reject) else one for one in found]


def score_each(items: Iterable[Item], scorer: str) -> Iterator[list[Scored]]:
    """The results so far, after each item."""
    done: list[Scored] = []
    for item in items:
        done = [*done, *analyse_batch([item], scorer=scorer)]
        yield done


def added_source(scored: Sequence[Scored], scorer: str) -> Source:
    """All that was added, as the dashboard shows it."""
    analysis = tabulate(scored)
    results = as_results(analysis, list(analysis.rejects))
    records = [*results.articles.values(), *results.details.values()]
    return Source(results, "added articles", digest(results, scorer, records), scorer=scorer)


def _store(folder: Path, name: str, data: bytes) -> Path:
    """Write the bytes under the file's own name, without any path that it may bring."""
    folder.mkdir(exist_ok=True)
    path = folder / (Path(name.replace("\\", "/")).name or "unnamed")
    path.write_bytes(data)
    return path


def _named(item: Item, folder: Path) -> Item:
    """A reject that names the upload, not where it lay for a moment."""
    if isinstance(item, Article):
        return item
    return replace(item, input="/".join(Path(item.input).relative_to(folder).parts[1:]))
