"""Fit pipeline/read/word_net.py in PyTorch: four convolutions of stride 2, the strongest along the line, two layers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from pipeline.read.shapes import Floats
from pipeline.read.word_net import STRIDE_PX, WordNet, padded

_BATCH, _RATE, _LEAST_RATE, _DROPPED = 64, 2e-3, 2e-5, 0.2
_RATE_ON = 6e-4
"""The first step where a fitted network is fitted on: with larger ones it would forget."""
_SMOOTHED = 0.003
"""Of the target, spread over all classes: never quite sure."""
_KERNELS = (5, 3, 3, 3)

Grey = NDArray[np.uint8]


class _Trainee(nn.Module):
    def __init__(self, high: int, channels: int, filters: Sequence[int], measures: int, hidden: int, classes: int):
        super().__init__()
        ins = (channels, *filters[:-1])
        self.convolutions = nn.ModuleList(
            nn.Conv2d(i, o, kernel, stride=2) for i, o, kernel in zip(ins, filters, _KERNELS, strict=True)
        )
        for kernel in _KERNELS:
            high = (high - kernel) // 2 + 1
        self.hidden = nn.Linear(high * filters[-1] + measures, hidden)
        self.dropped = nn.Dropout(_DROPPED)
        self.last = nn.Linear(hidden, classes)

    def forward(self, pictures: Tensor, measures: Tensor) -> Tensor:
        seen = pictures
        for convolution in self.convolutions:
            seen = torch.relu(convolution(seen))
        strongest = seen.amax(dim=3).transpose(1, 2).flatten(1)  # rows first, as numpy has them
        flat = torch.cat([strongest, measures], dim=1)
        scores: Tensor = self.last(self.dropped(torch.relu(self.hidden(flat))))
        return scores

    def start_from(self, net: WordNet) -> None:
        """Take over the weights of `net`, of the same sizes."""
        layers = (*self.convolutions, self.hidden, self.last)
        with torch.no_grad():
            for layer, weights, biases in zip(layers, net.weights, net.biases, strict=True):
                order = (3, 2, 0, 1) if weights.ndim == 4 else (1, 0)
                layer.weight.copy_(torch.from_numpy(weights.transpose(order).astype(np.float32)))
                layer.bias.copy_(torch.from_numpy(biases.astype(np.float32)))

    def numpy(self) -> WordNet:
        linear = (self.hidden, self.last)
        weights = [c.weight.detach().permute(2, 3, 1, 0).numpy() for c in self.convolutions]
        weights += [layer.weight.detach().T.numpy() for layer in linear]
        biases = [layer.bias.detach().numpy() for layer in (*self.convolutions, *linear)]
        return WordNet(tuple(np.ascontiguousarray(w) for w in weights), tuple(biases))


def fitted(
    pictures: Sequence[Grey],
    measures: Floats,
    classes: NDArray[np.int64],
    filters: Sequence[int],
    hidden: int,
    epochs: int,
    start: WordNet | None = None,
) -> WordNet:
    """The network after so many epochs. pictures: (height, own width, channels), 0 to 255.

    start: a network of the same sizes to go on from, in smaller steps; None: from nothing.
    """
    torch.manual_seed(3)
    rng = np.random.default_rng(4)
    trainee = _Trainee(
        pictures[0].shape[0], pictures[0].shape[2], filters, measures.shape[1], hidden, int(classes.max()) + 1
    )
    if start is not None:
        trainee.start_from(start)
    rate = _RATE if start is None else _RATE_ON
    optimiser = torch.optim.AdamW(trainee.parameters(), lr=rate, weight_decay=1e-4)
    by_width: dict[int, list[int]] = defaultdict(list)
    for at, picture in enumerate(pictures):
        by_width[-(-picture.shape[1] // STRIDE_PX)].append(at)
    steps = epochs * sum(-(-len(group) // _BATCH) for group in by_width.values())
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps, _LEAST_RATE)
    losses: list[float] = []
    for epoch in range(epochs):
        for batch in _batches(by_width, rng):
            seen = torch.from_numpy(np.stack([padded(pictures[at]) for at in batch])).permute(0, 3, 1, 2).float() / 255
            scores = trainee(seen, torch.from_numpy(measures[batch]))
            loss = nn.functional.cross_entropy(scores, torch.from_numpy(classes[batch]), label_smoothing=_SMOOTHED)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses[-steps // epochs :]):.4f}", flush=True)
    return trainee.eval().numpy()


def _batches(by_width: dict[int, list[int]], rng: np.random.Generator) -> list[NDArray[np.int64]]:
    batches = []
    for group in by_width.values():
        order = rng.permutation(group)
        batches += [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
    rng.shuffle(batches)  # type: ignore[arg-type]
    return batches


def saved(net: WordNet, file: Path, **more: NDArray[Any]) -> None:
    """Write the network, and what else belongs to it, half as precise."""
    arrays = {f"weights_{at}": one.astype(np.float16) for at, one in enumerate(net.weights)}
    arrays |= {f"biases_{at}": one.astype(np.float16) for at, one in enumerate(net.biases)}
    np.savez_compressed(file, **arrays, **more)
