"""What is said of many statements at once: which are looked at, means with their intervals, over time, side by side.

``selection`` filters; ``groups`` adds up by speaker, outlet, target or any other columns, with ``intervals`` by
clusters; ``trend``, ``comparison`` and ``voices`` answer a question each. Tables in, tables out: nothing here draws.
"""
