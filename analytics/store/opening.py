"""Results wherever they are kept: a folder that a run wrote, or a workspace."""

from __future__ import annotations

from pathlib import Path

from analytics.analysis.results import Results
from analytics.store import workspace
from analytics.store.results import read_results


def is_workspace(path: Path) -> bool:
    """True where a path is to be opened as a workspace: it names a file."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def open_results(path: Path) -> Results:
    """The results that lie at ``path``. Raises StoreError as :func:`read_results` and :func:`workspace.results` do."""
    if not is_workspace(path):
        return read_results(path)
    with workspace.reading(path) as connection:
        return workspace.results(connection)
