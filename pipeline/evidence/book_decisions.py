"""What of a book is accepted unseen, once all evidence is weighed.

The cells of one kind are decided together over all pages of a book, which one hand mostly wrote: many pages hold a
single NIK or address, and alone that would have to be as sure as the mean of many (pipeline.evidence.decide). Pages in
pale ink answer for themselves, and so does a page that is another one once more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pipeline.evidence.answered import BY_TWO, confirmed_twice
from pipeline.evidence.decide import Judged, decide, usable
from pipeline.evidence.joint import Outcome
from pipeline.evidence.judge import DOUBTED, NOTHING_ABOVE, SEEN_BY_A_PERSON
from pipeline.evidence.pages import PageKey
from pipeline.form import Form, Kind
from pipeline.model import Decision, Doubt, FieldValue, PageResult, State
from pipeline.settings import Settings

_NOT_ANSWERED = SEEN_BY_A_PERSON - {DOUBTED[doubt] for doubt in BY_TWO}
_ELSEWHERE, _SEVERAL = ("nik", "forms", "book", "copied"), 2
"""Checks against what was written elsewhere. Of 18,900 accepted cells of strangers and made books one was contradicted
so: a birth date that was misread."""


def decided(
    pages: Sequence[PageResult],
    forms: Mapping[tuple[str, str], Form],
    again: Collection[PageKey],
    settings: Settings,
) -> list[PageResult]:
    """The pages, in the order given, with the decision of each cell; those refused or of unknown forms as they are.

    forms: by form and edition. again: pages that are another one once more. The order of pages decides nothing.
    """
    groups: dict[tuple[str, int | None], list[int]] = {}
    for at, page in enumerate(pages):
        if page.content is not None and (page.content.form, page.content.edition) in forms:
            alone = (page.book_id, page.page_no) in again or _is_pale(page)
            groups.setdefault((page.book_id, page.page_no if alone else None), []).append(at)
    settled = list(pages)
    for group in groups.values():
        group.sort(key=lambda at: pages[at].page_no)
        judged = [_judged(pages[at], forms) for at in group]
        decisions = iter(decide([cell for cells in judged for cell in cells], settings))
        for at in group:
            settled[at] = _with(pages[at], [next(decisions) for _ in _values(pages[at])])
    return settled


def _values(page: PageResult) -> tuple[FieldValue, ...]:
    return page.content.values if page.content is not None else ()


def _is_pale(page: PageResult) -> bool:
    return any(DOUBTED[Doubt.PALE] in value.evidence for value in _values(page))


def _judged(page: PageResult, forms: Mapping[tuple[str, str], Form]) -> list[Judged]:
    if page.content is None:
        return []
    kinds = forms[page.content.form, page.content.edition].kinds
    return [
        Judged(kinds.get(value.field, Kind.TEXT), value.state, value.confidence, _usable(value))
        for value in page.content.values
    ]


def _usable(value: FieldValue) -> bool:
    """As pipeline.evidence.judge has it: no mixed signs, no doubt of layout, nothing that only checks make likely, no
    ditto under nothing, no such date. And nothing that what is written elsewhere contradicts more than once. Of numbers
    that another sheet confirms doubts of layout are answered (pipeline.evidence.answered)."""
    real = f"date:real:{Outcome.DISAGREES}" not in value.evidence
    seen = _NOT_ANSWERED if confirmed_twice(value.evidence) else SEEN_BY_A_PERSON
    if NOTHING_ABOVE in value.evidence or not seen.isdisjoint(value.evidence):
        return False
    if _contradicted(value.evidence):
        return False
    if value.state is State.DITTO and value.decision is Decision.REVIEW and value.value is None:
        return False
    return usable(value.state, value.value is not None or (value.age is not None and real))


def _contradicted(evidence: Collection[str]) -> bool:
    """Whether several that were written elsewhere (a NIK, the same field of other pages) say something else, and none
    the same."""
    told = [entry.rpartition(":")[2] for entry in evidence if entry.partition(":")[0] in _ELSEWHERE]
    return told.count(Outcome.DISAGREES) >= _SEVERAL and Outcome.AGREES not in told


def _with(page: PageResult, decisions: Sequence[Decision]) -> PageResult:
    """The page with these decisions; the page itself where they are the same."""
    content = page.content
    if content is None or all(v.decision is own for v, own in zip(content.values, decisions, strict=True)):
        return page
    values = tuple(
        value if value.decision is own else replace(value, decision=own)
        for value, own in zip(content.values, decisions, strict=True)
    )
    return replace(page, content=replace(content, values=values))
