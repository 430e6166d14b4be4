"""The transcripts of an article as its speakers are resolved: where their turns stand, and whose are questions only."""

from __future__ import annotations

from collections.abc import Sequence

from analytics.records import Attribution
from analytics.text.spans import SpanIndex


class Transcript:
    """The turns that have labels."""

    def __init__(self, text: str, attributions: Sequence[Attribution]) -> None:
        turns = [(a.source, a.content[-1][1]) for a in attributions if a.turn and a.source]
        self._turns = SpanIndex([(source[0], end) for source, end in turns])
        self._asks: dict[str, bool] = {}
        for source, end in turns:
            label = text[slice(*source)].casefold()
            self._asks[label] = self._asks.get(label, True) and text[end - 1] == "?"

    def covers(self, offset: int) -> bool:
        """True where a turn or its label stands at ``offset``."""
        return self._turns.covers(offset)

    def only_asks(self, label: str) -> bool:
        """True where every turn of a label is a question."""
        return self._asks.get(label.casefold(), False)
