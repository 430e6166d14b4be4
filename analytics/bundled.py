"""Where the files lie that come with the project and are no code: the one place that knows.

In a checkout they lie beside the package; a wheel carries the same tree inside it, as ``analytics/_bundled``
(see pyproject.toml), so that an installed package needs nothing else.
"""

from __future__ import annotations

import re
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSIDE = _PACKAGE / "_bundled"

ROOT = _INSIDE if _INSIDE.is_dir() else _PACKAGE.parent
"""The folder that all of them lie in."""
DATA = ROOT / "data"
MODELS = DATA / "models"
TARGETS = DATA / "targets.yaml"
SPEAKERS = DATA / "speakers.yaml"
README = ROOT / "README.md"
CITATION = ROOT / "CITATION.cff"
DASHBOARD = ROOT / "dashboard.py"
"""The app's script; its pages are in views/, its settings in .streamlit/, both beside it."""

RESTORE = "install the package again" if ROOT == _INSIDE else f"restore it (`git checkout -- {ROOT}`)"
"""What to do where one of them is missing or damaged."""


def version() -> str:
    """The version of this software. It stands in CITATION.cff alone, where the build reads it too."""
    (found,) = re.findall(r"^version: (\S+)$", CITATION.read_text(encoding="utf-8"), re.MULTILINE)
    return str(found)
