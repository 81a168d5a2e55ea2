"""The strips that batches are drawn from: those made last, each used a few times, on the device that learns."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from pipeline.read.alphabet import ALPHABET
from training.samples import Strip, bucket_px
from training.spoil import STRIP_HEIGHT_PX

PAD = 127
"""What strips are padded with on the right, as the product pads them: zero to the network."""
_LONGEST = 64
"""Characters of a strip at most: 512 px hold no more (training/samples.py asks for 6 px each)."""
INDEX = {character: i + 1 for i, character in enumerate(ALPHABET)}


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Strips of one bucket width.

    grey: uint8 (n, 48, w) on the device. own_px: int64 (n), where each one's padding begins. targets: int64
    (n, longest), classes from 1 on. lengths: int64 (n), on the host, where the CTC loss wants them.
    """

    grey: Tensor
    own_px: Tensor
    targets: Tensor
    lengths: Tensor


class Pool:
    """The last `kept` strips of each bucket width."""

    def __init__(self, kept: int, device: torch.device) -> None:
        self._kept, self._device = kept, device
        self._grey: dict[int, Tensor] = {}
        self._own_px: dict[int, Tensor] = {}
        self._targets: dict[int, Tensor] = {}
        self._lengths: dict[int, Tensor] = {}
        self._came: dict[int, int] = defaultdict(int)

    @property
    def came(self) -> int:
        """Strips added so far."""
        return sum(self._came.values())

    def add(self, strips: Iterable[Strip]) -> None:
        """Take strips in; the oldest of their width make room."""
        by_width: dict[int, list[Strip]] = defaultdict(list)
        for made in strips:
            by_width[bucket_px(made.grey.shape[1])].append(made)
        for width, group in by_width.items():
            if width not in self._grey:
                self._make_room(width)
            self._came[width] += len(group)
            group = group[-self._kept :]
            at = torch.arange(self._came[width] - len(group), self._came[width]) % self._kept
            batch = collate(group, width)
            there = at.to(self._device)
            self._grey[width][there] = batch.grey.to(self._device)
            self._own_px[width][there] = batch.own_px.to(self._device)
            self._targets[width][there] = batch.targets.to(self._device)
            self._lengths[width][at] = batch.lengths

    def draw(self, batch_px: int, rng: random.Random) -> Batch:
        """About `batch_px` columns of strips of one width; every strip that came is as likely as any other."""
        widths = sorted(self._came)
        width = rng.choices(widths, [width * self._came[width] for width in widths])[0]
        there = min(self._came[width], self._kept)
        at = torch.tensor([rng.randrange(there) for _ in range(max(1, batch_px // width))])
        chosen = at.to(self._device)
        lengths = self._lengths[width][at]
        targets = self._targets[width][chosen][:, : int(lengths.max())]
        return Batch(self._grey[width][chosen], self._own_px[width][chosen], targets, lengths)

    def _make_room(self, width: int) -> None:
        device, kept = self._device, self._kept
        self._grey[width] = torch.empty((kept, STRIP_HEIGHT_PX, width), dtype=torch.uint8, device=device)
        self._own_px[width] = torch.empty(kept, dtype=torch.int64, device=device)
        self._targets[width] = torch.empty((kept, _LONGEST), dtype=torch.int64, device=device)
        self._lengths[width] = torch.empty(kept, dtype=torch.int64)


def collate(strips: list[Strip], width: int) -> Batch:
    """`strips` padded on the right to `width`, on the host."""
    grey = np.full((len(strips), STRIP_HEIGHT_PX, width), PAD, np.uint8)
    targets = np.zeros((len(strips), _LONGEST), np.int64)
    for number, made in enumerate(strips):
        grey[number, :, : made.grey.shape[1]] = made.grey
        targets[number, : len(made.text)] = [INDEX[character] for character in made.text]
    written = (grey != PAD).any(axis=1)  # strips that the product's own code cut come padded
    own_px = torch.from_numpy(width - written[:, ::-1].argmax(axis=1))
    lengths = torch.tensor([len(made.text) for made in strips])
    return Batch(torch.from_numpy(grey), own_px, torch.from_numpy(targets), lengths)


def as_input(grey: Tensor) -> Tensor:
    """What the network takes of uint8 (n, 48, w): float32 (n, 3, 48, w) from -1 (black) to 1."""
    return (grey.float() * (2 / 255) - 1)[:, None].expand(-1, 3, -1, -1)
