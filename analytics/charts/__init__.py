"""Tables to figures: plotly only, nothing of the dashboard.

Every figure keeps the same rules. The scale is -1..1 and both of its ends are named in words; what a mean rests on
("14 in 1 article") stands beside each mark and the interval is drawn; rows with too few to tell (fewer than ``minimum``
statements, or one article: :mod:`analytics.analysis.sufficiency`) are hollow, unranked and at the bottom; where there
are no statements there is no mark. Colours are five of one diverging palette that stays apart under simulated colour
blindness, and one grey for lines. Text takes the colour of the page, so that a figure fits light and dark.

A mark's ``customdata`` is ``[row, target]``: what a click on it stands for. Names are data: they reach a figure
escaped, because plotly reads a subset of HTML in every text.
"""

from analytics.charts.matrix import matrix_chart
from analytics.charts.rows import composition_chart, describe, interval_chart, order
from analytics.charts.style import PALETTE, UNRESOLVED, Row, shown
from analytics.wording import signed

__all__ = [
    "PALETTE",
    "UNRESOLVED",
    "Row",
    "composition_chart",
    "describe",
    "interval_chart",
    "matrix_chart",
    "order",
    "shown",
    "signed",
]
