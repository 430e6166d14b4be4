"""What is kept between runs: folders of results (``results``), the articles in them (``archive``), tables as files (``export``)."""
