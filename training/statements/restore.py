"""Weights in data/models/statements turned back into a checkpoint's state, to go on training from them.

What export.py rounded stays rounded, and its scale of the distances stays in them: a model that goes on from these is
exported with ``--distance-scale 1``. The embeddings of pieces never change in training; the base model has them whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

LAYER = re.compile(r"/tagger/(.+)/MatMul_quant$")
HEADS = {"/tagger/emit/MatMul": "emit", "/tagger/vectors/MatMul": "linker.vectors"}
PLAIN = re.compile(r"tagger\.(.+\.(?:weight|bias))$")


def state(folder: Path, start: dict[str, Tensor]) -> dict[str, Tensor]:
    """The state of the network whose weights ``folder`` holds; what is not stored there is as in ``start``."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    stored = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in graph.initializer}
    found = dict(start)
    for name, tensor in (*_plain(stored), *_matrices(graph, stored), *_heads(folder)):
        found[name] = start[name].clone()
        # The base model has more positions than are stored.
        found[name][tuple(slice(length) for length in tensor.shape)] = tensor
    return found


def _plain(stored: dict[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
    for name, tensor in stored.items():
        if match := PLAIN.match(name):
            yield match[1], tensor


def _matrices(graph: onnx.GraphProto, stored: dict[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
    for node in graph.node:
        if match := LAYER.match(node.name):
            name = node.input[1].removesuffix("_quantized")
            yield f"{match[1].replace('/', '.')}.weight", (stored[node.input[1]].float() * stored[f"{name}_scale"]).T
        elif node.name in HEADS:
            yield f"{HEADS[node.name]}.weight", stored[node.input[1]].T


def _heads(folder: Path) -> Iterator[tuple[str, Tensor]]:
    heads = {name: torch.tensor(value) for name, value in json.loads((folder / "heads.json").read_text()).items()}
    yield "chain.steps", heads["steps"].clamp_min(-100)  # the forbidden ones are masked anew
    for name in ("distance", "between", "none", "none_bias"):
        yield f"linker.{name}", heads[name]
