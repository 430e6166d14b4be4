"""How the weights in data/models/statements were made, and how their accuracy is measured."""
