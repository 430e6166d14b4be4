"""What is kept: folders of results (``results``), the articles in them (``archive``), tables as files (``export``)."""
