"""Reading: files, folders and their metadata -> articles, and a reject for each input that cannot be used."""

from analytics.ingest.model import Asked, Limits, Notice, Notify, notices_in_lines
from analytics.ingest.read import Inputs, read_inputs
from analytics.ingest.reasons import REASONS

__all__ = ["REASONS", "Asked", "Inputs", "Limits", "Notice", "Notify", "notices_in_lines", "read_inputs"]
