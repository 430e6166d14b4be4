"""The network: a small BERT with extra features, scores of tags for a linear-chain CRF, and vectors for linking."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from analytics.quotes.tagger.labels import N_TAGS, legal_transitions
from analytics.quotes.tagger.linking import (
    FOR_CONTENT,
    FOR_SOURCE,
    N_BETWEEN,
    N_DISTANCES,
    between_buckets,
    distance_buckets,
)
from analytics.quotes.tagger.pieces import N_FEATURES
from analytics.records import Span
from training.statements.data import Example, Link

LINK_SIZE = 64
FORBIDDEN = -1e4


def attention(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None) -> Tensor:
    """Scaled dot-product attention, all [batch, pieces, size]; ``mask`` is True where a piece may be looked at."""
    batch, length, size = query.shape
    split = (part.view(batch, length, heads, size // heads).transpose(1, 2) for part in (query, key, value))
    seen = functional.scaled_dot_product_attention(*split, attn_mask=mask)
    return seen.transpose(1, 2).reshape(batch, length, size)


class Layer(nn.Module):
    """One layer of BERT, [batch, pieces, size] to the same."""

    def __init__(self, size: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.attention = attention
        self.attend = nn.Linear(size, 3 * size)
        self.attended = nn.Linear(size, size)
        self.norm_attended = nn.LayerNorm(size, eps=1e-12)
        self.widen = nn.Linear(size, inner)
        self.narrow = nn.Linear(inner, size)
        self.norm = nn.LayerNorm(size, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """See the class, and ``attention``."""
        query, key, value = self.attend(states).chunk(3, dim=-1)
        seen = self.attended(self.attention(query, key, value, self.heads, mask))
        states = self.norm_attended(states + seen)
        return self.norm(states + self.narrow(functional.gelu(self.widen(states))))


class Encoder(nn.Module):
    """BERT without dropout in its layers (drawing the random numbers costs a tenth of the time on a CPU)."""

    def __init__(self, *, vocabulary: int, size: int, layers: int, heads: int, inner: int, positions: int) -> None:
        super().__init__()
        self.size = size
        self.pieces = nn.Embedding(vocabulary, size)
        self.positions = nn.Embedding(positions, size)
        self.features = nn.Embedding(N_FEATURES, size)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, heads, inner) for _ in range(layers))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> Tensor:
        """States [batch, pieces, size] from ids, features and mask, each [batch, pieces]; no mask: no padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.norm(self.pieces(ids) + self.positions(places) + self.features(features))
        seen = None if mask is None else mask.bool()[:, None, None, :]
        for layer in self.layers:
            states = layer(states, seen)
        return states


