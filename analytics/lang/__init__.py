"""English and the region as data: every list of words once, with a comment that says what it is for.

The lists stand in ``en/*.yaml``, grouped by what they are; the code asks for them by name::

    from analytics.lang.lexicon import words

    DETERMINERS = words("determiners")

YAML, because the project's other data that people edit (data/targets.yaml, data/speakers.yaml) is in YAML too: it has
comments, and analytics/configuration.py already reads it strictly, with file and line in every error. The words of a
list are one block of text, not a YAML list: that keeps "no", "on" and "yes" words, reads like the prose that it is
about, and takes a tenth of the time to parse.
"""
