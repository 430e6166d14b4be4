"""Measure accuracy on the project's own gold sets.

python -m evaluation                               print every figure
python -m evaluation --gate                        end with 1 where a figure does not keep its floor
python -m evaluation --raise                       write higher floors where the figures allow them
python -m evaluation --lower NAME --reason WHY     write a lower floor, and why, beside it
python -m evaluation --pin                         the gold files were changed on purpose: write their digests
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from analytics import extract_statements
from analytics.errors import QuotedStanceError
from analytics.stance import SCORERS, Scoring, load_scorer
from evaluation.checklist import checks, measure_checks
from evaluation.floors import FILE, Floors, FloorsError, read_floors, write_floors
from evaluation.gold.reading import CHECKS, FOLDER, STANCES, STATEMENTS, gold_articles, gold_stances
from evaluation.metrics import Measured
from evaluation.stances import measure_stances
from evaluation.statements import Extractor, measure_statements

Measure = Callable[[Path], Measured]


def measure(
    gold: Path, *, extract: Extractor = extract_statements, scorers: Mapping[str, Scoring] | None = None
) -> Measured:
    """Every figure, by "part/name", on the gold files of a folder; all are read before anything is measured."""
    articles, pairs = gold_articles(gold / STATEMENTS), gold_stances(gold / STANCES)
    checklist = checks(gold / CHECKS)
    if scorers is None:
        scorers = {name: load_scorer(name) for name in SCORERS}
    parts = {"statements": measure_statements(articles, extract)}
    parts |= {f"stance {name}": measure_stances(pairs, scorer) for name, scorer in scorers.items()}
    parts |= {f"checklist {name}": measure_checks(checklist, scorer) for name, scorer in scorers.items()}
    figures = {f"{part}/{name}": value for part, made in parts.items() for name, value in made.figures.items()}
    return Measured(figures, tuple(f"{part}, {crash}" for part, made in parts.items() for crash in made.crashes))


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(
        prog="python -m evaluation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = made.add_mutually_exclusive_group()
    what.add_argument("--gate", action="store_true", help="fail where a figure does not keep its floor")
    what.add_argument("--raise", dest="raising", action="store_true", help="write higher floors; lowers none")
    what.add_argument("--lower", metavar="NAME", help="write a lower floor for this figure")
    what.add_argument("--pin", action="store_true", help="write the digests of the gold files as they are now")
    made.add_argument("--reason", default="", help="why the floor is lowered")
    return made


def main(
    arguments: Sequence[str] | None = None, *, measure: Measure = measure, path: Path = FILE, gold: Path = FOLDER
) -> int:
    """Run the command line on the floors in ``path`` and the gold files in ``gold``; 0 where all is well, else 1."""
    line = parser()
    options = line.parse_args(arguments)
    if options.reason and options.lower is None:
        line.error("--reason says why a floor is lowered: it needs --lower")
    try:
        return _run(options, measure, path, gold)
    except (QuotedStanceError, ValueError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1


def _run(options: argparse.Namespace, measure: Measure, path: Path, gold: Path) -> int:
    floors = read_floors(path)
    if options.pin:
        write_floors(floors.pinned(gold), path)
        return 0
    moves = options.raising or options.lower is not None
    changed = floors.changed(gold)
    if changed and (options.gate or moves):
        raise FloorsError("\n".join(changed))
    measured = measure(gold)
    if moves:
        floors = _moved(floors, options, measured.figures)
        write_floors(floors, path)
    complaints = floors.complaints(measured.figures)
    for line in (*changed, *_crashes(measured), *_table(measured.figures, floors), *complaints):
        print(line)
    return 1 if options.gate and complaints else 0


def _moved(floors: Floors, options: argparse.Namespace, figures: Mapping[str, float]) -> Floors:
    if options.raising:
        return floors.raised(figures)
    return floors.lowered(options.lower, figures, reason=options.reason)


def _crashes(measured: Measured) -> list[str]:
    return [f"crashed, counted as missed: {crash}" for crash in measured.crashes]


def _table(figures: Mapping[str, float], floors: Floors) -> list[str]:
    known = floors.floors
    return [
        f"{name:24} {value:.3f}  floor {known[name].floor if name in known else 'none'}"
        for name, value in figures.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