def load_encoder(folder: Path) -> Encoder:
    """The encoder with the weights of a BERT saved by transformers (config.json, model.safetensors)."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    encoder = Encoder(
        vocabulary=config["vocab_size"],
        size=config["hidden_size"],
        layers=config["num_hidden_layers"],
        heads=config["num_attention_heads"],
        inner=config["intermediate_size"],
        positions=config["max_position_embeddings"],
    )
    weights = load_file(folder / "model.safetensors")
    encoder.load_state_dict(dict(_renamed(weights, len(encoder.layers))))
    return encoder


def _renamed(weights: dict[str, Tensor], layers: int) -> Iterator[tuple[str, Tensor]]:
    prefix = "bert." if "bert.embeddings.word_embeddings.weight" in weights else ""
    words, places = f"{prefix}embeddings.word_embeddings.weight", f"{prefix}embeddings.position_embeddings.weight"
    yield "pieces.weight", weights[words]
    # The type of the first sentence, which BERT adds to every piece, goes into the positions.
    yield "positions.weight", weights[places] + weights[f"{prefix}embeddings.token_type_embeddings.weight"][0]
    yield "features.weight", torch.zeros(N_FEATURES, weights[words].shape[1])
    for part in ("weight", "bias"):
        yield f"norm.{part}", weights[f"{prefix}embeddings.LayerNorm.{part}"]
        for i in range(layers):
            old, new = f"{prefix}encoder.layer.{i}.", f"layers.{i}."
            heads = [weights[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            yield f"{new}attend.{part}", torch.cat(heads)
            yield f"{new}attended.{part}", weights[f"{old}attention.output.dense.{part}"]
            yield f"{new}norm_attended.{part}", weights[f"{old}attention.output.LayerNorm.{part}"]
            yield f"{new}widen.{part}", weights[f"{old}intermediate.dense.{part}"]
            yield f"{new}narrow.{part}", weights[f"{old}output.dense.{part}"]
            yield f"{new}norm.{part}", weights[f"{old}output.LayerNorm.{part}"]


class Likelihood(torch.autograd.Function):
    """The negative log-likelihood of a linear-chain CRF, its gradient from the marginals.

    Forward-backward in scaled probabilities (Rabiner, 1989), in NumPy: a thirtieth of the time of doing the same,
    word by word, with automatic differentiation.
    """

    @staticmethod
    def forward(
        ctx: torch.autograd.function.FunctionCtx, emissions: Tensor, steps: Tensor, tags: Tensor, lengths: Tensor
    ) -> Tensor:
        """Summed over the batch; emissions [batch, words, tags], tags [batch, words], lengths [batch]."""
        scores, move, gold = emissions.detach().double().numpy(), steps.detach().double().exp().numpy(), tags.numpy()
        inside = np.arange(scores.shape[1])[None, :, None] < lengths.numpy()[:, None, None]
        top = scores.max(2, keepdims=True)
        likely = np.exp(scores - top)
        ahead, behind, scale = np.empty_like(likely), np.ones_like(likely), np.ones_like(top)
        for place in range(scores.shape[1]):
            now = likely[:, 0] if place == 0 else (ahead[:, place - 1] @ move) * likely[:, place]
            scale[:, place] = now.sum(1, keepdims=True)
            ahead[:, place] = now / scale[:, place]
        for place in range(scores.shape[1] - 2, -1, -1):
            now = ((likely[:, place + 1] * behind[:, place + 1]) @ move.T) / scale[:, place + 1]
            behind[:, place] = np.where(inside[:, place + 1], now, 1.0)
        marginal = ahead * behind * inside
        pairs = np.einsum(
            "bti,btj->ij", ahead[:, :-1], likely[:, 1:] * behind[:, 1:] * inside[:, 1:] / scale[:, 1:], optimize=True
        )
        pairs *= move
        total = float(((np.log(scale) + top) * inside).sum())
        one_hot = (np.arange(scores.shape[2]) == gold[..., None]) & inside
        counts = np.zeros_like(pairs)
        np.add.at(counts, (gold[:, :-1], gold[:, 1:]), inside[:, 1:, 0])
        best = float((scores * one_hot).sum()) + float((counts * steps.detach().double().numpy()).sum())
        ctx.save_for_backward(torch.from_numpy(marginal - one_hot), torch.from_numpy(pairs - counts))
        return emissions.new_tensor(total - best)

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, grad: Tensor) -> tuple[Tensor | None, ...]:
        """Marginals less what is so."""
        of_emissions, of_steps = ctx.saved_tensors
        return grad * of_emissions.float(), grad * of_steps.float(), None, None


class Chain(nn.Module):
    """A linear-chain conditional random field over the tags (Lafferty et al., ICML 2001)."""

    def __init__(self) -> None:
        super().__init__()
        self.steps = nn.Parameter(torch.zeros(N_TAGS, N_TAGS))
        self.register_buffer("legal", torch.from_numpy(legal_transitions()))

    def scores(self) -> Tensor:
        """``[from, to]`` scores, with what is not legal forbidden."""
        return self.steps.masked_fill(~self.legal, FORBIDDEN)

    def forward(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """The negative log-likelihood, summed; emissions [batch, words, tags], tags [batch, words].

        A window may begin and end inside a span, so the ends carry no scores of their own.
        """
        return Likelihood.apply(emissions, self.scores(), tags, lengths)


class Linker(nn.Module):
    """Scores of a content and a source for each cue, from vectors of their first and last words and the distance.

    The four vectors of a word are: content looking for its cue, cue for a content, cue looking for its source, source.
    """

    def __init__(self, size: int) -> None:
        super().__init__()
        self.vectors = nn.Linear(size, 4 * LINK_SIZE)
        self.none = nn.Parameter(torch.zeros(LINK_SIZE))
        self.none_bias = nn.Parameter(torch.zeros(()))
        self.distance = nn.Parameter(torch.zeros(2, N_DISTANCES))
        self.between = nn.Parameter(torch.zeros(2, N_BETWEEN))

    def forward(self, vectors: Tensor, links: Sequence[Link]) -> Tensor:
        """The negative log-likelihood of one window's links, summed; vectors [words, 4 * LINK_SIZE]."""
        cues = [link.cue for link in links]
        contents = [(span, number) for number, link in enumerate(links) for span in link.contents]
        loss = vectors.new_zeros(())
        if contents:
            scores = self.pairs(vectors, [span for span, _ in contents], cues, cues, kind=FOR_CONTENT)
            wanted = torch.tensor([number for _, number in contents])
            loss = loss + functional.cross_entropy(scores, wanted, reduction="sum")
        known = [link for link in links if not link.source_cut]
        return loss + self._source_loss(vectors, known, cues) if known else loss

    def _source_loss(self, vectors: Tensor, known: Sequence[Link], cues: Sequence[Span]) -> Tensor:
        sources = sorted({link.source for link in known if link.source is not None})
        wanted = torch.tensor([sources.index(link.source) if link.source else len(sources) for link in known])
        mine = [link.cue for link in known]
        none = _spans(vectors, mine, 2 * FOR_SOURCE) @ self.none / LINK_SIZE**0.5 + self.none_bias
        scores = self.pairs(vectors, mine, sources, cues, kind=FOR_SOURCE) if sources else none[:, None][:, :0]
        return functional.cross_entropy(torch.cat([scores, none[:, None]], 1), wanted, reduction="sum")

    def pairs(
        self, vectors: Tensor, rows: Sequence[Span], columns: Sequence[Span], cues: Sequence[Span], *, kind: int
    ) -> Tensor:
        """Scores [rows, columns], as analytics.quotes.tagger.linking computes them."""
        product = _spans(vectors, rows, 2 * kind) @ _spans(vectors, columns, 2 * kind + 1).T
        left, right, others = np.array(rows), np.array(columns), np.array(sorted(cues))
        near = torch.from_numpy(distance_buckets(left, right))
        gaps = torch.from_numpy(between_buckets(left, right, others))
        return product / LINK_SIZE**0.5 + self.distance[kind][near] + self.between[kind][gaps]


