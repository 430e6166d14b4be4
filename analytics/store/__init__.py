"""What is kept: folders of results (``results``), the articles in them (``archive``), tables as files (``export``), the
file that grows (``workspace``); ``opening`` opens whichever of them it is."""
