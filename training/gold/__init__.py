"""The gold set of statements: marked-up articles, and what turns them into JSON lines."""
