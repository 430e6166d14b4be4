"""The command line: ``python -m analytics``, installed as ``quoted-stance``; a file for each command."""
