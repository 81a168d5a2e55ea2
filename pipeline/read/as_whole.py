"""Which of two readings of a cell holds: that of its ink, or that with the paler strokes beside it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import State
from pipeline.read.blanks import DOUBTED
from pipeline.read.ink import Ink
from pipeline.read.raw import Raw

HARDLY_WORSE = 0.5
"""The share of what is read with paler strokes, of that without; where specks are taken for strokes it is far less."""


_LETTER, _NEAR, _LEVEL = 0.25, 0.6, 0.5
"""Of the writing's height: so high at least is a paler letter behind it, so near to its end, and so much of its own
height lies beside it. Of 90 pages of strangers no other name or text had one that neither reading told."""


def goes_on(ink: Ink, whole: Ink) -> bool:
    """Whether a letter paler than the rest stands behind the writing: of `Sumberjo` the last two had faded, and were
    not read with the others either. whole: the ink with what is paler."""
    box = ink.box()
    tall = box.height
    return any(
        box.right - 1 <= part.box.left <= box.right + _NEAR * tall
        and part.box.height >= _LETTER * tall
        and min(part.box.bottom, box.bottom) - max(part.box.top, box.top) >= _LEVEL * part.box.height
        for part in whole.parts
    )


def as_whole(own: Raw, whole: Raw, uneven: bool, more: bool = False) -> Raw:
    """The reading of a cell with paler strokes beside its ink: what both say is as sure as it was without them. Else
    what all of them say, if that is more and reads hardly worse; a person sees it, for what is pale may be no writing.
    Where all of them are no value, they are specks, but to a pen that is pale everywhere (uneven). more: whether some
    of them are letters by their place (goes_on): neither reading told them where both are alike."""
    first, again = (raw.alternatives[0] if raw.alternatives else None for raw in (own, whole))
    if first is not None and again is not None and (first.state, first.text) == (again.state, again.text):
        return own.doubted(DOUBTED) if more else own
    said = again is not None and again.state is State.VALUE
    if first is not None and not said and not uneven:
        return own
    longer = said and again is not None and (first is None or len(again.text or "") > len(first.text or ""))
    likely = longer and again is not None and (first is None or again.probability >= HARDLY_WORSE * first.probability)
    return replace(whole if likely else own, doubt=max(own.doubt, whole.doubt, DOUBTED))
