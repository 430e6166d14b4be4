"""The day on which an article was published: how it is read, and which days are believed.

A date that names its month, or whose year comes first, means one day. ``03/05/2024`` means two; which one, the other
dates of its column may show, or the user says. Where that stays open the date is unknown: a wrong one would be worse.
"""

from __future__ import annotations

import datetime as dt
import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from analytics.ingest.characters import one_line
from analytics.lang import lexicon

EARLIEST = dt.date(1800, 1, 1)
"""An article with an earlier date was not published then: the date stands for "unknown" (0001-01-01), or is a slip."""
AHEAD = dt.timedelta(days=2)
"""How far after today a date is believed: zones differ by a day, and an issue may bear the next day's date."""

DATE_UNREAD = "date that cannot be read, kept as unknown"
DATE_OPEN = "day and month of the date cannot be told apart, kept as unknown; --dates says which comes first"
DATE_AS_OTHERS = "date read with the {first} first, as other dates of its column are"
DATE_AS_SERIAL = "date is a spreadsheet's number of days, read as such"

_NO_DATE = frozenset(map(str.lower, lexicon.phrases("no_date")))
_LANGUAGES = ["en", "ru", "hy", "az", "ka", "tr", "uk", "fa", "de", "fr"]  # an export may name months in its own
_LONGEST = 80  # characters; what is longer is no date
_EPOCH = {9: 1, 10: 1, 12: 1_000, 13: 1_000, 15: 1_000_000, 16: 1_000_000}  # digits to parts of a second
_SERIAL_ZERO = dt.date(1899, 12, 30)
_SERIALS = range(15_000, 80_000)  # days from 1941 to 2119

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?!\d)|\d{8}(?:T|$)|\d{4}-W\d\d-\d", re.ASCII)
_COMPACT = re.compile(r"((?:19|20)\d{6})(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?", re.ASCII)
_NUMBER = re.compile(r"(\d{5,16})(?:\.\d{1,9})?", re.ASCII)
_ZONE = r"(?:Z|[+-]\d\d:?\d\d|(?:[A-Za-z]{2,5}|[A-Za-z]+/[A-Za-z_]+)(?:[+-]\d{1,2}(?::?\d\d)?)?)"
_CLOCK = (
    r"\d{1,2}[:.]\d\d(?:[:.]\d\d(?:[.,]\d{1,9})?)?(?:\s?[ap]\.?m\.?)?"
    rf"(?:\s?{_ZONE})?(?:\s?[(\[][\w/ ]{{2,40}}[)\]])?"
)
_NUMERIC = re.compile(
    r"(?:[^\W\d]{2,12}\.?,?\s)?"  # a weekday
    r"(?P<a>\d{1,4})\s?(?P<mark>[./-])\s?(?P<b>\d{1,2})\s?(?P=mark)\s?(?P<c>\d{1,4})\.?"
    rf"(?:\s?г\.)?(?:[T,\s]\s?(?:at\s)?{_CLOCK})?",
    re.ASCII | re.IGNORECASE,
)
_ZONE_BEFORE_YEAR = re.compile(r"\s[+-]\d{4}(?=\s\d{4}$)", re.ASCII)


