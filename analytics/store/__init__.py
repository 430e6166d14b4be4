"""What is kept between runs: a folder of results (``workspace``), its articles (``archive``), tables (``export``)."""
