"""What the app is in: the data that is open, filters and what they select, articles that are being added."""
