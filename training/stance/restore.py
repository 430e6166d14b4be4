"""The bundled integer weights turned back into floats: a checkpoint to go on from.

    python -m training.stance.restore --base MODEL --out RUN/start.pt

The logits differ from those of the bundled file by about 0.1, since activations are no longer rounded.
"""

from __future__ import annotations

import argparse
import gzip
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from analytics.bundled import MODELS
from analytics.stance.model import FILE
from training.stance import network
from training.stance.export import INVERSE, QUANTISED, SCALE

Floats = NDArray[np.float32]


def tables(model: onnx.ModelProto) -> dict[str, Floats]:
    """The weights of each linear layer ([out, in]) and of the embeddings, by the name of the network's parameter."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    made = {name: table for name, table in stored.items() if name.endswith((".weight", ".bias"))}
    by_input = {name: node for node in model.graph.node for name in node.input}
    for name, whole in stored.items():
        if not name.endswith(QUANTISED):
            continue
        plain = name.removesuffix(QUANTISED)
        user = by_input[name]
        if user.op_type == "Gather":
            made[plain] = whole.astype(np.float32) * stored[plain + SCALE]
        else:
            inverse = stored[user.input[0].removesuffix("_whole") + INVERSE]
            table = whole.astype(np.float32) * stored[plain + SCALE] * inverse[:, None]
            made[_parameter(user, by_input, stored)] = table.T
    return made


def _parameter(product: onnx.NodeProto, by_input: dict[str, onnx.NodeProto], stored: dict[str, Floats]) -> str:
    """The name of a layer's weights, which the graph has lost: that of the bias added to its product."""
    node = product
    while node.op_type != "Add":
        node = by_input[node.output[0]]
    bias = next(name for name in node.input if name in stored)
    return f"{bias.removesuffix('.bias')}.weight"


def restore(base: Path, path: Path) -> network.StanceNetwork:
    """The network with the weights of a file that ``export`` wrote; ``base`` tells its shape."""
    model = onnx.load_model_from_string(gzip.decompress(path.read_bytes()))
    net = network.build(base)
    found = {name: torch.tensor(np.array(table)) for name, table in tables(model).items()}
    missing, unknown = net.load_state_dict(found, strict=False)
    lost = [name for name in missing if "relative_attention_bias" not in name]
    if lost or unknown:
        raise ValueError(f"{path} is not of this network: lacks {lost}, has {unknown}")
    return net


def main() -> None:
    """Write the checkpoint."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=MODELS / "stance" / FILE)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.save(restore(options.base, options.weights).state_dict(), options.out)


if __name__ == "__main__":
    main()