class Order(enum.Enum):
    """What comes first in a date of three numbers; the month is in the middle where it is not the first."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Day:
    """A date that was read: the day, None where there is none; and what the user should know of it, else ``""``."""

    day: dt.date | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """How the dates of one column are read: in which order, if that is known, and whether the user said so."""

    order: Order | None = None
    said: bool = False

    def read(self, text: str) -> Day:
        """The day of a date as people and programs write it, in the zone that it is written in."""
        plain = one_line(text)
        if len(plain) > _LONGEST:
            return Day(doubt=DATE_UNREAD)
        if plain.lower() in _NO_DATE or plain.startswith("0000-00-00") or not any(map(str.isalnum, plain)):
            return Day()
        if days := _readings(plain):
            return self._chosen(days)
        return _clear(plain)

    def _chosen(self, days: Mapping[Order, dt.date]) -> Day:
        """One of the days that three numbers can mean."""
        possible = set(days.values())
        if len(possible) == 1:
            return Day(possible.pop())
        if self.order is None or self.order not in days:
            return Day(doubt=DATE_OPEN)
        return Day(days[self.order], "" if self.said else DATE_AS_OTHERS.format(first=self.order.value))


def dates_of(column: Iterable[str], said: Order | None = None) -> Dates:
    """How the dates of a column are read: as the user ``said``, or in the one order in which all of them can be."""
    if said is not None:
        return Dates(said, said=True)
    left = set(Order)
    for text in column:
        days = _readings(one_line(text[: _LONGEST + 1]))
        if len(days) > 1 or (days and Order.YEAR not in days):
            left &= days.keys()
    return Dates(left.pop()) if len(left) == 1 else Dates()


def parse_date(text: str) -> dt.date | None:
    """The day of a date that stands alone, as in a page; None where there is none, or it is in doubt."""
    return Dates().read(text).day


def is_believed(day: dt.date, *, today: dt.date | None = None) -> bool:
    """True where an article can have been published on this day; ``today`` is by default the day in UTC."""
    return EARLIEST <= day <= (today or dt.datetime.now(dt.UTC).date()) + AHEAD


def _readings(text: str) -> dict[Order, dt.date]:
    """The days that a date of three numbers can mean; none where it is something else, or no day at all."""
    found = _NUMERIC.fullmatch(text)
    if found is None:
        return {}
    a, b, c = found["a"], found["b"], found["c"]
    orders: dict[Order, tuple[str, str, str]] = {}
    if len(a) == 4 and len(c) <= 2:
        orders[Order.YEAR] = (a, b, c)
    elif len(a) <= 2 and len(c) in (2, 4):
        orders = {Order.DAY: (c, b, a), Order.MONTH: (c, a, b)}
        if len(c) == 2 and found["mark"] == "-":  # as ISO dates are cut short
            orders[Order.YEAR] = (a, b, c)
    days = {order: _day(*parts) for order, parts in orders.items()}
    return {order: day for order, day in days.items() if day is not None}


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        if len(year) == 4:
            return dt.date(int(year), int(month), int(day))
        ours = dt.date(2000 + int(year), int(month), int(day))
        return ours if is_believed(ours) else dt.date(1900 + int(year), int(month), int(day))
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def _clear(text: str) -> Day:
    """The day of a date that can mean one only: ISO, a number of a clock, or one that names its month."""
    if _ISO.match(text):
        try:
            return Day(dt.datetime.fromisoformat(text).date())
        except ValueError:
            pass
    if compact := _COMPACT.fullmatch(text):
        day = _day(compact[1][:4], compact[1][4:6], compact[1][6:])
        return Day(day, "" if day else DATE_UNREAD)
    if number := _NUMBER.fullmatch(text):
        return _of_number(int(number[1]), len(number[1]))
    day = _of_words(_ZONE_BEFORE_YEAR.sub("", text))
    return Day(day, "" if day else DATE_UNREAD)


def _of_number(number: int, digits: int) -> Day:
    if digits in _EPOCH:
        return Day(dt.datetime.fromtimestamp(number / _EPOCH[digits], dt.UTC).date())
    if number in _SERIALS:
        return Day(_SERIAL_ZERO + dt.timedelta(days=number), DATE_AS_SERIAL)
    return Day(doubt=DATE_UNREAD)


def _of_words(text: str) -> dt.date | None:
    """The day of a date that names its month; None of one that does not, or is relative to an unknown day."""
    if not any(map(str.isalpha, text)) or _three_numbers(text):
        return None
    try:
        read = _parser().get_date_data(text).date_obj
    except (ValueError, OverflowError, AttributeError, TypeError, IndexError, KeyError):  # what odd text brings up
        return None
    return read.date() if read else None


def _three_numbers(text: str) -> bool:
    """True where a date of numbers stands in the text: dateparser would settle its order in silence."""
    return re.search(r"\d\s?[./-]\s?\d{1,2}\s?[./-]\s?\d", text, re.ASCII) is not None


@cache
def _parser() -> Any:  # noqa: ANN401 - dateparser ships no types
    from dateparser.date import DateDataParser  # noqa: PLC0415 - a fifth of a second

    settings = {
        "STRICT_PARSING": True,
        "REQUIRE_PARTS": ["day", "month", "year"],
        "PARSERS": ["absolute-time"],
        "DATE_ORDER": "DMY",
    }
    return DateDataParser(languages=_LANGUAGES, settings=settings)
