"""The weights, confidences and reaches by which speakers are resolved, by stage, each with its reason.

A confidence, in [0, 1], says how sure one reading is beside the others; it is a judgement, not a measured share. A
weight has no unit: what counts is which of two sums is larger. Distances in the text are in words, sentences or
characters, as each says.
"""

from __future__ import annotations

import math

# --- book: who held an office on a day ---
HELD = 0.85
"""The day lies inside the dates that the book gives for certain; an article may still mean another holder."""
PERHAPS_HELD = 0.6
"""It lies inside what "2018" or an open end may mean."""

# --- entities: which names mean one person ---
NAMED_IN_FULL = 0.95
"""The article has the full name; what is left are two people of one name."""
HOLDER_BY_SURNAME = 0.85
""" "President Keller", where the book has one such president of that surname."""
PART_OF_ANOTHER_NAME = 0.85
"""A surname of which the given name stands inside another name: "the Ana Ruiz Show"."""
ONLY_OF_SURNAME = 0.8
"""A surname alone that one person of the book has, who fits the article's topic."""
ONE_OF_SURNAME = 0.7
"""The same, where others in the book have it, too, who do not fit."""
GIVEN_NAME_BY_INITIAL = 0.8
""" "I. Keller", where the book has an Ida Keller who fits the article's topic."""
PART_OF_NAME = 0.8
"""A word that is part of one full name of the article, though not its surname."""
NAMED_LATER, NAMED_LESS, NAMED_ALIKE = 0.85, 0.85, 0.5
"""Times the confidence of whom a surname is taken for, where another in the article bears it, too: one who is named
only afterwards, one who is named clearly less or is introduced as kin, or one who may be meant as well as not."""
CLEARLY_MORE = 2.0
"""By so much the weight of one must be above that of another: as much as two full names."""
PERHAPS_KNOWN = 0.7
"""Times that, where somebody of the book may be meant whom the article does not name in full."""
SURNAME_ALONE = 0.6
"""A surname of which nothing else is known may be an institution or a place."""

MOST_FULL_NAMES, MOST_SHORT_NAMES = 3, 6
"""More mentions say no more: whoever is named so often is the topic."""
SHORT_NAME = 0.34
"""A surname alone counts a third of a full name: three of them are one introduction."""
RELATIVE = 2.0
"""Taken off who is introduced as somebody's kin: as much as two full names, so that "Keller" is not "his wife, Ana
Keller", unless the article is about her."""
RECENT, RECENT_WORDS = 3.0, 60
"""Who has just been named counts as much as three full names, and a third of it (1/e) some two sentences later."""


def recency(words_ago: int) -> float:
    """What a mention that many words back counts."""
    return RECENT * math.exp(-words_ago / RECENT_WORDS)


# --- roles: how well "the governor" fits what somebody is ---
SAME_TITLE, SAME_HEAD, HYPERNYM = 2.0, 1.5, 1.0
"""The same office of the book, the same noun, a more general noun ("the official" for a minister), in this order."""
MODIFIER_IN_COMMON, MODIFIER_UNKNOWN = 0.6, 0.3
"""Each word that both have ("foreign") speaks for them; one that only the phrase has speaks half as much against."""
NOT_NOW = 1.0
"""Taken off who held the office before, or is yet to: "the mayor" is rather who is it now, however little is known of
that one."""
SAME_BODY = 1.0
"""Both name the country or organisation: worth a whole step of the first line."""

# --- source phrases: what the words of a source are ---
SPOKE_WITH_OTHERS = 0.6
""" "Velt and her deputy said": she did, but not she alone."""
AFFILIATION = 0.6
""" "Economists at Harrow Lane Partners" speak for it, but are not it."""
NAME_NOT_FOUND = 0.6
"""Words with capitals that finding names passed over: perhaps a heading or a product."""

