"""Articles that the user uploads or pastes: read as any other input is, scored one by one so that it can be stopped."""

from __future__ import annotations

import datetime as dt
import json
import re
import tempfile
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

from analytics.errors import ConfigurationError
from analytics.ingest import Notify, read_inputs
from analytics.ingest.readers import suffixes
from analytics.pipeline import tabulate
from analytics.records import Article, Reject
from analytics.speakers import SpeakerBook
from analytics.stages import Analysed, analyse_each
from analytics.targets import TargetBook
from views.state.digest import digest
from views.state.selection import Source

Item = Article | Reject
Scored = Analysed | Reject

PASTED = "pasted text"
_SUFFIX = re.compile(r"(?<=[^/\\])\.\w{1,10}\Z", re.ASCII)
_METADATA = "metadata.csv"


class Using(TypedDict):
    """With what articles are scored."""

    targets: TargetBook
    speakers: SpeakerBook
    scorer: str


class Batch(list[Item]):
    """Articles and rejects that were read together, and under which name each article was read."""

    def __init__(self, items: Iterable[Item] = (), input_of: Callable[[Article], str] = lambda _: "") -> None:
        super().__init__(items)
        self.input_of = input_of


@dataclass(frozen=True)
class Pasted:
    """What the form holds; ``published`` as an ISO date, or ""."""

    text: str
    title: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""


def read_uploads(
    files: Sequence[tuple[str, bytes]], metadata: bytes | None = None, *, notify: Notify | None = None
) -> Batch:
    """Articles and rejects of uploaded files (name, bytes), which are called in them as the user calls them.

    ``notify`` is called with what the user should know of files that are used all the same. Raises
    ConfigurationError for malformed metadata.
    """
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        names = {_store(folder, place, name, data): _shown(name) for place, (name, data) in enumerate(files)}
        described = None if metadata is None else _store(folder, len(files), _METADATA, metadata)
        try:
            read = read_inputs(list(names), metadata=described, names=names, notify=notify)
            return Batch(read, read.input_of)
        except ConfigurationError as error:
            raise ConfigurationError(_METADATA, error.line, error.expected) from error


def read_pasted(pasted: Pasted) -> Batch:
    """The article of the form, or the reject that says why it cannot be used."""
    row = {key: value for key, value in vars(pasted).items() if value}
    found = read_uploads([("pasted.jsonl", json.dumps(row).encode())])
    name = f"pasted text, {dt.datetime.now(tz=dt.UTC):%Y-%m-%d %H:%M:%S} UTC"
    return Batch([replace(one, input=PASTED) if isinstance(one, Reject) else one for one in found], lambda _: name)


def file_types() -> list[str]:
    """What can be uploaded, as the uploader names it: the readers' suffixes without their dot."""
    return [suffix.removeprefix(".") for suffix in suffixes()]


def score_each(items: Iterable[Item], using: Using, pulse: Callable[[], None]) -> Generator[Scored]:
    """The result of each item, worked out in a process of its own, which ends with the iterator.

    ``pulse`` is called several times a second; what it raises ends the work.
    """
    return analyse_each(items, **using, workers=1, pulse=pulse)


def added_source(scored: Sequence[Scored], using: Using) -> Source:
    """All that was added, as the dashboard shows it; ``using`` is with what it was scored."""
    results = tabulate(scored, **using)
    records = [*results.articles.values(), *results.details.values()]
    return Source(results, "added articles", digest(results, records))


def _store(folder: Path, place: int, name: str, data: bytes) -> Path:
    """Write the bytes under a number and the name's suffix: a name may be too long for a file, or lead elsewhere."""
    suffix = _SUFFIX.search(name)
    path = folder / f"{place}{suffix[0] if suffix else ''}"
    path.write_bytes(data)
    return path


def _shown(name: str) -> str:
    """What to call an upload: its name without a path, on one line."""
    base = name.replace("\\", "/").rpartition("/")[2]
    return "".join(char if char.isprintable() else "\ufffd" for char in base) or "file without a name"
