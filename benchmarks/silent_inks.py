"""Writing that is paler than the rest of its page: of a hard pencil, a pen that skips, another pen."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from benchmarks.silent_clean import Clean
from pipeline.form import OPTION_KINDS
from pipeline.geometry import Box
from pipeline.model import Grey

PALE = (0.15, 0.5)
"""Of its darkness, what is left of writing."""
SKIPS, SKIPPED = (0.08, 0.4), 0.1
"""Of its darkness, what is left where a pen skips; share of the written cells of a page in which it does."""
SECOND_INK = (0.08, 0.3)
"""Of its darkness, what is left in a table where another pen was taken."""


def pale(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """Written with a hard pencil or a pen that runs dry, all but marks on printed options."""
    share = rng.uniform(*PALE)
    options = {name for name, kind in clean.form.kinds.items() if kind in OPTION_KINDS}
    for cell in clean.cells:
        if cell["ink"] and cell["field"] not in options:
            written = Box(*cell["ink"]).slices(grey.shape[1], grey.shape[0])
            grey[written] = 255 - (share * (255 - grey[written].astype(np.float32))).astype(np.uint8)
    return grey


def skips(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """A dark pen skips in some cells, or in the first or last character of what is written there."""
    options = {name for name, kind in clean.form.kinds.items() if kind in OPTION_KINDS}
    for cell in clean.cells:
        if not cell["ink"] or cell["field"] in options or rng.random() >= SKIPPED:
            continue
        ink, long = Box(*cell["ink"]), len(str(cell["written"] or ""))
        if cell["state"] == "value" and cell["written"] not in ("tick", "cross") and long > 1 and rng.random() < 0.5:
            wide = ink.width / long
            ink = replace(ink, right=ink.left + wide) if rng.random() < 0.5 else replace(ink, left=ink.right - wide)
        written = ink.grown(2).slices(grey.shape[1], grey.shape[0])
        grey[written] = 255 - (rng.uniform(*SKIPS) * (255 - grey[written].astype(np.float32))).astype(np.uint8)
    return grey


def two_inks(grey: Grey, clean: Clean, rng: random.Random) -> Grey:
    """JUMLAH, and as many other cells of the table as a pen skips in, in another pen."""
    share = rng.uniform(*SECOND_INK)
    for cell in clean.cells:
        if cell["ink"] and cell["part"] == "cell" and (cell["row"] == "total" or rng.random() < SKIPPED):
            written = Box(*cell["ink"]).grown(2).slices(grey.shape[1], grey.shape[0])
            grey[written] = 255 - (share * (255 - grey[written].astype(np.float32))).astype(np.uint8)
    return grey
