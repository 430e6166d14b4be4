"""Who says what about whom in news articles, and where they stand.

    >>> from analytics import Article, extract_statements
    >>> text = "The bridge will open in May, Mayor Mara Velt said on Friday."
    >>> [(s.speaker, s.kind, s.words(Article(text))) for s in extract_statements(Article(text))]
    [('Mara Velt', 'indirect', 'The bridge will open in May')]

This module is the whole public face; everything else may move.
"""

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
