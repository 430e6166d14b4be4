"""How the weights in data/models/stance were made, and how their accuracy is measured."""
