"""The dashboard's pages, one file each; modules whose names begin with an underscore are what the pages share."""
