"""How the weights in data/models were made, and how accuracy is measured."""
