"""Who appears in an article: its names, brought together to people and institutions, and what each of them is."""
