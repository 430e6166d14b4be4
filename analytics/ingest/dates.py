"""The day on which an article was published: how it is read, and which days are believed."""

from __future__ import annotations

import datetime as dt

from analytics.errors import InputError
from analytics.ingest import reasons

EARLIEST = dt.date(1800, 1, 1)
"""An article with an earlier date was not published then: the date stands for "unknown" (0001-01-01), or is a slip."""
AHEAD = dt.timedelta(days=2)
"""How far after today a date is believed: zones differ by a day, and an issue may bear the next day's date."""


def parse_date(text: str) -> dt.date | None:
    """The day of an ISO date or datetime, in the zone that it is written in; None for an empty text.

    Raises InputError (bad-date).
    """
    stripped = text.strip()
    if not stripped:
        return None
    try:
        return dt.datetime.fromisoformat(stripped).date()
    except ValueError:
        expected = "not an ISO date such as 2023-04-05 or 2023-04-05T09:30:00Z"
        raise InputError(reasons.BAD_DATE, f"published is {stripped[:40]!r}: {expected}") from None


def is_believed(day: dt.date, *, today: dt.date | None = None) -> bool:
    """True where an article can have been published on this day; ``today`` is by default the day in UTC."""
    return EARLIEST <= day <= (today or dt.datetime.now(dt.UTC).date()) + AHEAD
