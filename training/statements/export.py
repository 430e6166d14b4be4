"""Export a checkpoint as quantised ONNX: data/models/statements, all but its README.

    python -m training.statements.export --base MODEL --checkpoint RUN/final.pt --out data/models/statements

The matrices of the layers are stored in 8 bits for each output channel and multiplied in 8 bits; the embeddings of
pieces are stored in 8 bits with one scale for each row; the heads stay in 32 bits.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any, TypeAlias

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, Value, nn

from analytics.weights import write_manifest
from training.statements.network import Tagger, attention, load_encoder

VERSION = 1
Nested: TypeAlias = "float | list[Nested]"


class ByteEmbedding(nn.Module):
    """An embedding in 8 bits with a scale for each row."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        table = embedding.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Rows for ids."""
        return self.table[ids].float() * self.scale[ids]


class FusedAttention(torch.autograd.Function):
    """Attention as one operator of onnxruntime, which spares the copies between its parts."""

    @staticmethod
    def forward(
        _: torch.autograd.function.FunctionCtx, query: Tensor, key: Tensor, value: Tensor, heads: int, mask: None
    ) -> Tensor:
        """As in PyTorch."""
        return attention(query, key, value, heads, mask)

    @staticmethod
    def symbolic(
        graph: Any,  # noqa: ANN401 - the exporter's own type, which is not public
        query: Value,
        key: Value,
        value: Value,
        heads: int,
        _: None,
    ) -> Value:
        """As in ONNX."""
        fused = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        fused.setType(query.type())
        return fused


class Runtime(nn.Module):
    """The network for one window without padding: emissions and link vectors from ids and features."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """See the class."""
        emissions, vectors = self.tagger(ids, features, None)
        return emissions, vectors


def parse() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--window", type=int, default=256)
    parser.add_argument("--begin-bonus", type=float, default=0.3, help="added to the score of beginning a span")
    parser.add_argument("--distance-scale", type=float, default=2.0, help="of what was learned for distances")
    parser.add_argument("--float", action="store_true", help="do not quantise the layers")
    return parser.parse_args()


def load(base: Path, checkpoint: Path) -> Tagger:
    """The network of a checkpoint, ready to predict."""
    tagger = Tagger(load_encoder(base))
    tagger.load_state_dict(torch.load(checkpoint, weights_only=True))
    tagger.eval()
    return tagger


def write_onnx(tagger: Tagger, path: Path, *, window: int) -> None:
    """The network in 32 bits but for its embeddings, for windows of at most ``window`` pieces."""
    encoder = tagger.encoder
    encoder.pieces = ByteEmbedding(encoder.pieces)
    encoder.positions = nn.Embedding.from_pretrained(encoder.positions.weight.detach()[:window])
    for layer in encoder.layers:
        layer.attention = FusedAttention.apply
    example = (torch.ones(1, 32, dtype=torch.int64), torch.zeros(1, 32, dtype=torch.int64))
    torch.onnx.export(
        Runtime(tagger),
        example,
        str(path),
        input_names=["ids", "features"],
        output_names=["emissions", "vectors"],
        dynamic_axes={name: {1: "pieces"} for name in ("ids", "features", "emissions", "vectors")},
        opset_version=17,
        dynamo=False,
    )


def quantise(source: Path, path: Path) -> None:
    """Layers in 8 bits, for each channel; 7 of them used, so that processors without VNNI do not overflow."""
    graph = onnx.load(str(source)).graph
    heads = [node.name for node in graph.node if node.op_type == "MatMul" and "/layers" not in node.name]
    quantize_dynamic(
        str(source),
        str(path),
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=heads,
    )


def heads(tagger: Tagger, *, scale: float) -> dict[str, Nested]:
    """What is computed outside ONNX: the chain's steps and the linker's weights.

    The scores of distances grow slowly in training, where a window offers few pairs; a text offers many more.
    """
    linker = tagger.linker
    return {
        "steps": tagger.chain.scores().tolist(),
        "distance": (scale * linker.distance).tolist(),
        "between": (scale * linker.between).tolist(),
        "none": linker.none.tolist(),
        "none_bias": float(linker.none_bias),
    }


def main() -> None:
    """Export."""
    options = parse()
    options.out.mkdir(parents=True, exist_ok=True)
    tagger = load(options.base, options.checkpoint)
    computed = heads(tagger, scale=options.distance_scale)
    stored = {name: _rounded(value) for name, value in computed.items()}
    (options.out / "heads.json").write_text(json.dumps(stored) + "\n", encoding="utf-8")
    model = options.out / "model.onnx"
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float.onnx"
        write_onnx(tagger, whole, window=options.window)
        shutil.copyfile(whole, model) if options.float else quantise(whole, model)
    shutil.copyfile(options.base / "tokenizer.json", options.out / "tokenizer.json")
    settings = {"version": VERSION, "window": options.window, "begin_bonus": options.begin_bonus}
    write_manifest(options.out, files=("model.onnx", "tokenizer.json", "heads.json"), settings=settings)
    print(f"{model}: {model.stat().st_size / 1e6:.1f} MB")


def _rounded(value: Nested) -> Nested:
    return [_rounded(item) for item in value] if isinstance(value, list) else round(float(value), 5)


if __name__ == "__main__":
    main()
