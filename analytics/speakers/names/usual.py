"""The usual form of a name: which of somebody's spellings stands for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.lang import lexicon
from analytics.speakers.entities.roles import names_person
from analytics.speakers.lexicon import ATTRIBUTES, TITLES
from analytics.speakers.names.given_names import is_given_name
from analytics.speakers.names.matching import PARTICLES, fold, given_name, is_initial

_TITLES = TITLES | ATTRIBUTES
_ENDINGS = tuple(lexicon.words("endings_of_no_name"))


@dataclass(frozen=True, slots=True)
class Spelling:
    """A form of a full name: its words, how often it is used, and whether it only ever begins a sentence."""

    tokens: tuple[str, ...]
    count: int = 1
    opens: bool = False

    @property
    def name(self) -> str:
        """The words as one name."""
        return " ".join(self.tokens)


def usual_form(spellings: Sequence[Spelling]) -> Spelling:
    """The form that is well formed and used most; of several the first.

    Well formed is one with a given name in full. What has a word in front that another form has not, and that seems to
    be none of a name, has caught it from the text around: "Outspoken Mara Velt", "Telling Mara Velt".
    """
    return max(spellings, key=lambda one: (_quality(one, spellings), one.count))


def _quality(one: Spelling, spellings: Sequence[Spelling]) -> int:
    first = given_name(one.tokens)
    if first.casefold() in PARTICLES or any(token[:2].isupper() and not token.isupper() for token in one.tokens):
        return 0  # "Van der Velt", "MAra Velt"
    if is_given_name(first):
        return 3
    if is_initial(first):
        return 2 if len(fold(first)) > 1 else 0  # "J.D. Velt" may be the usual form, "M. Velt" is short for another
    if _caught(one, spellings):
        return 1
    longer = (other for other in spellings if _is_tail(one.tokens, other.tokens))
    return 2 if all(_caught(other, spellings) for other in longer) else 1


def _caught(one: Spelling, spellings: Sequence[Spelling]) -> bool:
    """True where a form has words in front of another that seem to be none of the name: by what they are, or because
    nothing introduces the form and it comes only once, at the front of a sentence."""
    tails = [len(other.tokens) for other in spellings if _is_tail(other.tokens, one.tokens)]
    if not tails:
        return False
    front = one.tokens[: -max(tails)]
    return any(map(_no_name, front)) or (one.count == 1 and one.opens and one != spellings[0])


def _no_name(word: str) -> bool:
    plain = word.rstrip(".").casefold()
    acronym = word.isupper() and word.isalpha() and not is_initial(word)
    return plain in _TITLES or plain.endswith(_ENDINGS) or acronym or (names_person(plain) and not is_given_name(word))


def _is_tail(short: Sequence[str], long: Sequence[str]) -> bool:
    return 1 < len(short) < len(long) and tuple(map(fold, short)) == tuple(map(fold, long[-len(short) :]))
