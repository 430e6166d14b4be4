"""Transcripts and interviews: turns of direct speech, each with the label of who speaks in front ("VELT: ...")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analytics.quotes.rules.labels import Label, label_at_front, labels_inside
from analytics.records import Attribution, Span
from analytics.text.document import Document
from analytics.text.subtitles import VOICE

_FEWEST_TURNS = 4
_FEWEST_OF_QUESTIONS = 3  # where those of one label are all questions; two where the other label is a name of the text
_LONGEST_GAP = 3  # paragraphs without a label between two turns
_LONGEST_QUESTION = 400  # characters of a question that has no label itself
_CONFIDENCE = 0.9
_BOLD = "*_"


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, or what follows a label inside one."""

    span: Span
    label: Label | None = None


def turns(text: str, paragraphs: Sequence[Span]) -> list[tuple[Attribution, Span]]:
    """The turns of the transcripts in an article, each with the span of the text that it fills.

    A transcript is a run of at least four labels in which two come back, of questions and answers, or of one label's
    questions and another's answers: an article in which "Note: ..." or "Score: ..." stands once or twice holds none.
    Labels stand at the front of paragraphs, or of sentences inside one. Paragraphs without a label go on with the turn
    before, but for a question to who speaks before and after it.
    """
    parts = [part for span in paragraphs for part in _parts(text, span)]
    if len(parts) > 1 and not parts[1].label:  # a headline: "Velt: the bridge is safe"
        parts[0] = _Part(parts[0].span)
    found: list[tuple[Attribution, Span]] = []
    for run in _runs(parts):
        if _is_transcript(text, run):
            found += [_attribution(*turn) for turn in _turns(text, run)]
    return found


def voices(document: Document) -> list[tuple[Attribution, Span]]:
    """What the tags of subtitles give to somebody ("<v Mara Velt>..."), each with the span that it fills."""
    found: list[tuple[Attribution, Span]] = []
    for start, end in (block.span for block in document.blocks):
        tag = VOICE.match(document.text, start, end)
        if tag and tag.end() < end:
            said = Attribution(((tag.end(), end),), tag.span(1), None, "direct", _CONFIDENCE)
            found.append((said, (start, end)))
    return found


def _parts(text: str, paragraph: Span) -> Iterator[_Part]:
    """A paragraph, cut at the labels inside it where these make a transcript by themselves."""
    labels = list(labels_inside(text, paragraph))
    ends = [_without_space(text, label.begin) for label in labels[1:]]
    inside = [_Part((label.begin, end), label) for label, end in zip(labels, [*ends, paragraph[1]], strict=False)]
    if not _is_transcript(text, inside):
        yield _Part(paragraph, label_at_front(text, paragraph))
        return
    if paragraph[0] < labels[0].begin:
        yield _Part((paragraph[0], labels[0].begin))
    yield from inside


def _without_space(text: str, end: int) -> int:
    while text[end - 1].isspace():
        end -= 1
    return end


def _runs(parts: Sequence[_Part]) -> Iterator[list[_Part]]:
    """Where transcripts may stand: from a label to the last one that is near enough to the one before."""
    labelled = [number for number, part in enumerate(parts) if part.label]
    first = 0
    for place, number in enumerate(labelled):
        if place + 1 == len(labelled) or labelled[place + 1] - number > _LONGEST_GAP + 1:
            yield list(parts[labelled[first] : number + 1])
            first = place + 1


def _turns(text: str, run: Sequence[_Part]) -> Iterator[tuple[Label, Span]]:
    """The turns of a run: each label with the words from it to the next, without questions that have no label."""
    labelled = [(number, part.label) for number, part in enumerate(run) if part.label]
    for (start, label), (end, following) in pairwise([*labelled, (len(run), None)]):
        if label is None:
            continue
        goes_on = following is not None and following.key == label.key
        last = end - (goes_on and end - start > 1 and _is_question(text, run[end - 1].span))
        plain = next((number for number in range(start + 1, last) if _is_bold(text, run[number].span)), last)
        yield label, (run[start].span[0], run[plain - 1].span[1])


def _is_transcript(text: str, run: Sequence[_Part]) -> bool:
    labels = [part.label for part in run if part.label]
    times = Counter(label.key for label in labels)
    if len(labels) < 2:
        return False
    if any(label.asks for label in labels) and any(label.answers for label in labels):
        return True
    if len(times) == 1:  # an interview in which only the answers have a label
        return all(_follows_question(text, label.begin) for label in labels[1:])
    returning = sum(count > 1 for count in times.values())
    if len(labels) >= _FEWEST_TURNS and returning > 1 and all(label.certain for label in labels):
        return True
    if len(times) != 2 or not _one_asks(text, run):
        return False
    named = all(label.certain for label in labels) and text.count(text[slice(*labels[-1].name)]) > 1
    return named if len(labels) < _FEWEST_OF_QUESTIONS else returning > 0


def _one_asks(text: str, run: Sequence[_Part]) -> bool:
    """True where all turns of one label are questions, and not those of the other."""
    asked: dict[str, bool] = {}
    for label, span in _turns(text, run):
        asked[label.key] = asked.get(label.key, True) and text[span[1] - 1] == "?"
    return len(set(asked.values())) > 1


def _is_question(text: str, span: Span) -> bool:
    return span[1] - span[0] <= _LONGEST_QUESTION and text[slice(*span)].rstrip(_BOLD).endswith("?")


def _follows_question(text: str, place: int) -> bool:
    """True where a question stands in front, be it in a heading."""
    return text[max(0, place - _LONGEST_QUESTION) : place].rstrip().rstrip(_BOLD).endswith("?")


def _is_bold(text: str, span: Span) -> bool:
    return text[span[0]] in _BOLD and text[span[1] - 1] in _BOLD


def _attribution(label: Label, span: Span) -> tuple[Attribution, Span]:
    content = ((label.end, span[1]),)
    return Attribution(content, label.name, label.mark, "direct", _CONFIDENCE, turn=True), span
