"""What services export as JSON: a Telegram channel, a response of NewsAPI or Event Registry, a list of articles.

An article is called ``path:N``, the N-th of the file's messages or articles. What is no article (a picture, somebody
who joined) is left alone. Text that the service cut short is read, with a notice.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.decode import decode
from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Notice
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.readers.json_export.forms import entries
from analytics.ingest.rows import item_of

TEXT_CUT = "text cut short by the service, its beginning read"


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    text = decode(source.data(limit=session.limits.file_bytes))
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:  # nesting is bounded by the interpreter's stack
        raise InputError(reasons.BROKEN_JSON, f"not JSON: {error}") from error
    for entry in entries(found):
        name = f"{source.name}:{entry.number}"
        if entry.cut:
            yield Notice(TEXT_CUT, name)
        yield item_of(name, entry.values, said)


READER = Reader((".json",), "an export of Telegram, NewsAPI or Event Registry", _read)