def _spans(vectors: Tensor, spans: Sequence[Span], which: int) -> Tensor:
    part = vectors[:, which * LINK_SIZE : (which + 1) * LINK_SIZE]
    first = torch.tensor([start for start, _ in spans])
    last = torch.tensor([end - 1 for _, end in spans])
    return (part[first] + part[last]) / 2


class Tagger(nn.Module):
    """Tag scores and link vectors of every piece; ``loss`` is that of a batch of windows."""

    def __init__(self, encoder: Encoder, *, bfloat16: bool = False) -> None:
        super().__init__()
        self.encoder = encoder
        self.bfloat16 = bfloat16
        self.emit = nn.Linear(encoder.size, N_TAGS)
        self.chain = Chain()
        self.linker = Linker(encoder.size)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None) -> tuple[Tensor, Tensor]:
        """Emissions [batch, pieces, tags] and vectors [batch, pieces, 4 * LINK_SIZE]."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.bfloat16):
            states = self.encoder(ids, features, mask)
        states = self.dropout(states.float())
        return self.emit(states), self.linker.vectors(states)

    def loss(self, batch: Sequence[Example], inputs: tuple[Tensor, Tensor, Tensor]) -> tuple[Tensor, Tensor, int]:
        """Losses of tags and of links, summed over the batch, and its number of words."""
        emissions, vectors = self(*inputs)
        words = [_first_pieces(example) for example in batch]
        lengths = torch.tensor([len(places) for places in words])
        padded = nn.utils.rnn.pad_sequence(words, batch_first=True)
        emissions = emissions.gather(1, padded[..., None].expand(-1, -1, N_TAGS))
        tags = [torch.from_numpy(e.document.tags[slice(*e.window.words)]) for e in batch]
        chain = self.chain(emissions, nn.utils.rnn.pad_sequence(tags, batch_first=True), lengths)
        links = vectors.new_zeros(())
        for row, (example, places) in enumerate(zip(batch, words, strict=True)):
            if example.links:
                links = links + self.linker(vectors[row][places], example.links)
        return chain, links, int(lengths.sum())


def _first_pieces(example: Example) -> Tensor:
    window = example.window
    first = example.document.pieces.first[slice(*window.words)]
    return torch.from_numpy(first - window.pieces[0] + 1)  # 1 for the piece that opens the window
