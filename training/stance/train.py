"""Fine-tune the stance network on a CPU; writes checkpoints and a log of the loss and of the accuracy on dev.

    python -m training.stance.train --base MODEL --corpora FOLDER --out RUN --steps 1300

The learning rate rises for a twentieth of the steps and then falls to nothing. Every chunk mixes the sources by
their ``--shares``: readers' labels of real articles, with their probabilities (readers, quick, translated, and read:
those that we read), NewsMTSC, the directed pairs of DSE and our own statements (own; contrast once more by themselves).
RUN/best.pt is the checkpoint with the best mean macro-F1 over the development sets (NewsMTSC's two, a sample of DSE's,
the held-out part of our own, readers' two); ``--patience`` evaluations without a better one end the run.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from analytics.quotes.tagger.pieces import piece_id
from analytics.stance.encoding import SOURCE_MARKERS, TARGET_MARKERS, Encoded, Encoder
from evaluation.metrics import macro_f1
from training.stance import data, network

PASSAGES_IN_CHUNK = 640
"""Batches are made of passages of like length within so many."""
FILES = {
    "newsmtsc": "newsmtsc/train.jsonl.gz",
    "dse": "dse/train.jsonl.gz",
    "readers": "readers/train.jsonl.gz",
    "quick": "readers/train-quick.jsonl.gz",
    "translated": "readers/translated-train.jsonl.gz",
}
DSE_SAMPLE = 600
"""So many of DSE's development pairs are looked at during training."""


def shares(written: str) -> dict[str, float]:
    """``readers=3,own=2`` as a mapping; ValueError where a source is not known."""
    found = {name: float(share) for name, _, share in (part.partition("=") for part in written.split(","))}
    if unknown := found.keys() - FILES.keys() - {"own", "contrast", "read"}:
        raise ValueError(f"no such source: {unknown}")
    return found


def parse() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--base", type=Path, required=True, help="folder of the encoder to start from")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from")
    parser.add_argument("--corpora", type=Path, required=True, help="folder with newsmtsc/ and dse/")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=3e-5)
    parser.add_argument("--decay", type=float, default=0.9, help="of the learning rate from layer to layer, downwards")
    parser.add_argument("--head-rate", type=float, default=1e-4)
    parser.add_argument("--frozen", type=int, default=4, help="lowest layers that keep their weights")
    parser.add_argument("--layers", type=int, help="cut the encoder to so many layers")
    parser.add_argument("--neutral", type=float, default=1.5, help="DSE's neutral pairs for each that takes a side")
    parser.add_argument("--neutral-weight", type=float, default=2.0, help="of DSE's neutral pairs in the loss")
    parser.add_argument("--spoken", type=float, default=0.2, help="share of NewsMTSC with an invented speaker")
    parser.add_argument("--shares", type=shares, default=shares("newsmtsc=2,dse=2,own=4"), help="of a chunk, by source")
    parser.add_argument("--evaluate-every", type=int, default=400, help="steps from one look at dev to the next")
    parser.add_argument("--patience", type=int, default=3)
    parser.add_argument("--seed", type=int, default=0)
    return parser.parse_args()


def passes(name: str, options: argparse.Namespace, rng: random.Random) -> Iterator[list[data.Example]]:
    """The passages of a source, pass by pass without end; what is drawn from them is drawn anew for each."""
    corpora: Path = options.corpora
    ready: dict[str, Callable[[], list[data.Example]]] = {
        "own": data.own,
        "contrast": data.contrast,
        "read": partial(data.read, corpora),
    }
    if name in ready:
        found = ready[name]()
        while True:
            yield data.learnt(found)
    found = data.examples(corpora / FILES[name], corpus=name)
    if name == "dse":
        found = data.without(found, data.examples(corpora / "dse/dev.jsonl.gz", corpus=name))
    while True:
        if name == "dse":
            yield data.directed(found, neutral=options.neutral, weight=options.neutral_weight, rng=rng)
        else:
            yield data.spoken(found, share=options.spoken, rng=rng) if name == "newsmtsc" else list(found)


def stream(name: str, options: argparse.Namespace, rng: random.Random) -> Iterator[data.Example]:
    """The passages of a source without end, shuffled for each pass."""
    for found in passes(name, options, rng):
        rng.shuffle(found)
        yield from found


def batches(
    chunk: Sequence[data.Example], encoder: Encoder, size: int, rng: random.Random
) -> Iterator[tuple[Tensor, ...]]:
    """Tensors of passages of like length: ids, attention mask, target mask, probabilities [n, 3], weights."""
    encoded = encoder.encode([example.query for example in chunk])
    order = sorted(range(len(chunk)), key=lambda i: (len(encoded[i].ids), rng.random()))
    groups = [order[start : start + size] for start in range(0, len(order), size)]
    rng.shuffle(groups)
    for group in groups:
        labels = torch.tensor([chunk[i].wanted for i in group])
        weights = torch.tensor([chunk[i].weight for i in group])
        yield *tensors([encoded[i] for i in group]), labels, weights


def tensors(passages: Sequence[Encoded], *, padding: int = 1) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, attention mask and target mask, each [passages, tokens], padded to the longest."""
    shape = (len(passages), max(len(passage.ids) for passage in passages))
    ids, attention, target = (torch.full(shape, value) for value in (padding, 0, 0))
    for row, passage in enumerate(passages):
        ids[row, : len(passage.ids)] = torch.tensor(passage.ids)
        attention[row, : len(passage.ids)] = 1
        target[row, list(passage.target)] = 1
    return ids, attention, target


def reserved(tokenizer: Tokenizer) -> dict[int, int]:
    """Each marker's id, and that of the punctuation whose embedding it starts from."""
    alike = zip((*TARGET_MARKERS, *SOURCE_MARKERS), "**##", strict=True)
    return {piece_id(tokenizer, marker): piece_id(tokenizer, like) for marker, like in alike}


