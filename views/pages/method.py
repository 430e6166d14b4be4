"""Method: what the numbers mean, how they are made, and what they cannot say. The cards are read from the files."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.analysis.results import TARGETS
from analytics.charts.reliability import reliability_chart
from analytics.errors import ConfigurationError
from analytics.reporting.citation import cite_software
from analytics.targets import default_targets
from views.components.chart import CONFIG
from views.components.page import open_results
from views.components.plain import message
from views.state.data import SAMPLE

DEFINITIONS = """
**Statement**: words that an article attributes to somebody, quoted (direct), reported (indirect) or both (mixed).
Thoughts and intentions that an article reports (attitude) are listed but not counted unless the filter asks for them.

**Speaker**: the person or institution to whom the article attributes the statement. Spellings of one name fall
together; roles and pronouns are resolved within the article. What cannot be resolved is shown as *unresolved*, with
the article's own words, and is left out of the charts by speaker. How sure the machine is of a speaker stands beside it
on the page Statements: of those said to be 90 % sure, about nine in ten are right.

**Stance**: how the speaker stands toward the target, not how pleasant the words are. It is the probability of
*favourable* minus that of *critical*, from −1 to +1.

**Sure and unclear**: every stance has a probability. Where none of the three labels reaches one half, the stance is
unclear, and the statement counts as neutral in the shares. The chart under *How sure is sure* shows how often
the model was right at each level.

**Tone**: how pleasant the words are (VADER's compound), shown beside the stance, and not the same thing.

**Mean and interval**: the mean stance of the statements, and its 95 % interval, treating each article as one
cluster, because statements in one article are not independent. A mean of one article has no interval, however many
statements it holds: there are *too few to tell*.
"""

LABELS = """
| label | the speaker … |
|---|---|
| critical | blames or accuses the target, rejects its role, leaves it, demands that it stop or undo something |
| favourable | praises, thanks or defends the target, welcomes its role, wants more of it, acknowledges its claims |
| neutral | mentions it, reports facts without taking a side, balances both, uses its name for a place or a document |
"""

LIMITS = """
- The machine errs: read the sentence behind a number before citing it. Every mark in every chart leads to it.
- A speaker's stance is not the outlet's. Which statements an outlet carries is a choice, but of another kind.
- Few statements say little: means of fewer than the minimum, or of one article, are hollow and unranked, and
  intervals are wide for a reason.
- An article counts for as many statements as it attributes, and the same utterance in several outlets in each of them,
  unless the filter **Repeated quotes count** says otherwise. What repeats in other words is not recognised as the same.
- English only.
"""


def main() -> None:
    """Draw the page."""
    st.title("Method")
    st.header("What the words mean")
    st.markdown(DEFINITIONS)
    st.markdown(LABELS)
    st.header("Limits")
    st.markdown(LIMITS)
    st.header("Targets")
    targets()
    calibration()
    st.header("How to cite")
    st.caption("The program. A single statement is cited on the page Statements.")
    st.code(cite_software(), language=None, wrap_lines=True)
    with st.expander("Data card of the sample"):
        st.markdown(card(SAMPLE / "README.md"))
    for path in sorted((SAMPLE / "models").glob("**/README.md")):
        with st.expander(f"Model card: {path.parent.name}"):
            st.markdown(card(path))


def calibration() -> None:
    """How often stances and speakers were right when they said how sure they were, on the sets of their cards."""
    st.header("How sure is sure")
    st.caption(
        "Of what the machine said that it was 80 % sure of, how much did it get right? On the dotted line as much as "
        "it said; above it more, below it less. Hollow marks stand for fewer than 20."
    )
    for name, of in (("stance", "pairs"), ("speakers", "named speakers")):
        path = SAMPLE / "models" / name / "reliability.csv"
        if path.exists():
            reliability(pd.read_csv(path), name, of)


def reliability(table: pd.DataFrame, name: str, of: str) -> None:
    """One diagram, and its numbers."""
    st.subheader({"stance": "Stance", "speakers": "Speaker"}[name])
    alt = f"Reliability diagram of {name} on {table['set'].nunique()} sets, {table['pairs'].sum()} {of}"
    st.plotly_chart(reliability_chart(table, of=of), key=f"reliability-{name}", config=CONFIG, alt=alt)
    with st.expander("The numbers"):
        shown = table.rename(columns={"pairs": of})
        st.dataframe(shown, hide_index=True, alt=f"{alt}, as a table")


def targets() -> None:
    """The targets of the results that are open, or else of the project, and what mentions them."""
    results = open_results()
    try:
        book = results.targets if results else default_targets()
    except ConfigurationError as error:
        st.warning(f"The targets of these results are not known. {message(str(error))}")
        return
    kept = results is not None and TARGETS in results.configuration
    whose = "the results that are open were scored with" if kept else "come with this program"
    st.caption(
        f"Those that {whose}. To add one, add it to a copy of the list of targets, and score the articles again with "
        "`--targets`; CONTRIBUTING says how."
    )
    rows = [
        {
            "target": target.key,
            "name": target.label,
            "mentioned by": ", ".join([*target.names, *target.adjectives, *target.capitals]),
        }
        for target in book.targets
    ]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="The targets, and the names that mention them")


def card(path: Path) -> str:
    """A card's Markdown, its headings two levels down, below those of the page."""
    return re.sub(r"^(#{1,4}) ", r"##\1 ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)


main()
