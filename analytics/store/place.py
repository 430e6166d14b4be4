"""Where the workspace of a user lies unless another is named."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def default_path() -> Path:
    """A file in the user's data folder, wherever the system has that."""
    return platformdirs.user_data_path("quoted-stance", appauthor=False) / "workspace.sqlite"