def rate_at(share: float, *, warm: float = 0.05) -> float:
    """The factor on the learning rate once ``share`` of the time is spent: up for ``warm`` of it, then down to 0."""
    return max(0.02, min(share / warm, (1 - share) / (1 - warm)))


def chunks(options: argparse.Namespace, rng: random.Random) -> Iterator[list[data.Example]]:
    """Chunks of passages, of each source its share."""
    sources = {name: stream(name, options, rng) for name, share in options.shares.items() if share}
    whole = sum(options.shares.values())
    while True:
        counts = {name: round(PASSAGES_IN_CHUNK * options.shares[name] / whole) for name in sources}
        yield [next(sources[name]) for name, count in counts.items() for _ in range(count)]


def development(corpora: Path) -> dict[str, list[data.Example]]:
    """The sets on which checkpoints are compared."""
    dse = data.examples(corpora / "dse/dev.jsonl.gz", corpus="dse")
    return {
        "newsmtsc-rw": data.examples(corpora / "newsmtsc/dev-rw.jsonl.gz", corpus="newsmtsc"),
        "newsmtsc-mt": data.examples(corpora / "newsmtsc/dev-mt.jsonl.gz", corpus="newsmtsc"),
        "dse": random.Random(0).sample(dse, DSE_SAMPLE),  # noqa: S311 (a sample needs no secrecy)
        "own": data.held_out(data.own()),
        "readers": data.examples(corpora / "readers/dev.jsonl.gz", corpus="readers"),
        "translated": data.examples(corpora / "readers/translated-dev.jsonl.gz", corpus="translated"),
    }


def half() -> torch.autocast:
    """Products in bfloat16, ten times as fast where a processor has AMX; the weights stay in 32 bits."""
    return torch.autocast("cpu", dtype=torch.bfloat16)


@torch.inference_mode()
def accuracy(net: network.StanceNetwork, sets: dict[str, list[data.Example]], encoder: Encoder) -> dict[str, float]:
    """Macro-F1 on each set, and their mean."""
    net.eval()
    found = {}
    for name, examples in sets.items():
        said, gold = [], []
        for ids, attention, target, labels, _ in batches(examples, encoder, 32, random.Random(0)):  # noqa: S311
            with half():
                said += net(ids, attention, target).argmax(-1).tolist()
            gold += labels.argmax(-1).tolist()
        found[name] = round(macro_f1(gold, said, range(network.CLASSES)), 4)
    net.train()
    return found | {"mean": round(sum(found.values()) / len(found), 4)}


def optimiser_for(net: network.StanceNetwork, options: argparse.Namespace) -> torch.optim.AdamW:
    """AdamW with a learning rate for each layer."""
    groups = network.parameter_groups(
        net, rate=options.rate, decay=options.decay, head_rate=options.head_rate, frozen=options.frozen
    )
    optimiser = torch.optim.AdamW(list(groups), weight_decay=0.01, fused=True)
    for group in optimiser.param_groups:
        group["peak"] = group["lr"]
    return optimiser


def step(net: network.StanceNetwork, optimiser: torch.optim.AdamW, batch: tuple[Tensor, ...], factor: float) -> float:
    """One step on one batch with ``factor`` of the peak learning rates; its loss."""
    ids, attention, target, labels, weights = batch
    for group in optimiser.param_groups:
        group["lr"] = group["peak"] * factor
    with half():
        logits = net(ids, attention, target)
    losses = torch.nn.functional.cross_entropy(logits.float(), labels, reduction="none")
    loss = (losses * weights).sum() / weights.sum()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad(set_to_none=True)
    return float(loss.item())


def train(options: argparse.Namespace) -> None:
    """Run to the last step or till dev no longer rises; see the module for what it leaves behind."""
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)  # noqa: S311 (a shuffle needs no secrecy)
    tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
    net = network.build(options.base, layers=options.layers, markers=reserved(tokenizer)).train()
    if options.start:
        net.load_state_dict(torch.load(options.start, weights_only=True))
    encoder, optimiser, sets = Encoder(tokenizer), optimiser_for(net, options), development(options.corpora)
    queue = (b for chunk in chunks(options, rng) for b in batches(chunk, encoder, options.batch, rng))
    best, missed = 0.0, 0
    with (options.out / "log.jsonl").open("w", encoding="utf-8") as log:
        for number, batch in enumerate(queue, 1):
            loss = step(net, optimiser, batch, rate_at(number / options.steps))
            if number % 10 == 0:
                print(json.dumps({"step": number, "loss": round(loss, 4)}), file=log, flush=True)
            last = number >= options.steps
            if last or number % options.evaluate_every == 0:
                torch.save(net.state_dict(), options.out / "last.pt")
                dev = accuracy(net, sets, encoder)
                print(json.dumps({"step": number, "dev": dev}), file=log, flush=True)
                missed = 0 if dev["mean"] > best else missed + 1
                if dev["mean"] > best:
                    best = dev["mean"]
                    (options.out / "last.pt").replace(options.out / "best.pt")
            if last or missed >= options.patience:
                break


if __name__ == "__main__":
    given = parse()
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "options.json").write_text(json.dumps({k: str(v) for k, v in vars(given).items()}), encoding="utf-8")
    train(given)
