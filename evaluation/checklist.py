"""How a scorer does, capability by capability: python -m evaluation.checklist [--scorer NAME] [--errors].

The checklist (gold/checklist.txt) holds short statements written by hand, a section for each thing that a scorer must
master: negation, irony, who did what to whom (after Ribeiro et al., "Beyond Accuracy: Behavioral Testing of NLP Models
with CheckList", ACL 2020). A section is ``# its name``, then ``: what it tests``, then lines ``speaker|statement`` with
the marks of :mod:`evaluation.marks`; each marked target is one check. Lines without an empty line between them are a
group: they differ only in names, in their order or in the words that decide, so that who gets all of a group right
reads the sentence, and not the names in it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analytics.records import Label, StanceQuery
from analytics.stance import DEFAULT_SCORER, SCORERS, Scoring, load_scorer
from evaluation.gold.reading import CHECKS, FOLDER, LABEL_OF
from evaluation.marks import read_marks
from evaluation.metrics import Measured, share
from evaluation.rows import MalformedRowError
from evaluation.stances import scored


@dataclass(frozen=True, slots=True)
class Check:
    """One target in one line: the labels that count as right, the capability it tests, and its group, by the number
    of the group's first line."""

    line: int
    group: int
    capability: str
    query: StanceQuery
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A check and what a scorer said; None where it crashed."""

    check: Check
    said: Label | None

    @property
    def right(self) -> bool:
        """Whether that is one of the labels of the check."""
        return self.said in self.check.labels


def checks(path: Path = FOLDER / CHECKS) -> list[Check]:
    """The checks of a file. Raises MalformedRowError, which names the line; ValueError where there is nothing."""
    found = list(_checks(path))
    if not found:
        raise ValueError(f"{path} holds nothing to measure on")
    if len({check.query for check in found}) < len(found):
        raise ValueError(f"{path}: a statement stands there twice, and would count twice")
    return found


def _checks(path: Path) -> Iterator[Check]:
    capability, group, empty, described = "", 0, True, False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("# "):
            capability, described = line[2:].strip(), False
        elif line.startswith(": "):
            described = True
        elif line.strip():
            if not capability or not described:
                raise MalformedRowError(f"{path}, line {number}: a section needs '# its name' and ': what it tests'")
            group = number if empty else group
            try:
                yield from _line(line, number, group, capability)
            except ValueError as error:
                raise MalformedRowError(f"{path}, line {number}: {error}") from error
        empty = not line.strip() or line.startswith((": ", "# "))


def _line(line: str, number: int, group: int, capability: str) -> Iterator[Check]:
    speaker, bar, marked = line.partition("|")
    if not bar:
        raise ValueError("a line is 'speaker|statement'")
    statement = read_marks(marked.strip(), speaker=speaker.strip())
    for target, stances in statement.targets:
        query = StanceQuery(statement.text, target, statement.source, statement.speaker)
        yield Check(number, group, capability, query, tuple(LABEL_OF[stance] for stance in stances))


def measure_checks(found: Sequence[Check], scorer: Scoring) -> Measured:
    """``right``: the share of checks with a right label, as the tables count it.

    One on which ``scorer`` raises is wrong.
    """
    done, crashes = check_all(found, scorer)
    return Measured({"right": _right(done)}, crashes)


def check_all(found: Sequence[Check], scorer: Scoring) -> tuple[list[Checked], tuple[str, ...]]:
    """What a scorer says on each check, and what it raised."""
    scores, crashes = scored([(f"in line {check.line}", check.query) for check in found], scorer)
    said = [score.counted if score else None for score in scores]
    return [Checked(check, label) for check, label in zip(found, said, strict=True)], crashes


def _right(done: Sequence[Checked]) -> float:
    return share(sum(one.right for one in done), len(done))


def groups(done: Iterable[Checked]) -> list[bool]:
    """For each group of two lines or more, whether all of it is right."""
    by_group: dict[int, list[Checked]] = {}
    for one in done:
        by_group.setdefault(one.check.group, []).append(one)
    return [all(one.right for one in group) for group in by_group.values() if len({o.check.line for o in group}) > 1]


def report(done: Sequence[Checked]) -> Iterator[str]:
    """A line for each capability, and one over all: checks, share right, groups, share of groups wholly right."""
    yield f"{'capability':28} checks  right  groups  wholly right"
    for name in dict.fromkeys(one.check.capability for one in done):
        yield _row(name, [one for one in done if one.check.capability == name])
    yield _row("all", done)


def _row(name: str, done: Sequence[Checked]) -> str:
    whole = groups(done)
    consistent = f"{share(sum(whole), len(whole)):.3f}" if whole else "-"
    return f"{name:28} {len(done):6}  {_right(done):.3f}  {len(whole):6}  {consistent:>12}"


def errors(done: Iterable[Checked]) -> Iterator[str]:
    """A line for each check that is wrong: where it stands, what was said and what is right, and the statement."""
    for one in done:
        if not one.right:
            text, (start, end) = one.check.query.text, one.check.query.target
            shown = f"{text[:start]}⟦{text[start:end]}⟧{text[end:]}"
            wanted = " or ".join(one.check.labels)
            yield f"{one.check.line}, {one.check.capability}: {one.said or 'crashed'}, not {wanted}: {shown}"


def main(arguments: Sequence[str] | None = None, *, load: Callable[[str], Scoring] = load_scorer) -> None:
    """Measure one scorer and print how it does."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.checklist", description=__doc__.partition("\n")[0])
    parser.add_argument("--scorer", choices=SCORERS, default=DEFAULT_SCORER)
    parser.add_argument("--errors", action="store_true", help="print each check that is wrong, too")
    options = parser.parse_args(arguments)
    done, crashes = check_all(checks(), load(options.scorer))
    for line in (*report(done), *crashes, *(errors(done) if options.errors else ())):
        print(line)


if __name__ == "__main__":
    main()
