"""Which of two readings of a cell holds: that of its ink, or that with the paler strokes beside it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import State
from pipeline.read.blanks import DOUBTED
from pipeline.read.raw import Raw

HARDLY_WORSE = 0.5
"""The share of what is read with paler strokes, of that without; where specks are taken for strokes it is far less."""


def as_whole(own: Raw, whole: Raw, uneven: bool) -> Raw:
    """The reading of a cell with paler strokes beside its ink: what both say is as sure as it was without them. Else
    what all of them say, if that is more and reads hardly worse; a person sees it, for what is pale may be no writing.
    Where all of them are no value, they are specks, but to a pen that is pale everywhere (uneven)."""
    first, again = (raw.alternatives[0] if raw.alternatives else None for raw in (own, whole))
    if first is not None and again is not None and (first.state, first.text) == (again.state, again.text):
        return own
    said = again is not None and again.state is State.VALUE
    if first is not None and not said and not uneven:
        return own
    more = said and again is not None and (first is None or len(again.text or "") > len(first.text or ""))
    likely = more and again is not None and (first is None or again.probability >= HARDLY_WORSE * first.probability)
    return replace(whole if likely else own, doubt=max(own.doubt, whole.doubt, DOUBTED))
