"""What counts: the kinds of statements, and how often an utterance that several articles repeat."""

from __future__ import annotations

from typing import Literal

from analytics.records import Kind

Counting = Literal["statement", "outlet", "story", "utterance"]
"""What counts as one: every statement; an utterance once for each outlet that has it; once for each story, however many
outlets carry it; once in all."""

SAID: tuple[Kind, ...] = ("direct", "mixed", "indirect")
"""The kinds that count: what was said, not what the article reports as thought or wanted."""
