"""What leaves the app to be read elsewhere: the report in one file, how to cite, what the cards say."""
