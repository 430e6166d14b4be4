"""What services export as JSON: a Telegram channel, a response of NewsAPI or Event Registry, a list of articles.

An article is called ``path:N``, the N-th of the file's messages or articles. What is no article (a picture, somebody
who joined) is left alone. Text that the service cut short is read, with a notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Notice
from analytics.ingest.objects import table_of_objects
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.readers.json_export.forms import entries_of
from analytics.ingest.table import articles_of_table

TEXT_CUT = "text cut short by the service, its beginning read"


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    text, notices = source.text(limit=session.limits.file_bytes)
    yield from notices
    found = list(islice(entries_of(text), session.limits.table_rows + 1))
    yield from (Notice(TEXT_CUT, f"{source.name}:{entry.number}") for entry in found if entry.cut)
    table = table_of_objects(((entry.number, entry.found) for entry in found), session)
    yield from articles_of_table(table, source.name, said, session)


READER = Reader((".json",), "an export of Telegram, NewsAPI or Event Registry", _read)
