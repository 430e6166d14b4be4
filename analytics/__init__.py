"""Who says what about whom in news articles, and where they stand.

    >>> from analytics import Article, extract_statements
    >>> text = "The bridge will open in May, Mayor Mara Velt said on Friday."
    >>> [(s.speaker, s.kind, s.words(Article(text))) for s in extract_statements(Article(text))]
    [('Mara Velt', 'indirect', 'The bridge will open in May')]

This module is the whole public face; everything else may move. A name is imported when it is first asked for, so that
the command line answers at once.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    __version__: str
    from analytics.pipeline import Analysis, analyse
    from analytics.records import Article, StanceQuery, StanceScore, Statement
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

_HOMES = {
    "Analysis": "pipeline",
    "Article": "records",
    "StanceQuery": "records",
    "StanceScore": "records",
    "Statement": "records",
    "analyse": "pipeline",
    "extract_statements": "statements",
    "score_stance": "stance",
}


def __getattr__(name: str) -> object:
    if name == "__version__":  # it stands in CITATION.cff
        return importlib.import_module("analytics.bundled").version()
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
