"""Which language an article is in, offline (py3langid).

The later stages know English only. A text in another language is refused by name; one that cannot be judged (a
few words, names and abbreviations) is accepted, and so is an English one with lines in another script.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

_MIN_LETTERS = 40  # shorter texts cannot be judged
_SAMPLE = 20_000  # characters; more tells nothing new
_SURE = 0.6  # probability above which another language is believed
_ENGLISH = ("en", "sco", "pcm")  # Scots and Nigerian Pidgin: what English headlines are taken for

_NAMES = {
    "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "cs": "Czech", "de": "German",
    "el": "Greek", "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French",
    "he": "Hebrew", "hu": "Hungarian", "hy": "Armenian", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "ku": "Kurdish", "ky": "Kyrgyz", "lt": "Lithuanian", "lv": "Latvian", "nl": "Dutch",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sr": "Serbian", "sv": "Swedish",
    "tg": "Tajik", "tk": "Turkmen", "tr": "Turkish", "uk": "Ukrainian", "uz": "Uzbek", "zh": "Chinese",
}  # fmt: skip


def other_language(text: str) -> str:
    """``"Russian (ru)"`` where a text is not English, ``""`` where it is or cannot be judged."""
    letters = _letters(text[:_SAMPLE])
    if sum(map(str.isalpha, letters)) < _MIN_LETTERS:
        return ""
    code, probability = _identifier().classify(letters)
    if code in _ENGLISH or probability < _SURE:
        return ""
    return f"{_NAMES[code]} ({code})" if code in _NAMES else str(code)


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
