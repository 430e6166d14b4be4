"""Who relays is not who speaks: agencies and outlets that pass on what others say, and the datelines they write."""

from analytics.quotes.relays.relays import Relay, find_relays, settle, without

__all__ = ["Relay", "find_relays", "settle", "without"]
