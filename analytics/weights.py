"""Trained weights: found, verified and opened. The one place that knows how a model is stored.

A model is a folder ``data/models/NAME`` with ``manifest.json``, the files that the manifest lists with their
SHA-256, and a ``README.md``, its card. Nothing is loaded that does not match its manifest.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import onnxruntime
from tokenizers import Tokenizer

from analytics.bundled import MODELS, RESTORE
from analytics.errors import ModelError

SCHEMA = 1
_REMEDY = f"{RESTORE}, or train the model again (see training/)"


@dataclass(frozen=True, slots=True)
class Weights:
    """A verified model folder; ``settings`` is what the model's own code must know (labels, window size)."""

    name: str
    folder: Path
    settings: Mapping[str, Any]

    def session(self, file: str = "model.onnx", *, threads: int = 1) -> onnxruntime.InferenceSession:
        """An onnxruntime session on the CPU for ``file``, with ``threads`` threads for each operator.

        A file that ends in ``.gz`` is unpacked in memory. Raises ModelError where it cannot be opened.
        """
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors; warnings about the graph are no business of a user's
        path = self.folder / file
        try:
            model = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else str(path)
            return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime raises many types that share no base of their own
            raise ModelError(f"{path} cannot be opened by onnxruntime: {error}; {_REMEDY}") from error

    def tokenizer(self, file: str = "tokenizer.json") -> Tokenizer:
        """The tokenizer, without truncation or padding."""
        path = self.folder / file
        try:
            tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # tokenizers raises bare Exception
            raise ModelError(f"{path} is no tokenizer: {error}; {_REMEDY}") from error
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer


def find_weights(name: str, *, root: Path = MODELS) -> Weights:
    """The verified weights of the model ``name`` under ``root``.

    Raises ModelError where the folder, its manifest or a listed file is missing, of another schema, or differs
    from the SHA-256 in the manifest; the message says which and what to do.
    """
    folder = root / name
    manifest = _read_manifest(folder / "manifest.json")
    for file, digest in manifest["files"].items():
        _verify(folder / file, digest)
    return Weights(name, folder, manifest.get("settings", {}))


def write_manifest(folder: Path, *, files: tuple[str, ...], settings: Mapping[str, Any]) -> None:
    """Write ``folder/manifest.json`` for ``files``, which lie in ``folder``; for the scripts that train."""
    digests = {file: sha256(folder / file) for file in files}
    manifest = {"schema": SCHEMA, "files": digests, "settings": dict(settings)}
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"{path} is missing: {_REMEDY}") from error
    except ValueError as error:
        raise ModelError(f"{path} is damaged ({error}): {_REMEDY}") from error
    if not isinstance(manifest, dict) or manifest.get("schema") != SCHEMA:
        raise ModelError(f"{path} is not a manifest of schema {SCHEMA}: {_REMEDY}")
    if not isinstance(manifest.get("files"), dict) or not manifest["files"]:
        raise ModelError(f"{path} lists no files: {_REMEDY}")
    return manifest


def _verify(path: Path, digest: str) -> None:
    if not path.is_file():
        raise ModelError(f"{path} is missing: {_REMEDY}")
    if sha256(path) != digest:
        raise ModelError(f"{path} is damaged, its SHA-256 is not the one in manifest.json: {_REMEDY}")
