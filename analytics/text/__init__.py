"""The text of an article, cut once: blocks, sentences, words and quotation marks."""
