"""What is English: word lists as data files, each read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

_HERE = Path(__file__).resolve().parent


@cache
def word_sets(name: str, *, language: str = "en") -> dict[str, frozenset[str]]:
    """The word lists of ``<language>/<name>.yaml``, by their names; in the file each is a line of words."""
    lists = yaml.safe_load((_HERE / language / f"{name}.yaml").read_text(encoding="utf-8"))
    return {key: frozenset(words.split()) for key, words in lists.items()}
