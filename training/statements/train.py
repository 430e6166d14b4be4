"""Train the tagger on PolNeAR and on our own passages.

    python -m training.statements.train --base MODEL --corpora FOLDER --out RUN --minutes 75 --seed 0

MODEL is the folder of all-MiniLM-L6-v2. The learning rate rises over the first updates and then falls linearly with
the epochs or the minutes spent, whichever ends first, so that the run always ends as a finished model. RUN gets
checkpoints (the moving average of the weights) and a log.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn

from analytics.quotes.tagger.pieces import BREAK, OPENING, cut, piece_id
from training.statements import markup, restore
from training.statements.data import Document, Example, batches, document, documents, examples
from training.statements.network import Encoder, Tagger, load_encoder

Floats = NDArray[np.float64]

HIDDEN = "[MASK]"


def parse() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--corpora", type=Path, required=True, help="folder that holds polnear/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a checkpoint, or a folder of exported weights, to go on from")
    parser.add_argument("--frozen", type=int, default=0, help="lowest layers that keep their weights")
    parser.add_argument("--bfloat16", action="store_true", help="compute the layers in 16 bits")
    parser.add_argument("--own", type=int, default=0, help="times that each of our own passages is read in an epoch")
    parser.add_argument("--epochs", type=float, default=6.0)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--window", type=int, default=256, help="pieces in a window, its two ends included")
    parser.add_argument("--batch", type=int, default=1024, help="pieces in a batch")
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=2e-3)
    parser.add_argument("--decay", type=float, default=0.9, help="of the rate from layer to layer, downwards")
    parser.add_argument("--warm-up", type=int, default=100, help="updates")
    parser.add_argument("--masked", type=float, default=0.0, help="share of pieces hidden from the model")
    parser.add_argument("--average", type=float, default=0.995, help="decay of the moving average of the weights")
    parser.add_argument("--save-minutes", type=float, default=8.0)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def tensors(
    batch: list[Example], tokenizer: Tokenizer, *, masked: float = 0.0, rng: np.random.Generator | None = None
) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, features and mask [batch, pieces], each window with its opening and its closing piece."""
    opening, closing = piece_id(tokenizer, OPENING), piece_id(tokenizer, BREAK)
    ids, features = [], []
    for example in batch:
        part = slice(*example.window.pieces)
        seen = example.document.pieces.ids[part].copy()
        if rng is not None and masked:
            seen[rng.random(len(seen)) < masked] = piece_id(tokenizer, HIDDEN)
        ids.append(torch.tensor([opening, *seen, closing]))
        features.append(torch.tensor([0, *example.document.pieces.features[part], 0]))
    mask = [torch.ones(len(row), dtype=torch.int64) for row in ids]
    return tuple(nn.utils.rnn.pad_sequence(rows, batch_first=True) for rows in (ids, features, mask))


def groups(tagger: Tagger, options: argparse.Namespace) -> Iterator[dict[str, object]]:
    """Groups for the optimiser; the rate falls from layer to layer (Howard and Ruder, ULMFiT, ACL 2018).

    The embeddings of pieces keep their values: half the weights, most of them of words that a run never sees.
    """
    encoder = tagger.encoder
    for depth, layer in enumerate(reversed(encoder.layers[options.frozen :])):
        yield {"params": list(layer.parameters()), "lr": options.rate * options.decay**depth}
    heads = [*tagger.emit.parameters(), *tagger.linker.parameters()]
    if not options.frozen:
        low = [encoder.positions.weight, *encoder.norm.parameters()]
        yield {"params": low, "lr": options.rate * options.decay ** len(encoder.layers)}
        heads.append(encoder.features.weight)
    yield {"params": heads, "lr": options.head_rate, "weight_decay": 0.0}
    yield {"params": list(tagger.chain.parameters()), "lr": 5 * options.head_rate, "weight_decay": 0.0}


