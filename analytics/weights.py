"""Trained weights: found, verified and opened. The one place that knows how a model is stored.

A model is a folder ``data/models/NAME`` with ``manifest.json``, the files that the manifest lists with their
SHA-256, and a ``README.md``, its card. Nothing is loaded that does not match its manifest.
"""

from __future__ import annotations

import gzip
import json
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnxruntime
from tokenizers import Tokenizer

from analytics.bundled import MODELS, RESTORE
from analytics.digests import sha256
from analytics.errors import ModelError
from analytics.regular_file import read_regular

SCHEMA = 1
_MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 1_000_000  # bytes
_PLAIN_NAME = re.compile(r"\w[\w.-]{0,100}", re.ASCII)  # no folder, and nothing that leads out of this one
_REMEDY = f"{RESTORE}, or train the model again (see training/)"


@dataclass(frozen=True, slots=True)
class Weights:
    """A verified model folder.

    ``files`` are those that were verified; no other one can be opened here. ``settings`` is what the model's own code
    must know (window size, temperature), to be read through :meth:`whole` and :meth:`number`.
    """

    name: str
    folder: Path
    settings: Mapping[str, Any]
    files: Collection[str] = ()

    def path(self, file: str) -> Path:
        """Where a verified file lies. Raises ModelError for one that the manifest does not list."""
        if file not in self.files:
            raise self.error(f"{_MANIFEST} does not list {file}, so it is not opened")
        return self.folder / file

    def error(self, what: str) -> ModelError:
        """The error to raise where something in this folder is not as it must be; says what to do."""
        return ModelError(f"{self.folder}: {what}; {_REMEDY}")

    def whole(self, setting: str, *, least: int, most: int) -> int:
        """A setting that is a whole number in ``[least, most]``. Raises ModelError."""
        value = self.settings.get(setting)
        if type(value) is not int or not least <= value <= most:
            raise self._unusable(setting, f"a whole number from {least} to {most}")
        return value

    def number(self, setting: str, *, least: float, most: float) -> float:
        """A setting that is a number in ``[least, most]``. Raises ModelError."""
        value = self.settings.get(setting)
        if type(value) not in (int, float) or not least <= value <= most:  # type: ignore[operator]
            raise self._unusable(setting, f"a number from {least:g} to {most:g}")
        return float(value)  # type: ignore[arg-type]

    def json(self, file: str) -> Any:  # noqa: ANN401 - what the file holds is the caller's to check
        """What a JSON file holds. Raises ModelError."""
        path = self.path(file)
        try:
            return json.loads(path.read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            raise ModelError(f"{path} is not JSON: {error}; {_REMEDY}") from error

    def session(
        self, file: str, *, inputs: Collection[str], outputs: Mapping[str, int], threads: int = 1
    ) -> onnxruntime.InferenceSession:
        """An onnxruntime session on the CPU for ``file``, with ``threads`` threads for each operator.

        ``inputs`` are the names that the graph must have, ``outputs`` the names and sizes of the last axis. A file
        that ends in ``.gz`` is unpacked in memory. Raises ModelError where it cannot be opened or is another graph.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors; warnings about the graph are no business of a user's
        path = self.path(file)
        try:
            data = path.read_bytes()  # from bytes, a graph cannot bring further files with it
            model = gzip.decompress(data) if path.suffix == ".gz" else data
            session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises many types that share no base of their own
            raise ModelError(f"{path} cannot be opened by onnxruntime: {error}; {_REMEDY}") from error
        found = {one.name for one in session.get_inputs()}, {one.name: one.shape[-1] for one in session.get_outputs()}
        if found != (set(inputs), dict(outputs)):
            raise self.error(f"the graph in {file} has the inputs and outputs {found}, not those of this program")
        return session

    def tokenizer(self, file: str = "tokenizer.json") -> Tokenizer:
        """The tokenizer, without truncation or padding."""
        path = self.path(file)
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # tokenizers raises bare Exception
            raise ModelError(f"{path} is no tokenizer: {error}; {_REMEDY}") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    def _unusable(self, setting: str, expected: str) -> ModelError:
        value = repr(self.settings[setting])[:40] if setting in self.settings else "missing"
        return self.error(f"{_MANIFEST}: the setting {setting} is {value}, not {expected}")


def cores() -> int:
    """How many threads the models may use: OMP_NUM_THREADS, as for other libraries, or else one for each core."""
    said = os.environ.get("OMP_NUM_THREADS", "")
    return int(said) if said.isdecimal() and int(said) else os.cpu_count() or 1


def find_weights(name: str, *, root: Path = MODELS) -> Weights:
    """The verified weights of the model ``name`` under ``root``.

    Raises ModelError where the folder, its manifest or a listed file is missing, of another schema, or differs
    from the SHA-256 in the manifest; the message says which and what to do.
    """
    folder = root / name
    manifest = _read_manifest(folder / _MANIFEST)
    for file, digest in manifest["files"].items():
        _verify(folder, file, digest)
    return Weights(name, folder, manifest.get("settings", {}), frozenset(manifest["files"]))


def write_manifest(folder: Path, *, files: tuple[str, ...], settings: Mapping[str, Any]) -> None:
    """Write ``folder/manifest.json`` for ``files``, which lie in ``folder``; for the scripts that train."""
    digests = {file: sha256(folder / file) for file in files}
    manifest = {"schema": SCHEMA, "files": digests, "settings": dict(settings)}
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / _MANIFEST).write_text(text, encoding="utf-8")


def listed(name: str, *, root: Path = MODELS) -> Mapping[str, str]:
    """The files of the model ``name`` and their SHA-256, as its manifest lists them. Raises ModelError."""
    files: Mapping[str, str] = _read_manifest(root / name / "manifest.json")["files"]
    return files


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(read_regular(path, limit=_LARGEST_MANIFEST))
    except FileNotFoundError as error:
        raise ModelError(f"{path} is missing: {_REMEDY}") from error
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror or error}): {_REMEDY}") from error
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path} is damaged ({error}): {_REMEDY}") from error
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        raise ModelError(f"{path} is not a manifest of schema {SCHEMA}: {_REMEDY}")
    if not isinstance(manifest.get("files"), dict) or not manifest["files"]:
        raise ModelError(f"{path} lists no files: {_REMEDY}")
    if not isinstance(manifest.get("settings", {}), dict):
        raise ModelError(f"{path}: the settings are no object: {_REMEDY}")
    return manifest


def _verify(folder: Path, file: str, digest: object) -> None:
    path = folder / file
    if not _PLAIN_NAME.fullmatch(file):
        raise ModelError(f"{folder / _MANIFEST} lists {file[:80]!r}, which is no file of its folder: {_REMEDY}")
    try:
        found = sha256(path) if path.is_file() else None
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror or error}): {_REMEDY}") from error
    if found is None:
        raise ModelError(f"{path} is missing: {_REMEDY}")
    if found != digest:
        raise ModelError(f"{path} is damaged, its SHA-256 is not the one in manifest.json: {_REMEDY}")
