"""Results wherever they are kept: a folder that a run wrote, or a workspace."""

from __future__ import annotations

from pathlib import Path

from analytics.analysis.results import Results
from analytics.store.results import read_results
from analytics.store.workspace import snapshot


def is_workspace(path: Path) -> bool:
    """True where a path is to be opened as a workspace: it names a file."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def open_results(path: Path) -> Results:
    """The results that lie at ``path``. Raises StoreError as :func:`read_results` and :func:`.snapshot.opened` do."""
    if not is_workspace(path):
        return read_results(path)
    return snapshot.opened(path)
