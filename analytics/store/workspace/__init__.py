"""A workspace: one SQLite file that grows, with the articles, what was found in them, and what found it.

:mod:`.schema` has the tables of the file, :mod:`.file` opens it for readers and for writers, who take turns,
:mod:`.rows` turns records into rows and back, :mod:`.runs` says what a score was made with, :mod:`.adding` and
:mod:`.renewing` score what is not scored yet, :mod:`.contents` reads, :mod:`.changing` corrects, removes and undoes,
and :mod:`.verifying` compares all of it with itself; :mod:`.files` remembers what was read, :mod:`.searching`
finds words, which :mod:`.indexing` keeps at hand, and :mod:`.alike` tells versions and stories.
"""

from analytics.store.workspace.adding import Added, add
from analytics.store.workspace.changing import Change, changes, edit, keep, merge_outlets, outlets_of, remove, undo
from analytics.store.workspace.contents import Counts, Entry, counts, entries, results
from analytics.store.workspace.file import Watch, reading, side_files, transaction, writing
from analytics.store.workspace.files import known_keys, remember, states, unchanged
from analytics.store.workspace.rejects import stored_rejects
from analytics.store.workspace.renewing import Renewed, rescore
from analytics.store.workspace.runs import Using, choose, in_force
from analytics.store.workspace.searching import Found, search
from analytics.store.workspace.verifying import faults

__all__ = [
    "Added",
    "Change",
    "Counts",
    "Entry",
    "Found",
    "Renewed",
    "Using",
    "Watch",
    "add",
    "changes",
    "choose",
    "counts",
    "edit",
    "entries",
    "faults",
    "in_force",
    "keep",
    "known_keys",
    "merge_outlets",
    "outlets_of",
    "reading",
    "remember",
    "remove",
    "rescore",
    "results",
    "search",
    "side_files",
    "states",
    "stored_rejects",
    "transaction",
    "unchanged",
    "undo",
    "writing",
]