# --- nominals: whom a role or an institution's noun means ---
ONLY_HOLDER, ONE_OF_HOLDERS = 0.9, 0.7
"""The only one whom the role fits as well as this; the one named last of several."""
CALLED_SO = 0.8
"""The only one whom the article calls by the noun somewhere, in apposition."""
INSTITUTION_CALLED_SO = 0.8
"""The institution named last whose name holds the noun: "the ministry"."""
ENDS_IN_NOUN = 0.75
"""The same for other organisations: "the pact" for the "Northern Shield Pact"."""
NAMED_IN_NEXT_SENTENCES = 0.7
""" "An aide said ... The aide, Mara Velt, said": the second may be another aide."""
NEXT_SENTENCES = 2
"""So many of them."""
BEFORE_APPOSITION = 40
"""Characters in front of a name in which "The official, " stands."""
INSTITUTION_BY_OWN_NAME = 0.7
"""An institution that only this phrase names: "the Keller campaign"."""
SPOKEN_FOR = 0.8
""" "A spokesman for the agency": it speaks through him, unless the article names him elsewhere."""
BODY_NEAR = 0.6
""" "A spokesman said", where one institution has been named in the paragraph: it may be another's."""
KIN = 0.6
""" "His wife", where one pair in the article shares a surname: it may be brother and sister."""
SUBJECT_BEFORE = 0.55
"""Whom the sentence before is about, without a role: little more than even odds."""
COMPANY_BEFORE = 0.55
"""The one unknown name of the paragraph for "the company": the same."""

# --- labels of a transcript ---
INITIALS = 0.85
""" "MV:" where the article has one person of these initials."""
ONLY_GUEST, GUEST, TOPIC = 0.85, 0.7, 0.55
""" "A:" where the article names nobody else outside the interview; where it says of one that they were interviewed;
where one is named first and most."""

# --- "the former", "the latter" ---
OF_A_PAIR = 0.8
"""The two people named last may be others than the two who are meant."""

# --- pronouns: how present somebody is ---
CLEAR_PRONOUN, CLOSE_PRONOUN = 0.9, 0.7
"""True where the most present is so by CLEAR_LEAD, or another is nearly as present."""
CLEAR_LEAD = 1.0
"""One sentence of distance."""
RELATIVE_PRONOUN = 0.85
""" "Velt, who": the name right before it."""
LAST_OF_GENDER = 0.5
"""Nobody near fits: the last speaker of that gender, however long ago."""
SAME_SENTENCE = 3.0
"""A name in the pronoun's own sentence; each sentence of distance takes off one."""
SUBJECT = 1.0
"""Subjects are taken up by pronouns more than objects: as much as a sentence nearer."""
FIRST_IN_SENTENCE, FIRST_BEFORE = 1.5, 0.5
"""And the first name of a sentence most, above all in the pronoun's own ("Velt said she ...")."""
SAME_PARAGRAPH = 1.0
"""A paragraph is mostly about somebody; who is named in the pronoun's own is nearer than the sentences tell."""
OWNS_SUBJECT = 0.75
""" "Velt's letter was late. She said": less than a subject, where the sentence has none among those who are meant."""
IN_OWN_WORDS = 2.0
"""Taken off a name in the very words that the pronoun's clause attributes: "Velt is late, she said"."""
HAS_ASKED = 2.5
"""Taken off who has just asked what the pronoun answers: "Velt asked Orrin whether it was safe. “It is,” he said"."""
IN_QUOTATION, IN_REPORTED_WORDS = 2.5, 1.0
"""Taken off a name inside somebody's words, when the pronoun stands outside: a quotation is a world of its own, while
reported words are half the narrator's."""
OTHER_GENDER = 3.0
"""Taken off where an earlier pronoun has told another gender."""
WITHOUT_GENDER = 0.5
"""Taken off where no gender is known, so that who fits comes first."""
SPEAKS_AROUND = 5.0
"""Whose words the pronoun stands in: above any name ("Velt said the plan was hers; she ...")."""
SPOKE_LAST, SPOKE_SENTENCE_AGO = 3.5, 0.75
"""Who spoke is likelier to go on than who was named; less so with each sentence since."""
SPOKE = 0.4
"""Added for each of the last statements, so that of two speakers the one who spoke more is meant."""
CONTINUES = 2.0
"""Added for who spoke last where the cue says that they go on: "he added"."""
LAST_STATEMENTS = 3
"""So many of them count."""
FARTHEST_NAME, FARTHEST_SPEAKER = 4, 6
"""Sentences back, beyond which a name or a speaker is not meant."""
STATEMENTS_AROUND = 6
"""So many statements before a name are looked at for the one in whose words it stands."""

# --- resolution: a quotation that names nobody ---
GOES_ON, FOLLOWS = 0.95, 0.85
"""Times the confidence of the speaker before: one statement in parts, or a quotation in the same paragraph or next."""
OTHER_OF_TWO = 0.7
"""Times that of the other speaker in a dialogue: one line left out turns all that follow round."""
TOLD_OF = 0.6
"""Whom the sentence before a quotation is about: "Keller shrugged. “So?”"."""
