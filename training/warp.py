"""Bends strips anew each time they are used: slant, size, waves, pen, ink, noise; a whole batch at once.

Drawing a strip (training/samples.py) costs milliseconds of a processor, this microseconds of the device that learns: so
a strip may be learnt from several times, and is another one each time.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F  # noqa: N812 (its usual name)
from torch import Tensor

from training.pool import PAD
from training.spoil import STRIP_HEIGHT_PX

_LEFT_AS_IT_IS = 0.25
"""Share of strips that are not bent: the strips of the product are whole more often than not."""
_WAVE_PX = 20
"""Distance of the knots of the waves."""


def warp(grey: Tensor, own_px: Tensor) -> Tensor:
    """uint8 (n, 48, w), padded from column `own_px` on, bent and inked anew; the padding stays where it was.

    A strip keeps its width or gets narrower, so that no writing leaves it.
    """
    count, _, width = grey.shape
    columns = torch.arange(width, device=grey.device)
    padded = columns[None, None, :] >= own_px[:, None, None]
    dark = torch.where(padded, 0.0, 1 - grey.float() / 255)[:, None]
    changed = _inked(_bent(dark, own_px))
    kept = _chance(count, _LEFT_AS_IT_IS, grey.device)
    result = ((1 - torch.where(kept, dark, changed)[:, 0]) * 255).round().clamp(0, 255).to(torch.uint8)
    return torch.where(padded, PAD, result)


def _bent(dark: Tensor, own_px: Tensor) -> Tensor:
    count, _, high, width = dark.shape
    device = dark.device
    slant, tilt = 0.16 * torch.randn(count, device=device), 0.012 * torch.randn(count, device=device)
    narrow, tall = _between(0.78, 1.0, count, device), _between(0.82, 1.06, count, device)
    moved = _between(-1.5, 1.5, count, device)
    y, x = torch.meshgrid(
        torch.arange(high, device=device, dtype=torch.float32) - STRIP_HEIGHT_PX / 2,
        torch.arange(width, device=device, dtype=torch.float32),
        indexing="ij",
    )
    middle = own_px.float() / 2
    knots = (max(2, high // _WAVE_PX), max(2, width // _WAVE_PX))
    waves = torch.randn((count, 2, *knots), device=device) * _between(0.0, 2.0, count, device)[:, None, None, None]
    waves = F.interpolate(waves, (high, width), mode="bicubic", align_corners=True)

    def each(values: Tensor) -> Tensor:
        return values[:, None, None]

    from_middle = x[None] - each(middle)
    source_x = each(middle) + from_middle / each(narrow) + each(slant) * y[None] + waves[:, 0]
    source_y = y[None] / each(tall) + each(tilt) * from_middle + each(moved) + waves[:, 1] + STRIP_HEIGHT_PX / 2
    grid = torch.stack([(2 * source_x + 1) / width - 1, (2 * source_y + 1) / high - 1], dim=-1)
    return F.grid_sample(dark, grid, mode="bilinear", padding_mode="zeros", align_corners=False)


def _inked(dark: Tensor) -> Tensor:
    count, device = len(dark), dark.device
    fat = F.max_pool2d(dark, 3, 1, 1)
    thin = -F.max_pool2d(-dark, 3, 1, 1)
    soft = F.avg_pool2d(dark, 3, 1, 1)
    for other, chance, most in ((fat, 0.25, 0.9), (thin, 0.15, 0.5), (soft, 0.2, 1.0)):
        share = _between(0.0, most, count, device)[:, None, None, None] * _chance(count, chance, device)
        dark = dark + share * (other - dark)
    dark = dark * _between(0.65, 1.1, count, device)[:, None, None, None]
    noise = _between(0.0, 0.05, count, device)[:, None, None, None] * _chance(count, 0.3, device)
    return (dark + noise * torch.randn_like(dark)).clamp(0, 1)


def _between(low: float, high: float, count: int, device: torch.device) -> Tensor:
    return low + (high - low) * torch.rand(count, device=device)


def _chance(count: int, share: float, device: torch.device) -> Tensor:
    """True for about `share` of a batch, shape (n, 1, 1, 1)."""
    return torch.rand((count, 1, 1, 1), device=device) < share
