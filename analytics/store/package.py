"""datapackage.json: what the columns of the tables mean, as a Frictionless Data Package, for any tool."""

from __future__ import annotations

import json
from typing import Any

from analytics.records import KINDS, LABELS, MERGE_RULES, RESOLUTIONS
from analytics.tables import DESCRIPTIONS, SCHEMAS, TABLES, TableName

_TYPES = {"str": "string", "float64": "number", "Int64": "integer", "datetime64[us]": "date"}
_KEYS: dict[TableName, tuple[str, ...]] = {
    "statements": ("statement_id",),
    "stances": ("statement_id", "target"),
    "aggregates": ("speaker", "outlet", "target"),
}
_WITHIN: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("stance", "tone", "mean_stance", "mean_tone", "ci_low", "ci_high"), (-1, 1)),
    **dict.fromkeys(("confidence", "speaker_confidence", "p_critical", "p_neutral", "p_favourable"), (0, 1)),
    **dict.fromkeys(("share_critical", "share_neutral", "share_favourable"), (0, 1)),
}
_ONE_OF = {"kind": KINDS, "label": LABELS, "resolution": RESOLUTIONS, "speaker_merged": MERGE_RULES}


def package_bytes() -> bytes:
    """The file: made of :mod:`analytics.tables`, the same for every run."""
    package = {
        "profile": "tabular-data-package",
        "name": "quoted-stance-results",
        "title": "Statements in news articles, their speakers, and where these stand",
        "resources": [_resource(name) for name in TABLES],
    }
    return (json.dumps(package, indent=2) + "\n").encode("ascii")


def _resource(name: TableName) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(name, column, dtype) for column, dtype in SCHEMAS[name].items()],
        "missingValues": [""],
    }
    if name in _KEYS:
        schema["primaryKey"] = list(_KEYS[name])
    if name == "stances":
        reference = {"resource": "statements", "fields": "statement_id"}
        schema["foreignKeys"] = [{"fields": "statement_id", "reference": reference}]
    return {
        "name": name,
        "path": f"{name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(name: TableName, column: str, dtype: str) -> dict[str, Any]:
    made: dict[str, Any] = {"name": column, "type": _TYPES[dtype], "description": DESCRIPTIONS[name][column]}
    if column in _WITHIN:
        made["constraints"] = dict(zip(("minimum", "maximum"), _WITHIN[column], strict=True))
    if column in _ONE_OF:
        made["constraints"] = {"enum": list(_ONE_OF[column])}
    return made
