"""The record of a run: what made a set of results."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import analytics


def _now() -> str:
    return dt.datetime.now(tz=dt.UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Run:
    """What a run says of itself.

    ``scored`` is when, as ISO date and time; ``version`` that of this program; ``options`` are as they were given;
    ``weights`` holds the SHA-256 of each file of each model that was used; ``counts`` how many rows each table has,
    and how many articles there are; ``files`` the SHA-256 of every other file of the folder, by its name, among them
    the ``targets.yaml`` and ``speakers.yaml`` that were used.
    """

    scorer: str = ""
    scored: str = field(default_factory=_now)
    version: str = analytics.__version__
    options: Mapping[str, Any] = field(default_factory=dict)
    weights: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    platform: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def targets(self) -> str:
        """The SHA-256 of the targets that were used, "" where they were not kept."""
        return self.files.get("targets.yaml", "")

    @property
    def speakers(self) -> str:
        """The SHA-256 of the known speakers that were used, "" where they were not kept."""
        return self.files.get("speakers.yaml", "")
