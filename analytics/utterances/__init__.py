"""The same utterance in several articles: recognised (``grouping``), and its versions word by word (``versions``)."""
