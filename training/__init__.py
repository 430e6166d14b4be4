"""How the weights in data/models were made; README.md has the commands in their order."""
