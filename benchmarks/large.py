"""Large inputs of odd shapes, none of which may cost more than its size is worth: seconds and memory of ``score``.

Run by ``make bench``, or alone: ``python -m benchmarks.large [NAME ...]``. Each input is scored in a process of its
own, with VADER, so that what is measured is finding statements, speakers and mentions. Prints for each the seconds
that passed, those of them that a processor worked, the peak of memory, and how many statements were found. Exit status
1 where the work or the memory is over its bound, or an input was not used.
"""

from __future__ import annotations

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

MOST_SECONDS = 15.0
MOST_MEGABYTES = 1_000.0

_BEGIN = "Mara Velt said on Monday that the harbour of Marsk would open in May. "
_ENGLISH = _BEGIN * 300  # what the language is judged by
_MARKED = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("‘", "’"), ("''", "''"))


def _each(count: int, line: Callable[[int], str], between: str = " ") -> str:
    return between.join(map(line, range(count)))


def _name(number: int) -> str:
    """A name for each number, of letters alone."""
    front, middle, back = "BDFGHKLMNPRSTV", "aeiou", ("lan", "ric", "bert", "mund", "wen", "dor")
    rest, first = divmod(number, len(front))
    rest, second = divmod(rest, len(middle))
    rest, third = divmod(rest, len(back))
    other = f"{front[rest % 14]}{middle[rest // 14 % 5]}{back[rest // 70 % 6]}"
    return f"{front[first]}{middle[second]}{back[third]} {other}{back[number % 6]}"


def _any(signs: str, count: int) -> str:
    """Signs that come in no order: what follows a sign is not always the same."""
    return "".join(signs[number * number % 1009 * (number % 7919) % len(signs)] for number in range(count))


def _nested(count: int) -> str:
    return "".join(f"{opening}Orrin said " for _ in range(count) for opening, _ in _MARKED)


INPUTS: Mapping[str, Callable[[], str]] = {
    "statements": lambda: "She said no. " * 18_000 + "The EU said that the harbour is open.",
    "statements-that": lambda: _BEGIN + "She said that. " * 12_000,
    "long-words": lambda: _ENGLISH + "a" * 450_000,
    "dots": lambda: _BEGIN + "." * 300_000,
    "spaces": lambda: _BEGIN + "Velt" + " " * 300_000 + ". " + "Holm said" + " " * 100_000 + "no.",
    "dashes": lambda: _BEGIN + "-—" * 150_000,
    "brackets": lambda: _BEGIN + "([" * 150_000 + ")" * 100_000,
    "commas": lambda: _BEGIN + "yes, " * 80_000,
    "digits": lambda: _BEGIN + "2024 " * 80_000,
    "signs": lambda: _BEGIN + _any(".,;:!?…-–—()[]\"'“”„«»0123456789 ", 400_000),
    "capitals": lambda: _ENGLISH + _any("ABC DEFG HIJK LMNO PQRS TUVW XYZ ", 100_000),
    "marks": lambda: _BEGIN + '"' * 400_000,
    "short-lines": lambda: _BEGIN + "\nb" * 200_000,
    "short-lines-apart": lambda: _ENGLISH + _each(40_000, lambda n: f"No {n}", "\n\n"),
    "nested-marks": lambda: _BEGIN + _nested(3_000),
    "paragraphs-left-open": lambda: _each(4_000, lambda n: f"“The EU broke its word number {n}, we think.", "\n\n"),
    "quotations-alone": lambda: _BEGIN + "“It is late.” " * 15_000,
    "quotations-in-one-paragraph": lambda: _each(3_500, lambda n: f"“The EU is late by {n} days,” Mara Velt said."),
    "quotations": lambda: _each(3_500, lambda n: f"“Azerbaijan paid {n} crowns,” Velt said.", "\n\n"),
    "no-full-stop": lambda: "Mara Velt said that the CSTO had kept away and " * 2_000,
    "no-full-stop-quotations": lambda: "Velt said “the CSTO is away” and Holm said “the EU is here” and " * 1_500,
    "one-paragraph": lambda: (_BEGIN + "The mayor said that the pier would follow. ") * 2_000,
    "one-name": lambda: _BEGIN + "Velt met Mara Velt. Mr Velt said that Velt had left. " * 4_000,
    "names": lambda: _ENGLISH + _each(5_000, lambda n: f"{_name(n)} said that the pier was late."),
    "namesakes": lambda: _ENGLISH + _each(4_000, lambda n: f"{_name(n).split()[0]} Velt met Velt, who said no."),
    "names-in-one-sentence": lambda: _ENGLISH + "Among them were " + _each(8_000, _name, ", ") + ", he said.",
    "pronouns": lambda: _BEGIN + "He said that she had said that they had said it was late. " * 5_000,
    "roles": lambda: _BEGIN + "The minister said that the company said that the ministry said it was late. " * 3_500,
    "many-roles": lambda: (
        _ENGLISH + _each(3_000, lambda n: f"The minister of {_name(n)}, {_name(n + 1)}, met the union chief.")
    ),
    "kin": lambda: (
        _ENGLISH + _each(3_000, lambda n: f"{_name(n)} met Mara {_name(n).split()[1]}. His wife said that he left.")
    ),
    "titles": lambda: _BEGIN + "President Minister Chairman King Doctor Velt said no. " * 6_000,
    "targets-in-one-sentence": lambda: _BEGIN + "Velt said " + "the EU and Azerbaijan and the bloc and " * 5_000,
    "transcript": lambda: _each(10_000, lambda n: f"{'VELT' if n % 2 else 'HOLM'}: The EU is late by {n} days.", "\n"),
    "acronyms": lambda: _ENGLISH + _each(8_000, lambda n: f"The {_name(n)[:4].upper()} said no."),
}
"""The inputs by name; each is legal text."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds that passed, seconds of work, peak in megabytes; -1 statements: it was not used."""

    seconds: float
    worked: float
    megabytes: float
    statements: int

    @property
    def is_over(self) -> bool:
        """Whether it is beyond the bounds."""
        return self.worked > MOST_SECONDS or self.megabytes > MOST_MEGABYTES or self.statements < 0


def cost(text: str) -> Cost:
    """Score a text in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder, "large.txt"), Path(folder, "out")
        source.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "analytics", "score", str(source), "--out", str(out), "--scorer", "vader"]
        began = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        found = -1 if process.returncode else sum(1 for _ in _rows(out / "statements.csv"))
        return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, found)


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def main() -> int:
    """Measure and print; 1 where something is over."""
    over = 0
    for name in sys.argv[1:] or INPUTS:
        text = INPUTS[name]()
        one = cost(text)
        over += one.is_over
        what = f"{one.statements:6} statements" if one.statements >= 0 else "NOT USED"
        size = f"{name:28} {len(text) / 1000:5.0f} kB {one.seconds:6.1f} s {one.worked:6.1f} s of work"
        print(f"{size} {one.megabytes:5.0f} MB {what}{' OVER' if one.is_over else ''}", flush=True)
    print(f"{over} over {MOST_SECONDS:.0f} s of work or {MOST_MEGABYTES:.0f} MB")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
