"""What a text costs grows with its length and not with the square of it, counted in calls of functions."""

import sys

import pytest

from analytics import Article
from analytics.pipeline import tabulate
from analytics.stages import finish, prepare
from analytics.stance import load_scorer

FEW, MANY = 100, 400
LETTERS = "abcdefghijklmnopqrst"


def name(number):
    return (
        f"B{LETTERS[number % 20]}r{LETTERS[number // 20 % 20]}l M{LETTERS[number % 20]}nd{LETTERS[number // 20 % 20]}"
    )


KINDS = {
    "statements": lambda n: "She said no. " * n,
    "no full stop": lambda n: "Mara Velt said that the EU was late and " * n,
    "quotations in one paragraph": lambda n: "“The EU is late,” Mara Velt said. " * n,
    "quotations alone": lambda n: "Mara Velt spoke. " + "“It is late.” " * n,
    "paragraphs left open": lambda n: "“The EU is late, we think.\n\n" * n,
    "turns of a transcript": lambda n: "VELT: The EU is late.\nHOLM: It is not.\n" * n,
    "paragraphs after colons": lambda n: "Mara Velt wrote:\n\nThe EU is late, and we know it.\n\n" * n,
    "signed quotations": lambda n: "".join(f"“The EU is late, {name(i)}.” — Mara Velt, mayor\n\n" for i in range(n)),
    "quotations after colons": lambda n: "And from Mara Velt: “The EU is late.” Then: “It is.”\n\n" * n,
    "letters": lambda n: "Dear Editor,\nThe EU is late.\nYours sincerely,\nMara Velt\n" * n,
    "subtitles": lambda n: "1\n00:00:01,000 --> 00:00:02,000\n<i>Mara Velt said</i> the EU was\nlate.\n\n" * n,
    "one name": lambda n: "Mara Velt met Mr Velt, and Velt said no. " * n,
    "names": lambda n: "".join(f"{name(i)} said that it was late. " for i in range(n)),
    "roles": lambda n: "Minister Mara Velt came. The minister said that it was late. His wife said no. " * n,
    "institutions": lambda n: (
        "The Harbour Agency met. The agency said that the company was late. The company said no. " * n
    ),
    "parts of names and spokesmen": lambda n: (
        (
            "The Harbour Rail Agency met. The Rail Agency said no. A spokesman for Nordkabel said that it was late. A "
            "spokesman said no, and the Briton, 44, of the news agency Tally said that the newspaper was late. "
        )
        * n
    ),
    "pronouns": lambda n: "Mara Velt came. She said that it was late, and he said that they said no. " * n,
    "targets": lambda n: "Velt said that the EU and the bloc and Azerbaijan were late, and so was the CSTO. " * n,
    "dots": lambda n: "Mara Velt said no" + "." * 20 * n,
    "marks": lambda n: "Mara Velt said no" + '"' * 20 * n,
    "short lines": lambda n: "Mara Velt said no.\n" + "a\n" * 20 * n,
}


def calls(text):
    """How many functions are called from the article to its tables, those of C and steps of generators included."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += event in ("call", "c_call")

    score = load_scorer("vader")
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        prepared = prepare(Article(text))
        tabulate([finish(prepared, score([passage.query for passage in prepared.passages]))])
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_four_times_the_text_takes_about_four_times_the_work(kind):
    calls(kind(1))  # what is loaded once
    assert calls(kind(MANY)) < 5 * calls(kind(FEW))
