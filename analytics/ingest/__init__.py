"""Reading: files, folders and their metadata -> articles, and a reject for each input that cannot be used."""

from analytics.ingest.model import Limits, Notice, Notify
from analytics.ingest.read import Inputs, read_inputs
from analytics.ingest.reasons import REASONS

__all__ = ["REASONS", "Inputs", "Limits", "Notice", "Notify", "read_inputs"]
