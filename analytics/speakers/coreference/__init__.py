"""Whom the words of a source mean: a name, a role, a pronoun, or nobody that the article names."""
