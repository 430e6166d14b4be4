"""The gold sets, what turns marked-up articles into JSON lines, and what reads them."""
