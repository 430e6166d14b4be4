"""Damaged articles: what saved pages, bad exports and hostile people make of a text, the same for the same seed."""

import random
import re
from functools import cache
from pathlib import Path

from training.evaluate import read

DIGESTS = Path(__file__).parents[1] / "data" / "articles"

# Sentences in which people are named after each other, words are relayed, and quotations stand in one another.
SENTENCES = """
Norland's foreign minister, Petra Holm, met her Lorvanian counterpart, Mara Velt, in Marsk on Friday.
Norlandic Foreign Minister Petra Holm arrived. Orrin said that his Norlandic counterpart, Holm, had offered help.
His colleague, Holm, told her counterpart, Velt, that her predecessor, Orrin, had told his successor, Holm, as much.
The minister's predecessor, Jon Brandt, said the CSTO had failed Lorvan; his successor, Velt, said it had not.
Holm's colleague, Velt's predecessor, Brandt's counterpart and Orrin's successor, Holm, called the EU a friend.
“We will not leave the EU,” Holm said. “We never meant to.” She added that Azerbaijan “must decide”.
The Marsk Agency, citing the Harbour Post, quoted Velt as saying that Azerbaijan had withdrawn, the ministry said.
According to the agency, which cited a source in the ministry, Velt said Orrin believed that the CSTO would act.
“She told me: ‘The pact is “dead”, and nobody will say so,’ and I believed her,” Orrin told reporters.
"I said 'no,' " Brandt recalled, "and Velt said, 'Then we will do it without you.' "
«Le pacte», as Velt calls it, „ist tot“, Holm answered — ‘and buried’, Orrin added.
Velt named three aims: (1) peace; (2) trade with the EU; and (3), as she put it, “an end to all this”.
HOLM: Is the bridge safe? VELT: It is. HOLM: And who says so? VELT: The CSTO does.
He said that she said that they said that it was said that the organization had said nothing.
The president, who said he had told the prime minister, who had told the speaker, said: “Nobody told me.”
Mr. Brandt, 51, of the Lorvan Bridge Agency (LBA), said the bloc's mission, the EUMA, was “welcome” in St. Orrin.
Holm thanked the Collective Security Treaty Organization for its “quick and full” help in January 2022...
Brussels, Baku and Marsk agreed, disagreed, and agreed again, she wrote in a post: “What a day!”
"""

MARKS = [
    *"\"“”„‟«»‹›‘’‚‛'`´〝〞＂-–—―‐.…,;:!?()[]{}<>/\\|*#@=+&%$€§•·^~_",
    *("''", "``", "...", ". . .", ".”", ",”", "?!", "“‘", "’”", " — ", ": “", "” “", "\"'", "' \"", ')"', "[...]"),
]
BREAKS = ["\n", "\n\n", "\r\n", "\r", "\t", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\n \n", " " * 40]
ODD = [
    *"\x00\x01\x07\x1b\x7f\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202e\u2060\u2066\ufeff\ufffd\uffff",
    *("e\u0301", "\u0301\u0302\u0303", "I\u0307", "\ufb01", "\u01c5", "\u1e9e", "\u0130", "\u0660\u0661", "½", "Ⅻ"),
    *("😀", "👩\u200d👧", "𝐇𝐨𝐥𝐦", "\U0010ffff", "Պետրա", "Петра", "霍尔姆", "هولم", "\u3000", "\xa0", "\u202f"),
]
WORDS = [*"said told that who counterpart colleague his Holm CSTO and".split(), "according to", "the EU"]


@cache
def articles():
    """Our own articles."""
    digests = [path.read_text(encoding="utf-8") for path in sorted(DIGESTS.glob("*.txt"))]
    return (*digests, *(article.text for article, _ in read()))


def original(chance):
    """An article of our own, or some of the sentences above, in any order."""
    if chance.random() < 0.5:
        return chance.choice(articles())
    sentences = SENTENCES.strip().splitlines()
    return chance.choice([" ", "\n\n"]).join(chance.choices(sentences, k=chance.randint(1, 20)))


def mutant(seed, number):
    """The text that a seed and a number always give."""
    chance = random.Random(f"{seed}-{number}")  # noqa: S311
    return mutated(original(chance), chance)


def mutated(text, chance):
    """A text after one to eight kinds of damage."""
    for _ in range(chance.randint(1, 8)):
        text = chance.choice(DAMAGES)(text, chance)
    return text


def cut(text, chance):
    """A piece is missing."""
    start, end = piece(text, chance)
    return text[:start] + text[end:]


def shortened(text, chance):
    """Only a piece is there."""
    start, end = piece(text, chance)
    return text[start:end]


def doubled(text, chance):
    """A piece stands there twice or more often."""
    start, end = piece(text, chance)
    times = chance.randint(2, 3 if end - start > 1_000 else 12)
    return text[:start] + text[start:end] * times + text[end:]


def shuffled(text, chance):
    """Words, sentences or lines stand in another order."""
    between = chance.choice([" ", ". ", "\n", ", "])
    start, end = piece(text, chance)
    parts = text[start:end].split(between)
    chance.shuffle(parts)
    return text[:start] + between.join(parts) + text[end:]


def recased(text, chance):
    """A piece, or all, in capitals, without, in title case, or the other way round."""
    start, end = piece(text, chance) if chance.random() < 0.5 else (0, len(text))
    recase = chance.choice([str.upper, str.lower, str.title, str.swapcase])
    return text[:start] + recase(text[start:end]) + text[end:]


def joined(text, chance):
    """Lines are joined, with or without a space."""
    return re.sub(r"\n+", chance.choice([" ", "", "\n"]), text)


def wrapped(text, chance):
    """Lines end in odd ways, or in the midst of sentences."""
    sign = chance.choice(BREAKS)
    return text.replace(chance.choice(["\n", ". ", " ", ", "]), sign, chance.randint(1, 60))


def scattered(text, chance):
    """Marks, odd characters, breaks or words stand where none belong."""
    kind = chance.choice([MARKS, MARKS, ODD, BREAKS, WORDS])
    some = chance.sample(kind, min(len(kind), chance.randint(1, 6)))
    for _ in range(chance.randint(1, 60)):
        place = chance.randint(0, len(text))
        text = text[:place] + chance.choice(some) + text[place:]
    return text


def replaced(text, chance):
    """One sign is another throughout: other quotation marks, no full stops."""
    old = chance.choice(["“", "”", '"', "’", ".", ",", ":", " ", "said", "\n"])
    return text.replace(old, chance.choice([*MARKS, "", " ", "\n", "that", "Holm"]))


def repeated(text, chance):
    """A sign or a word over and over."""
    letters = ["a", "A", "Aa", "7", "A.", "a-", "a’"]
    sign = chance.choice([*MARKS, *BREAKS, *ODD, *(f"{word} " for word in WORDS), *letters])
    place = chance.randint(0, len(text))
    return text[:place] + sign * chance.randint(2, 400) + text[place:]


def piece(text, chance):
    """Where a piece begins and ends: a few characters, or much of the text."""
    start = chance.randint(0, len(text))
    longest = chance.choice([3, 30, 300, len(text)])
    return start, min(len(text), start + chance.randint(0, longest))


DAMAGES = (cut, shortened, doubled, shuffled, recased, joined, wrapped, scattered, scattered, replaced, repeated)
