"""What tests of workspaces share: inputs, a workspace of them, and what a run over all inputs would give."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from analytics.ingest import read_inputs
from analytics.pipeline import tabulate
from analytics.records import Reject
from analytics.speakers import default_book
from analytics.stages import analyse_each
from analytics.store import workspace
from analytics.store.export import csv_bytes
from analytics.tables import TABLES
from analytics.targets import TargetBook, default_targets

TEXT = (
    "Harbour minister Petra Holm met reporters on Monday.\n\n"
    "“The European Union has failed us again and again,” Holm said.\n\n"
    "Her counterpart Mara Velt said that the CSTO was ready to help the port. Day {day} of the talks is over.\n"
)
OTHER_TARGETS = """
targets:
  - key: Port
    label: Port of Norland
    names: [the port]
"""


def other_targets():
    return TargetBook.parse(OTHER_TARGETS.encode(), "targets.yaml")


def written(folder: Path, days=range(1, 4)) -> Path:
    """A folder with an article for each of these days."""
    folder.mkdir(parents=True, exist_ok=True)
    for day in days:
        (folder / f"{day}.txt").write_text(TEXT.format(day=day))
    return folder


def add(path: Path, *inputs: Path, scored=None, notices=None, metadata=None, meanwhile=None, **chosen):
    """Add inputs to the workspace at ``path``; what is scored goes to the list ``scored``, and to ``meanwhile``."""

    def stored(one):
        if scored is not None and not isinstance(one, Reject):
            scored.append(one)
        if meanwhile is not None:
            meanwhile(one)

    with workspace.writing(path, create=True) as connection:
        with workspace.transaction(connection):
            using = workspace.choose(connection, **{"scorer": "vader", **chosen})
        return workspace.add(
            connection,
            read_inputs(inputs, metadata=metadata, notify=(lambda _: None) if notices is None else notices.append),
            using,
            notify=(lambda _: None) if notices is None else notices.append,
            stored=stored,
        )


def changed(path: Path, work):
    """What ``work`` returns, to which the workspace and what it scores with are given; it is made if need be."""
    with workspace.writing(path, create=True) as connection:
        with workspace.transaction(connection):
            using = workspace.choose(connection, scorer="vader")
        return work(connection, using)


def exported(path: Path) -> dict[str, bytes]:
    """The tables of a workspace, as CSV."""
    with workspace.reading(path) as connection:
        return csv_of(workspace.results(connection))


def scored_at_once(*inputs: Path, metadata=None, targets=None) -> dict[str, bytes]:
    """The tables of one run over these inputs, as CSV."""
    used = {"targets": targets or default_targets(), "speakers": default_book(), "scorer": "vader"}
    read = read_inputs(inputs, metadata=metadata)
    return csv_of(tabulate(analyse_each(read, **used, name=read.input_of), **used))


def csv_of(results) -> dict[str, bytes]:
    return {name: csv_bytes(results.table(name)) for name in TABLES}


def faults(path: Path) -> list[str]:
    with workspace.reading(path) as connection:
        return list(workspace.faults(connection))


def entries(path: Path):
    with workspace.reading(path) as connection:
        return list(workspace.entries(connection))


def ids(path: Path) -> list[str]:
    return [entry.article_id for entry in entries(path) if not entry.removed]


def reasons(path: Path) -> Counter:
    with workspace.reading(path) as connection:
        return Counter(reject.reason for reject in workspace.stored_rejects(connection))


def table(path, records):
    """A CSV of records that have the same keys."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, records[0].keys())
    writer.writeheader()
    writer.writerows(records)
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")
    return path
