"""The words that tell names, titles, roles and institutions apart, as the stages of the speakers read them.

The words themselves, each with what it is for, stand in ``analytics/lang/en``. All are in lower case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from analytics.lang.lexicon import groups, phrases, table, words

_HONORIFICS = groups("honorifics")
_TITLES = groups("titles")
_GENDERED_TITLES = groups("gendered_titles")
_GENDERED_ROLES = groups("gendered_roles")

# titles.yaml: what stands before a name. "Mr Velt", "Sen. Mara Velt", "Foreign Minister Mara Velt".
HONORIFICS = frozenset().union(*_HONORIFICS.values())
MALE_HONORIFICS = _HONORIFICS["male"] | _GENDERED_TITLES["male"]
FEMALE_HONORIFICS = _HONORIFICS["female"] | _GENDERED_TITLES["female"]
TITLES = HONORIFICS.union(*_TITLES.values())
SHORT_TITLES = words("titles_like_acronyms")
OFFICES = _TITLES["high_offices"] | _TITLES["offices"]
LEADING_OFFICES = frozenset(phrases("leading_offices"))
OFFICES_WITHOUT_INTRODUCTION = frozenset(phrases("offices_without_introduction"))

# roles.yaml: what people are called instead of a name. "Mr" stands before names only.
ROLES = words("roles") | (TITLES - HONORIFICS)
FEMALE_ROLES = _GENDERED_ROLES["female"]
MALE_ROLES = _GENDERED_ROLES["male"]
RELATIVES = words("relatives")
ROLE_FAMILIES = table("role_families")
HYPERNYMS = groups("general_roles")
EXCLUSIVE = words("parties")
ATTRIBUTES = words("attributes")
AFFILIATES = words("affiliates")
UNNAMED = words("unnamed")
THINGS = words("things")

# institutions.yaml
INSTITUTIONS = words("institutions")
OF_INSTITUTIONS = words("institutions_with_of")
COLLECTIVES = words("collectives")
GENERIC_COLLECTIVES = words("generic_collectives")

# places.yaml, calendar.yaml, function_words.yaml: words with a capital that name nobody
PLACES = words("places")
DAYS = words("dates")
STOP = words("sentence_openers")

# determiners.yaml, pronouns.yaml, function_words.yaml: the grammar of a phrase
DETERMINERS = words("determiners")
INDEFINITE = words("indefinites")
INDEFINITE_ARTICLES = words("indefinite_articles")
PREPOSITIONS = words("phrase_ends")
PRONOUNS = table("pronouns")
AUXILIARIES = words("auxiliaries") - {"to", "'s"}

# cues.yaml: "her letter", "who leads the union"
DOCUMENTS = words("documents")
LEADING = table("leading_verbs")


def _past_forms(verbs: Iterable[str], irregular: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The forms of verbs in the past, as they begin a sentence with the order turned: "Added Mara Velt"."""
    regular = {verb + ("d" if verb.endswith("e") else "ed") for verb in verbs if verb not in irregular}
    return frozenset(regular | {form for verb in verbs for form in irregular.get(verb, ()) if not form.endswith("s")})


SPOKE = _past_forms(groups("cues")["say"], groups("irregular_verbs")) - ROLES
