"""Articles from the web: addresses, lists of them, feeds and sitemaps.

``fetcher`` is the one way out to the network: it checks each machine when it connects to it, bounds what it takes and
how long, asks robots.txt and waits between requests. ``feeds`` and ``sitemaps`` find addresses in what came back,
``reading`` hands pages to the readers of files.
"""
