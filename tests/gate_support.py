"""A small gold set and checklist, and stubs that extract and score: all right, or failing where a test wants it."""

from analytics import StanceScore, Statement
from evaluation.gold.build import article, as_jsonl
from evaluation.gold.reading import CHECKS, STANCES, STATEMENTS, query_of

HEAD = "style: brief\ntitle: T\noutlet: O\npublished: 2030-01-01\n\n"
HOLM = "{1d Petra Holm|“The fog is ours,”} {1s|Petra Holm} {1q|said}. {2i ? unnamed|It will lift}, {2s|one} {2q|added}."
VELT = "{1s|Mara Velt} {1q|warned} {1m Mara Velt|that the ice was “thin”}."
ARTICLES = [article("fog", HEAD + HOLM), article("ice", HEAD + VELT)]
PAIRS = [
    {"id": "1", "text": "Holm thanked Norland.", "target": [13, 20], "source": [0, 4], "speaker": "", "stance": 1},
    {"id": "2", "text": "Holm left Norland.", "target": [10, 17], "source": [0, 4], "speaker": "", "stance": -1},
    {"id": "3", "text": "Holm drove to Norland.", "target": [14, 21], "source": [0, 4], "speaker": "", "stance": 0},
]
CHECKLIST = """# verdict
: A verb takes a side.
|[[@Holm]] thanked [[+Norland]].
|[[@Holm]] left [[-Norland]].

# journey
: A verb takes none.
|[[@Holm]] drove to [[0Norland]].
"""
SURE = {1: StanceScore(0, 0, 1), 0: StanceScore(0, 1, 0), -1: StanceScore(1, 0, 0)}


def write_gold(folder):
    """Two articles with three attributions, three pairs, and the same three as checks."""
    (folder / STATEMENTS).write_text(as_jsonl(iter(ARTICLES)), encoding="utf-8")
    (folder / STANCES).write_text(as_jsonl(iter(PAIRS)), encoding="utf-8")
    (folder / CHECKS).write_text(CHECKLIST, encoding="utf-8")


def perfect_extractor(article):
    """Finds what is marked."""
    return next([said(one) for one in row["attributions"]] for row in ARTICLES if row["text"] == article.text)


def said(one):
    source, cue = (tuple(one[role][0]) for role in ("source", "cue"))
    return Statement(tuple(map(tuple, one["content"])), source, cue, one["speaker"], one["kind"], 1.0)


def perfect_scorer(queries):
    labels = {query_of(row): row["stance"] for row in PAIRS}
    return [SURE[labels[query]] for query in queries]


def always(score):
    return lambda queries: [score for _ in queries]


def failing_on(word, run, *, text):
    """``run``, but it raises where the text of what it is given holds a word."""

    def either(given):
        if word in text(given):
            raise RuntimeError(f"no idea what {word} is")
        return run(given)

    return either
