"""Who says what about whom in news articles, and where they stand.

    >>> from analytics import Article, extract_statements
    >>> text = "The bridge will open in May, Mayor Mara Velt said on Friday."
    >>> [(s.speaker, s.kind, s.words(Article(text))) for s in extract_statements(Article(text))]
    [('Mara Velt', 'indirect', 'The bridge will open in May')]

This module is the whole public face; everything else may move.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from analytics.records import Article, StanceQuery, StanceScore, Statement

if TYPE_CHECKING:
    __version__: str
    from analytics.pipeline import Analysis, analyse
    from analytics.stance import score_stance
    from analytics.statements import extract_statements

__all__ = [
    "Analysis",
    "Article",
    "StanceQuery",
    "StanceScore",
    "Statement",
    "analyse",
    "extract_statements",
    "score_stance",
]

_PLACES = {
    "Analysis": "analytics.pipeline",
    "analyse": "analytics.pipeline",
    "extract_statements": "analytics.statements",
    "score_stance": "analytics.stance",
}


def __getattr__(name: str) -> object:
    """What is asked for is imported then: a command line's --help need not wait for pandas and the models' runtime."""
    if name == "__version__":
        return import_module("analytics.bundled").version()
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name]), name)
