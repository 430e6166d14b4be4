"""The network: an encoder, and a head over its first token and the mean of the target's tokens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

CLASSES = 3
"""critical, neutral, favourable, in this order."""


class StanceNetwork(nn.Module):
    """Logits [batch, 3] from token ids, attention mask and target mask, each [batch, tokens]."""

    def __init__(self, encoder: nn.Module, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        size = encoder.config.hidden_size
        self.dense = nn.Linear(2 * size, size)
        self.out = nn.Linear(size, CLASSES)
        self.dropout = nn.Dropout(dropout)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, target_mask: Tensor) -> Tensor:
        """See the class."""
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask)[0]
        weights = target_mask.to(states.dtype).unsqueeze(-1)
        mention = (states * weights).sum(1) / weights.sum(1)
        pooled = torch.cat([states[:, 0], mention], dim=-1)
        return self.out(self.dropout(torch.tanh(self.dense(self.dropout(pooled)))))


def build(base: Path, *, layers: int | None = None, markers: dict[int, int] | None = None) -> StanceNetwork:
    """The network over the encoder in ``base``, cut to its lowest ``layers``.

    ``markers`` maps the ids of reserved tokens to those of the tokens whose embeddings they start from.
    """
    config = AutoConfig.from_pretrained(base)
    if layers is not None:
        config.num_hidden_layers = layers
    # Dropping attention weights slows training on a CPU and brought nothing measurable.
    config.attention_probs_dropout_prob = 0.0
    encoder = AutoModel.from_pretrained(base, config=config, add_pooling_layer=False)
    words = encoder.embeddings.word_embeddings.weight
    with torch.no_grad():
        for marker, like in (markers or {}).items():
            words[marker] = words[like]
    return StanceNetwork(encoder)


def parameter_groups(
    network: StanceNetwork, *, rate: float, decay: float, head_rate: float, frozen: int = 0
) -> Iterator[dict[str, object]]:
    """Groups for the optimiser: the learning rate falls by ``decay`` from each layer to the one below.

    (Howard and Ruder, ULMFiT, ACL 2018.) The embeddings and the lowest ``frozen`` layers do not learn.
    """
    layers = network.encoder.encoder.layer
    for parameter in network.encoder.parameters():
        parameter.requires_grad_(False)
    for index, layer in enumerate(layers):
        if index >= frozen:
            layer.requires_grad_(True)
            yield {"params": list(layer.parameters()), "lr": rate * decay ** (len(layers) - 1 - index)}
    bias = network.encoder.encoder.relative_attention_bias
    if frozen == 0:
        bias.requires_grad_(True)
        yield {"params": list(bias.parameters()), "lr": rate * decay ** len(layers)}
    yield {"params": [*network.dense.parameters(), *network.out.parameters()], "lr": head_rate}
