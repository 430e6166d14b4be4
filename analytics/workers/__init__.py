"""Work in processes that may hang, crash or use up their memory without taking anybody along."""

from analytics.workers.limits import MEMORY, SECONDS, time_limit
from analytics.workers.worker import Worker, in_order

__all__ = ["MEMORY", "SECONDS", "Worker", "in_order", "time_limit"]
