"""The page of a report: what was prepared for it, put into the templates as text that no browser takes for markup."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

if TYPE_CHECKING:
    from analytics.reporting.report import Report


def render(report: Report) -> str:
    """The whole page, with the scripts that draw its charts where it has any."""
    scripts = _scripts() if report.charts else ()
    return _templates().get_template("report.html").render(report=report, scripts=scripts, policy=_policy(scripts))


@cache
def _templates() -> Environment:
    """What a template puts in is escaped unless its type says that it is HTML; an unknown name is an error."""
    return Environment(
        loader=PackageLoader("analytics.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


@cache
def _scripts() -> tuple[Markup, ...]:
    drawing = _templates().get_template("charts.js").render()
    return tuple(Markup(script) for script in (get_plotlyjs(), drawing))  # noqa: S704 (neither holds anything of the data)


def _policy(scripts: Iterable[str]) -> str:
    """What the page may do: nothing but run these very scripts.

    Style sheets that plotly makes, and sizes in attributes, come from anywhere on the page: no list could name them.
    """
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts) or "'none'"
    return f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
