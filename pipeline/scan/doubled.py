"""Whether a page shows all its print twice, a little shifted: moved while it was scanned, or exposed twice.

A 1 is 11 there, in every row and in JUMLAH, and adds up. Of such a page each letter and its double are the same
distance apart, while the strokes of print stand apart as they please: the logarithm of the power spectrum has waves of
one length, which its own spectrum shows as a peak (Bogert, Healy and Tukey 1963: the cepstrum).
"""

from __future__ import annotations

from itertools import islice

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey

_SIDE, _PATCHES = 128, 16
"""Side of the patches looked at, pixels at about 300 dpi, and how many: where print is densest."""
_SAMPLED = 16
_LEAST_INK, _MOST_INK = 8, 110
"""Mean grey levels below white of a patch with print; what is darker is a picture, or the ground."""
_BAR, _STRIPS, _OF_THESE, _WHOLE = 160, 4, 2, 0.9
"""Grey level below which, and in how many of the strips of a patch, a bar is dark for so much of its length: a sheet's
edge, whose steps, where it leans, are as far apart all along. No letter is so tall."""
_FINEST, _COARSEST = 0.22, 0.03
"""Waves per pixel that strokes are made of; finer ones are grain, coarser ones shadows."""
_SMOOTH = 11
_NEAREST, _FARTHEST, _NEAR = 4.5, 32.0, 12.5
"""How far apart print and its double may be, in pixels: nearer, it is one broader stroke. Lines and stems of letters
stand evenly over and beside one another, those of small print within the third most of all."""
_ASIDE = 2
"""Pixels by which a shift is both across and down."""
_WITHOUT_RULINGS, _WITH_RULINGS = (0.13, 0.3, 0.3), (0.16, 0.36, 0.6)
"""From such peaks on print is there twice: at shifts across and down, at near and at far ones. Of whole pages whose
rulings are taken off (133 of benchmarks.finding) they are at most 0.13, 0.27 and 0.22, and mostly 0.2 to 0.5 where one
is doubled at half to all of its darkness by 7 to 22 pixels; dashed and double rulings 0.13, 0.31 and 0.46 of 147."""

Floats = NDArray[np.float32]


def is_doubled(grey: Grey, ruled: bool) -> bool:
    """Whether print stands on the page twice. `grey`: evenly lit, at about 300 dpi; ruled: with its rulings, of which
    some stand there twice on any page. Takes about 1 ms.
    """
    height, width = grey.shape
    if min(height, width) < 2 * _SIDE:
        return False
    waves = np.zeros((_SIDE, _SIDE // 2 - 1), np.float32)
    patches = _dense(grey, ruled)
    for top, left in patches:
        patch = grey[top : top + _SIDE, left : left + _SIDE].astype(np.float32)
        spectrum = cv2.dft((patch - patch.mean()) * _WINDOW)
        # In OpenCV's packed form the real parts stand in every second column.
        power = cv2.mulSpectrums(spectrum, spectrum, 0, conjB=True)[:, 1 : _SIDE - 1 : 2]
        waves += cv2.log(power + 10.0)
    if not patches:
        return False
    waves /= len(patches)
    half = np.where(_BAND, waves - cv2.blur(waves, (_SMOOTH, _SMOOTH)), 0).astype(np.float32)
    whole = np.zeros((_SIDE, _SIDE), np.float32)
    whole[:, 1 : _SIDE // 2] = half
    whole[:, _SIDE // 2 + 1 :] = np.roll(half[::-1], 1, axis=0)[:, ::-1]
    peaks = cv2.dft(whole, flags=cv2.DFT_COMPLEX_OUTPUT)[:, :, 0] / (2 * _BAND.sum())
    return bool((peaks > (_RULED_LIMITS if ruled else _LIMITS)).any())


def _dense(grey: Grey, ruled: bool) -> list[tuple[int, int]]:
    """Top and left of the patches with most print, densest first. ruled: whether bars may be rulings."""
    step = _SIDE // _SAMPLED
    sampled = grey[::_SAMPLED, ::_SAMPLED]
    rows, columns = grey.shape[0] // _SIDE, grey.shape[1] // _SIDE
    means = cv2.resize(sampled[: rows * step, : columns * step], (columns, rows), interpolation=cv2.INTER_AREA)
    inks = 255 - means.astype(np.int64).ravel()
    inks[inks > _MOST_INK] = 0
    densest = [at for at in np.argsort(-inks, kind="stable").tolist() if inks[at] > _LEAST_INK]
    places = ((at // columns * _SIDE, at % columns * _SIDE) for at in densest)
    kept = (place for place in places if ruled or not _barred(grey[tuple(slice(at, at + _SIDE) for at in place)]))
    return list(islice(kept, _PATCHES))


def _barred(patch: Grey) -> bool:
    """Whether a bar runs through half of the patch or more, from top to bottom or from left to right."""
    dark = patch < _BAR
    return any(
        int((way.reshape(_STRIPS, -1, _SIDE).mean(axis=1) > _WHOLE).any(axis=1).sum()) >= _OF_THESE
        for way in (dark, dark.T)
    )


def _window() -> Floats:
    fades = np.hanning(_SIDE)
    return np.outer(fades, fades).astype(np.float32)


def _band() -> NDArray[np.bool_]:
    """Which waves strokes are made of, shape of half a spectrum."""
    down, across = np.fft.fftfreq(_SIDE)[:, None], np.arange(1, _SIDE // 2)[None] / _SIDE
    away = np.hypot(down, across)
    return np.asarray((away > _COARSEST) & (away < _FINEST))


def _limits(across_and_down: float, near: float, far: float) -> Floats:
    """For every shift the peak from which it is one of all print."""
    shifts = np.fft.fftfreq(_SIDE, 1 / _SIDE)
    down, across = shifts[:, None], shifts[None]
    away = np.hypot(down, across)
    limits = np.where(away <= _NEAR, near, far)
    limits[(np.abs(down) >= _ASIDE) & (np.abs(across) >= _ASIDE)] = across_and_down
    limits[(away < _NEAREST) | (away > _FARTHEST)] = np.inf
    return limits.astype(np.float32)


_WINDOW, _BAND = _window(), _band()
_LIMITS, _RULED_LIMITS = _limits(*_WITHOUT_RULINGS), _limits(*_WITH_RULINGS)
