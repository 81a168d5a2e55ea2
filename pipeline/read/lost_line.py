"""Words of a list that end another one: what stands before them there may be a line above that was read with them.

`TIDAK` above `TAMAT SD`, written so close that they cover each other, is one line to every rule that looks for a way
between two; the reader follows the lower one, and says the contrary of what is written.
"""

from __future__ import annotations

import numpy as np

from pipeline.read.ink import Ink
from pipeline.read.shapes import strokes_across
from pipeline.read.vocabulary import Vocabulary

OF_CELL, STROKES = 0.6, 1.7
"""Of the cell's height; and how many strokes lie above one another at a place, in the mean. Of 859 cells with words on
one line (strangers, office pages) one in twenty has so many; of four whose first line was lost one, the others of three
lines, or parted in another place."""


def may_lack_a_line(ink: Ink, said: str, words: Vocabulary | None) -> bool:
    """Whether the words that were read end others of the list, and the ink is as tall and as full as two lines are."""
    key = said.casefold()
    if words is None or not key or not any(text.casefold().endswith(f" {key}") for text in words.texts):
        return False
    if ink.box().height < OF_CELL * ink.cell.height:
        return False
    strokes = strokes_across(np.ascontiguousarray(ink.own.T))
    return float(strokes[strokes > 0].mean()) >= STROKES
