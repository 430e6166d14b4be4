"""The floors: floors.json says how low a figure may stand, what was measured then, and on which gold files."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

FILE = Path(__file__).parent / "floors.json"
SLACK = 0.01
"""So far under what was measured a floor stands: processors differ a little in how they multiply integers."""


class FloorsError(ValueError):
    """Floors that are malformed, or that were asked for something they do not allow; says what to do."""


@dataclass(frozen=True, slots=True)
class Floor:
    """How low one figure may stand, what was measured when that was set, and why it was lowered if it was."""

    floor: float
    measured: float
    lowered: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.floor <= self.measured <= 1:
            raise FloorsError(f"floor {self.floor} of measured {self.measured}: needed are 0 <= floor <= measured <= 1")
        if self.floor < _beneath(self.measured):
            raise FloorsError(f"floor {self.floor} is more than {SLACK} under what was measured, {self.measured}")


def floor_under(measured: float, *, lowered: str = "") -> Floor:
    """The floor that a figure gets: SLACK under it, to four digits."""
    known = _down(measured)
    return Floor(_beneath(known), known, lowered)


def _down(value: float) -> float:
    """Rounded down to four digits; what floating point adds far behind them is no digit."""
    return math.floor(round(value * 1e4, 6)) / 1e4


def _beneath(measured: float) -> float:
    return max(0.0, round(_down(measured) - SLACK, 4))


@dataclass(frozen=True, slots=True)
class Floors:
    """``gold``: SHA-256 of each gold file by its name; ``floors``: a floor for each figure by its name."""

    gold: Mapping[str, str]
    floors: Mapping[str, Floor]

    def changed(self, folder: Path) -> list[str]:
        """What to do about each gold file in ``folder`` that is not the one on which the floors were measured."""
        now = digests(folder, self.gold)
        return [
            f"{folder / name} is not the file on which the floors were measured: restore it, or, where the change is "
            "meant, run `python -m evaluation --pin` and say why in the commit"
            for name, digest in self.gold.items()
            if now[name] != digest
        ]

    def complaints(self, figures: Mapping[str, float]) -> list[str]:
        """Why the figures do not pass; nothing where they do."""
        missing = [f"{name}: has a floor and is not measured" for name in self.floors.keys() - figures.keys()]
        return sorted(missing) + [line for name, value in figures.items() for line in self._complaint(name, value)]

    def _complaint(self, name: str, value: float) -> list[str]:
        floor = self.floors.get(name)
        if math.isnan(value):
            return [f"{name}: is not a number"]
        if floor is None:
            return [f"{name}: has no floor; `python -m evaluation --raise` gives it one"]
        if value < floor.floor:
            return [f"{name}: {value:.4f} is below its floor, {floor.floor}"]
        # Another processor may stand SLACK above what was measured as well as under it: more than that is progress.
        if value > floor.floor + 2 * SLACK + 1e-4:
            return [f"{name}: {value:.4f} is far above its floor, {floor.floor}; run `python -m evaluation --raise`"]
        return []

    def raised(self, figures: Mapping[str, float]) -> Floors:
        """These floors, each as high as the figures now allow; none is lowered."""
        _without_nan(figures)
        allowed = {name: floor_under(value) for name, value in figures.items()}
        higher = {n: f for n, f in allowed.items() if n not in self.floors or f.floor > self.floors[n].floor}
        return replace(self, floors={**self.floors, **higher})

    def lowered(self, name: str, figures: Mapping[str, float], *, reason: str) -> Floors:
        """These floors with one lowered to what is measured now, and the reason beside it."""
        _without_nan(figures)
        if not reason.strip():
            raise FloorsError("a floor is lowered for a reason: give it with --reason")
        if name not in self.floors or name not in figures:
            raise FloorsError(f"there is no floor {name!r}; there are: {', '.join(self.floors)}")
        lower = floor_under(figures[name], lowered=reason.strip())
        if lower.floor >= self.floors[name].floor:
            raise FloorsError(f"{name}: the floor, {self.floors[name].floor}, needs no lowering at {figures[name]:.4f}")
        return replace(self, floors={**self.floors, name: lower})

    def pinned(self, folder: Path) -> Floors:
        """These floors for the gold files as they are in ``folder``."""
        return replace(self, gold=digests(folder, self.gold))


def _without_nan(figures: Mapping[str, float]) -> None:
    if unusable := [name for name, value in figures.items() if math.isnan(value)]:
        raise FloorsError(f"no floor stands on what is not a number: {', '.join(unusable)}")


def digests(folder: Path, names: Mapping[str, str]) -> dict[str, str]:
    """The SHA-256 of each named file of a folder; "" where there is none."""
    paths = {name: folder / name for name in names}
    return {n: hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "" for n, path in paths.items()}


def read_floors(path: Path = FILE) -> Floors:
    """The floors of a file. Raises FloorsError where it is malformed."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Floors(dict(found["gold"]), {name: Floor(**floor) for name, floor in found["floors"].items()})
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise FloorsError(f"{path} is malformed, restore it: {error!r}") from error


def write_floors(floors: Floors, path: Path = FILE) -> None:
    """Write what :func:`read_floors` reads."""
    kept = {name: {k: v for k, v in asdict(floor).items() if v != ""} for name, floor in floors.floors.items()}
    written = json.dumps({"gold": dict(floors.gold), "floors": kept}, indent=2, ensure_ascii=False)
    path.write_text(written + "\n", encoding="utf-8")
