"""Which language an article is in, offline (py3langid).

The later stages know English only. A text in another language is refused by name; one that cannot be judged (a
few words, names and abbreviations) is accepted, and so is an English one with lines in another script.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

from analytics.lang import lexicon

_MIN_LETTERS = 40  # shorter texts cannot be judged
_MIN_FOREIGN = 8  # the same, where no letter is Latin: not English, whichever language it is
_SAMPLE = 20_000  # characters; more tells nothing new
_SURE = 0.6  # probability above which another language is believed
_ENGLISH = ("en", "sco", "pcm")  # Scots and Nigerian Pidgin: what English headlines are taken for
_LANGUAGES = lexicon.texts("languages")
_UNTOLD = "zxx"  # what py3langid says of letters that are no language


def other_language(text: str) -> str:
    """``"in Russian (ru)"`` where a text is not English, ``""`` where it is or is too short to be judged."""
    letters = _letters(text[:_SAMPLE])
    latin = any(char.isalpha() and _is_latin(char) for char in letters)
    if sum(map(str.isalpha, letters)) < (_MIN_LETTERS if latin else _MIN_FOREIGN):
        return ""
    code, probability = _identifier().classify(letters)
    if latin and (code in _ENGLISH or probability < _SURE):
        return ""
    if code == _UNTOLD or code in _ENGLISH:
        return "no language could be told"
    return f"in {_LANGUAGES[code]} ({code})" if code in _LANGUAGES else f"in the language with the code {code}"


def _letters(text: str) -> str:
    """The text, without letters of other scripts where most are Latin: a stray line does not count."""
    foreign = {char for char in set(text) if char.isalpha() and not _is_latin(char)}
    n_foreign = sum(char in foreign for char in text)
    if 2 * n_foreign >= sum(map(str.isalpha, text)):
        return text
    return "".join(char for char in text if char not in foreign)


def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith("LATIN")


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid ships no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a quarter of a second

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