class Average:
    """The exponential moving average of what learns in a network (Polyak and Juditsky, 1992)."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.updates = 0
        self.network = network
        self.values = {name: p.detach().clone() for name, p in network.named_parameters() if p.requires_grad}

    @torch.no_grad()
    def update(self) -> None:
        """Move toward the present weights; faster at first, when they are far from good."""
        self.updates += 1
        keep = min(self.decay, (1 + self.updates) / (10 + self.updates))
        now = dict(self.network.named_parameters())
        for name, value in self.values.items():
            value.lerp_(now[name], 1 - keep)

    def state(self) -> dict[str, Tensor]:
        """A state for the network: the averages, and what does not learn as it is."""
        return {**self.network.state_dict(), **self.values}


def epoch(
    found: list[Document], tokenizer: Tokenizer, options: argparse.Namespace, rng: random.Random
) -> list[list[Example]]:
    """The batches of one pass, the windows cut anew, our own passages joined anew."""
    own = [row for _ in range(options.own) for row in markup.shuffled(markup.learnt(), rng)]
    read = [*found, *(document(row, cut(row["text"], tokenizer)) for row in own)]
    cut_anew = [example for article in read for example in examples(article, size=options.window - 2, rng=rng)]
    return batches(cut_anew, pieces=options.batch, rng=rng)


def update(
    tagger: Tagger, optimizer: torch.optim.Optimizer, batch: list[Example], inputs: tuple[Tensor, ...]
) -> Floats:
    """One step of the optimiser; the summed losses of tags and links, and the number of words."""
    chain, links, words = tagger.loss(batch, inputs)
    ((chain + links) / words).backward()
    nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
    optimizer.step()
    optimizer.zero_grad()
    return np.array([float(chain.detach()), float(links.detach()), words])


def log_line(step: int, done: float, minutes: float, sums: Floats) -> str:
    """A line of the log: losses for each word since the last."""
    line = {"step": step, "epoch": done, "minutes": minutes, "tags": sums[0] / sums[2], "links": sums[1] / sums[2]}
    return json.dumps({name: round(float(value), 4) for name, value in {**line, "words": sums[2]}.items()}) + "\n"


def load(options: argparse.Namespace) -> tuple[Tokenizer, list[Document]]:
    """The tokenizer and the training articles."""
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer, documents(options.corpora / "polnear" / "train.jsonl.gz", tokenizer)


def train(tagger: Tagger, average: Average, options: argparse.Namespace) -> None:
    """Train until the epochs or the minutes are spent, with a line of log for every ten updates."""
    rng, noise = random.Random(options.seed), np.random.default_rng(options.seed)  # noqa: S311 - no secrets
    tokenizer, found = load(options)
    optimizer = torch.optim.AdamW(groups(tagger, options), weight_decay=0.01, fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    began = saved = time.monotonic()
    step, passed, place, sums, order = 0, 0, 0, np.zeros(3), epoch(found, tokenizer, options, rng)
    with (options.out / "log.jsonl").open("w", encoding="utf-8") as log:
        while True:
            done, minutes = passed + place / len(order), (time.monotonic() - began) / 60
            progress = max(done / options.epochs, minutes / options.minutes)
            if progress >= 1:
                return
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * min(1.0, (step + 1) / options.warm_up) * (1 - progress)
            inputs = tensors(order[place], tokenizer, masked=options.masked, rng=noise)
            sums += update(tagger, optimizer, order[place], inputs)
            average.update()
            step, place = step + 1, place + 1
            if place == len(order):
                passed, place, order = passed + 1, 0, epoch(found, tokenizer, options, rng)
            if step % 10 == 0:
                log.write(log_line(step, done, minutes, sums))
                log.flush()
                sums[:] = 0
            if time.monotonic() - saved > options.save_minutes * 60:
                torch.save(average.state(), options.out / f"step-{step}.pt")
                saved = time.monotonic()


def start(path: Path, tagger: Tagger) -> dict[str, Tensor]:
    """The state to go on from: a checkpoint's, or that of exported weights."""
    if path.is_dir():
        return restore.state(path, tagger.state_dict())
    state: dict[str, Tensor] = torch.load(path, map_location="cpu", weights_only=True)
    return state


def freeze(encoder: Encoder, layers: int) -> None:
    """Let the embeddings of pieces keep their values; with ``layers``, the lowest so many layers and all below too."""
    below = [encoder.positions, encoder.features, encoder.norm, *encoder.layers[:layers]] if layers else []
    for part in (encoder.pieces, *below):
        part.requires_grad_(False)


def main() -> None:
    """Train, and save the average of the weights."""
    options = parse()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    tagger = Tagger(load_encoder(options.base), bfloat16=options.bfloat16).train()
    if options.start:
        tagger.load_state_dict(start(options.start, tagger))
    freeze(tagger.encoder, options.frozen)
    average = Average(tagger, options.average)
    train(tagger, average, options)
    torch.save(average.state(), options.out / "final.pt")


if __name__ == "__main__":
    main()
