"""The targets of a stance: who they are (data/targets.yaml) and where a text mentions them."""

from analytics.targets.book import Official, Target, TargetBook, default_targets
from analytics.targets.context import mentions_of
from analytics.targets.mentions import find_mentions

__all__ = ["Official", "Target", "TargetBook", "default_targets", "find_mentions", "mentions_of"]
