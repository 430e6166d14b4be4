"""Names of people: given names, and whether two spellings are of one person."""
