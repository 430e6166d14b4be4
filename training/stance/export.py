"""A trained checkpoint as the files that the runtime reads: small integer weights, one compressed ONNX file.

    python -m training.stance.export --base MODEL --checkpoint RUN/last.pt --out data/models/stance

Weights are rounded to ``--bits`` bits, symmetric, each output channel (each row of the embeddings) with the scale
that loses least, so that what a layer computes changes least (see ``rounding``), and stored as 8-bit integers: so they
multiply as fast as any, never overflow the 16-bit sums of processors without VNNI, and a Huffman code brings them to
little more than ``--bits`` bits each on disk. Activations become integers with a scale for each token (as in Yao et
al., "ZeroQuant", NeurIPS 2022): one scale for a whole passage, which is what onnxruntime's own dynamic quantisation
takes, costs 2.5 points of macro-F1. Channels that are much larger than the others are divided first, and their weights
multiplied (Xiao et al., "SmoothQuant", ICML 2023). What activations are like is seen on a sample of our own statements.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import warnings
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import helper, numpy_helper
from tokenizers import Tokenizer

from analytics.stance.encoding import Encoded, Encoder
from analytics.weights import write_manifest
from training.stance import data, network
from training.stance.rounding import Floats, Gram, compensated, inverse_factor, rounded, scales
from training.stance.train import tensors

INPUTS = ("input_ids", "attention_mask", "target_mask")
FILE = "model.onnx.gz"
QUANTISED, SCALE, INVERSE = "_quantised", "_scales", "_inverse"
SAMPLE = 320
"""Passages on which the activations are seen."""
AT_ONCE = 80
"""So many of them are held in memory together."""
CONSTANTS = {
    "quantised_step": np.float32(1 / 127),
    "quantised_least": np.float32(1e-8),
    "quantised_centre": np.float32(128),
    "quantised_zero": np.uint8(128),
}


def to_onnx(net: network.StanceNetwork, path: Path) -> None:
    """The network as a graph over [batch, tokens] of 64-bit integers, with one output, ``logits`` [batch, 3]."""
    example = torch.ones((2, 8), dtype=torch.long)
    axes = {name: {0: "batch", 1: "tokens"} for name in INPUTS} | {"logits": {0: "batch"}}
    with warnings.catch_warnings():
        # The TorchScript exporter says that it is old; the new one needs a further package for the same graph.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, (example,) * 3, str(path), input_names=list(INPUTS), output_names=["logits"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip


def multiplied(graph: onnx.GraphProto) -> dict[str, list[str]]:
    """The activations that a MatMul multiplies with stored weights, and the names of those weights."""
    stored = {tensor.name for tensor in graph.initializer}
    found: dict[str, list[str]] = {}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in stored:
            found.setdefault(node.input[0], []).append(node.input[1])
    return found


@dataclass(slots=True)
class Seen:
    """What passages showed of an activation of so many channels: each one's largest absolute value, the Gram matrix."""

    largest: Floats
    gram: Gram


def activations(path: Path, names: Sequence[str], passages: Sequence[Encoded]) -> dict[str, Seen]:
    """What some passages show of each named activation."""
    model = onnx.load(path)
    model.graph.output.extend(helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, Seen] = {}
    for start in range(0, len(passages), AT_ONCE):
        rows: dict[str, list[Floats]] = {name: [] for name in names}
        for passage in passages[start : start + AT_ONCE]:
            given = dict(zip(INPUTS, (tensor.numpy() for tensor in tensors([passage])), strict=True))
            for name, values in zip(names, session.run(list(names), given), strict=True):
                rows[name].append(values.reshape(-1, values.shape[-1]))
        for name, parts in rows.items():
            tokens = np.concatenate(parts)
            largest, gram = np.abs(tokens).max(0), tokens.T @ tokens
            before = found.setdefault(name, Seen(largest, np.zeros(gram.shape)))
            before.largest = np.maximum(before.largest, largest)
            before.gram += gram
    return found


def balance(largest: Floats, tables: Sequence[Floats]) -> Floats:
    """By how much to divide each channel, so that activations and weights are about equally large."""
    weights = np.max([np.abs(table).max(1) for table in tables], axis=0)
    shares = np.sqrt(np.maximum(largest, 1e-5) / np.maximum(weights, 1e-5))
    return np.asarray(shares / np.exp(np.log(shares).mean()), dtype=np.float32)


def activation_nodes(name: str) -> list[onnx.NodeProto]:
    """Nodes that turn the activations ``name`` into integers about 128, NAME_whole, with NAME_scale for each token."""
    level, largest, scale, share = f"{name}_level", f"{name}_largest", f"{name}_scale", f"{name}_share"
    return [
        helper.make_node("Mul", [name, name + INVERSE], [level]),
        helper.make_node("Abs", [level], [f"{name}_abs"]),
        helper.make_node("ReduceMax", [f"{name}_abs"], [largest], axes=[-1], keepdims=1),
        helper.make_node("Mul", [largest, "quantised_step"], [f"{name}_steps"]),
        helper.make_node("Max", [f"{name}_steps", "quantised_least"], [scale]),
        helper.make_node("Div", [level, scale], [share]),
        helper.make_node("Round", [share], [f"{name}_rounded"]),
        helper.make_node("Add", [f"{name}_rounded", "quantised_centre"], [f"{name}_moved"]),
        helper.make_node("Cast", [f"{name}_moved"], [f"{name}_whole"], to=onnx.TensorProto.UINT8),
    ]


