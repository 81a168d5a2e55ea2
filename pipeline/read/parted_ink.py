"""Ink cut in two: parts that lie on both sides of a border are cut along it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.geometry import Box
from pipeline.read.ink import Ink, Mask, Part

Parts = tuple[Part, ...]


def parted_ink(ink: Ink, beyond: Mask, whole: float) -> tuple[Ink, Parts, Parts]:
    """The ink with parts cut, and the parts on the near and on the far side.

    beyond: shape of the labels, true on the far side. whole: a part with this share of its ink on one side is not cut.
    """
    labels = ink.labels.copy()
    following = int(labels.max(initial=0)) + 1
    near: list[Part] = []
    far: list[Part] = []
    for part in ink.parts:
        rows, columns = part.box.slices(labels.shape[1], labels.shape[0])
        window, behind = labels[rows, columns], beyond[rows, columns]
        own = window == part.number
        share = (own & behind).sum() / max(1, own.sum())
        if 1 - whole < share < whole:
            window[own & behind] = following
            near.append(_part(own & ~behind, part.box, part.number))
            far.append(_part(own & behind, part.box, following))
            following += 1
        else:
            (far if share >= whole else near).append(part)
    return replace(ink, labels=labels, parts=(*near, *far)), tuple(near), tuple(far)


def _part(mask: Mask, box: Box, number: int) -> Part:
    rows, columns = np.nonzero(mask)
    left, top = int(box.left), int(box.top)
    around_it = Box(left + columns.min(), top + rows.min(), left + columns.max() + 1, top + rows.max() + 1)
    return Part(around_it, len(rows), number)
