"""One person, one name over all articles: which names of single articles are spellings of one name in the corpus."""