def product_nodes(node: onnx.NodeProto) -> list[onnx.NodeProto]:
    """Nodes that stand for one MatMul with weights: the product of integers, scaled by channel and token."""
    (name, weights), (out,) = node.input, node.output
    return [
        helper.make_node("MatMulInteger", [f"{name}_whole", weights + QUANTISED, "quantised_zero"], [f"{out}_whole"]),
        helper.make_node("Cast", [f"{out}_whole"], [f"{out}_float"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Mul", [f"{out}_float", weights + SCALE], [f"{out}_channels"]),
        helper.make_node("Mul", [f"{out}_channels", f"{name}_scale"], [out]),
    ]


def quantise_products(graph: onnx.GraphProto, bits: int, seen: dict[str, Seen]) -> None:
    """Replace each MatMul with stored weights by one of integers; what several of them read is quantised once.

    ``seen`` is what :func:`activations` found.
    """
    stored = {tensor.name: tensor for tensor in graph.initializer}
    arrays = {name: [numpy_helper.to_array(stored[one]) for one in found] for name, found in multiplied(graph).items()}
    levels = {name: balance(seen[name].largest, tables) for name, tables in arrays.items()}
    nodes: list[onnx.NodeProto] = []
    factors: dict[str, Gram] = {}
    for node in list(graph.node):
        if node.op_type != "MatMul" or node.input[1] not in stored:
            nodes.append(node)
            continue
        name, weights = node.input
        level = levels[name]
        if name not in factors:
            factors[name] = inverse_factor(seen[name].gram / np.outer(level, level))
            nodes += activation_nodes(name)
            graph.initializer.append(numpy_helper.from_array(1 / level, name + INVERSE))
        nodes += product_nodes(node)
        table = stored.pop(weights)
        balanced = numpy_helper.to_array(table) * level[:, None]
        scale = scales(balanced, bits, axis=1)
        whole = compensated(balanced, scale, bits, factors[name])
        graph.initializer.remove(table)
        graph.initializer.append(numpy_helper.from_array(whole, weights + QUANTISED))
        graph.initializer.append(numpy_helper.from_array(scale[0], weights + SCALE))
    for constant, value in CONSTANTS.items():
        graph.initializer.append(numpy_helper.from_array(np.asarray(value), constant))
    del graph.node[:]
    graph.node.extend(nodes)


def quantise_embeddings(graph: onnx.GraphProto, bits: int, *, rows: int) -> None:
    """Look the word embeddings (the table of ``rows`` rows) up as integers and scale them by row afterwards."""
    table = next(t for t in graph.initializer if t.dims and t.dims[0] == rows)
    gather = next(node for node in graph.node if node.op_type == "Gather" and node.input[0] == table.name)
    weights = numpy_helper.to_array(table)
    scale = scales(weights, bits, axis=0)
    whole = rounded(weights, scale, bits)
    name, ids, out = table.name, gather.input[1], gather.output[0]
    nodes = [
        helper.make_node("Gather", [name + QUANTISED, ids], [name + "_rows"]),
        helper.make_node("Cast", [name + "_rows"], [name + "_float"], to=onnx.TensorProto.FLOAT),
        helper.make_node("Gather", [name + SCALE, ids], [name + "_row_scale"]),
        helper.make_node("Mul", [name + "_float", name + "_row_scale"], [out]),
    ]
    place = list(graph.node).index(gather)
    graph.node.remove(gather)
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)
    graph.initializer.remove(table)
    graph.initializer.append(numpy_helper.from_array(whole, name + QUANTISED))
    graph.initializer.append(numpy_helper.from_array(scale, name + SCALE))


def compress(data: bytes) -> bytes:
    """A gzip file (no name, no time) of ``data`` by Huffman codes alone: weights hold no repeated strings."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31, 9, zlib.Z_HUFFMAN_ONLY)
    return packer.compress(data) + packer.flush()


def export(net: network.StanceNetwork, encoder: Encoder, *, bits: int, folder: Path) -> onnx.ModelProto:
    """The quantised graph; ``folder`` is for what lies in between."""
    plain = folder / "plain.onnx"
    to_onnx(net, plain)
    model = onnx.load(plain)
    sample = random.Random(0).sample(data.learnt(data.own()), SAMPLE)  # noqa: S311 (a sample needs no secrecy)
    passages = encoder.encode([example.query for example in sample])
    quantise_products(model.graph, bits, activations(plain, list(multiplied(model.graph)), passages))
    quantise_embeddings(model.graph, bits, rows=net.encoder.config.vocab_size)
    onnx.checker.check_model(model)
    return model


def main() -> None:
    """Write the model's folder, all but its card."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--layers", type=int)
    parser.add_argument("--bits", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    net = network.build(options.base, layers=options.layers)
    net.load_state_dict(torch.load(options.checkpoint, weights_only=True))
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        encoder = Encoder(Tokenizer.from_file(str(options.base / "tokenizer.json")))
        model = export(net.eval(), encoder, bits=options.bits, folder=Path(folder))
    (options.out / FILE).write_bytes(compress(model.SerializeToString()))
    shutil.copyfile(options.base / "tokenizer.json", options.out / "tokenizer.json")
    write_manifest(options.out, files=(FILE, "tokenizer.json"), settings={"temperature": 1.0})


if __name__ == "__main__":
    main()
