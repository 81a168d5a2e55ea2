"""Which books must be weighed and counted together, so that a publication can be made part by part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.areas import village
from pipeline.book_notes import BookNotes
from pipeline.codes import word_key
from pipeline.evidence.places import page_village
from pipeline.model import Decision, PageFault, PageResult, State
from pipeline.run.kept.codec import Pages

Groups = tuple[tuple[str, ...], ...]
"""Books by their book_id, those in one group that share rows."""


def links(pages: Pages, sha256: str, notes: BookNotes) -> Iterator[str]:
    """What the pages of a picture may share with pages of other books: its content, or their village, by code or name.

    Books without a link in common bear on no row of each other: a sheet that was scanned twice is looked for among
    the books of its village, and those of unknown villages that sheet_links adds. What was read counts, whether it
    was accepted or not: to link too much costs memory, to link too little would cost rows. pages: heads suffice.
    """
    if sha256:
        yield f"content {sha256}"  # a page that lies in two books
    if notes.village_code is not None:
        yield from _village(notes.village_code)
    for content in pages:
        if isinstance(content, PageFault):
            continue
        code = page_village(PageResult("", "", 1, "", content, None), frozenset(Decision))
        if code is not None:
            yield from _village(code)
        for value in content.values:
            if value.field == "desa" and value.state is State.VALUE and value.value:
                yield f"name {word_key(value.value)}"


def is_nowhere(found: Iterable[str]) -> bool:
    """Whether these links of a book name no village by its code."""
    return not any(link.startswith("code ") for link in found)


def _village(code: str) -> Iterator[str]:
    """The links of a village; recaps find each other by its official name."""
    yield f"code {code}"
    known = village(code)
    if known is not None:
        yield f"name {word_key(known.desa)}"


def together(books: Mapping[str, Iterable[str]]) -> Groups:
    """The books in groups of those that share a link, directly or through others; sorted, by first book.

    books: the links of each book by its book_id. Those whose village has no known code are one group: a sheet may have
    been scanned into two of them, a person listed in two.
    """
    all_links = {book: set(found) for book, found in books.items()}
    for found in all_links.values():
        if is_nowhere(found):
            found.add("nowhere")
    leader = {book: book for book in books}

    def leader_of(book: str) -> str:
        while leader[book] != book:
            leader[book] = leader[leader[book]]
            book = leader[book]
        return book

    first: dict[str, str] = {}
    for book in sorted(books):
        for link in all_links[book]:
            one, other = sorted((leader_of(first.setdefault(link, book)), leader_of(book)))
            leader[other] = one
    groups: dict[str, list[str]] = {}
    for book in sorted(books):
        groups.setdefault(leader_of(book), []).append(book)
    return tuple(tuple(group) for group in groups.values())
