"""Who is known beforehand: bodies, people and the offices that they held when (data/speakers.yaml)."""
