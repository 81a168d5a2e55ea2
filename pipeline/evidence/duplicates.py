"""Pages that lie in the inbox more than once: one file in two places, one sheet scanned twice or filled in twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations

from rapidfuzz.fuzz import ratio

from pipeline.codes import word_key
from pipeline.evidence.belief import SURE_OF_READING
from pipeline.evidence.joint import Outcome
from pipeline.evidence.page_fields import Fields, page_fields, written_row
from pipeline.evidence.pages import Page, PageKey
from pipeline.evidence.pool import CellKey, cell_key, less_sure
from pipeline.form import Form, Kind
from pipeline.model import Decision, FieldValue, PageContent, PageResult, Part, State

IDENTIFYING = frozenset({Kind.NAME, Kind.DATE, Kind.DATE_AGE, Kind.DIGITS, Kind.DIGITS_OR_WORD})
"""Kinds that tell one household, person or event from another."""

LEAST_SHARED = 2
"""Identifying values in the same place that make it worth comparing two pages cell by cell."""

COMMON = 40
"""A value that stands in one place on more pages than this identifies nobody."""

LEAST_CELLS = 12
LEAST_SAME = 0.9
"""Two pages are the same if this share of the cells written on either says the same, and enough are written.

Of the values of different persons or households of one dasawisma about half are equal (religion, place, year).
"""

ALIKE_TEXT = 80.0
"""Least similarity (rapidfuzz ratio) of two readings of one name or text."""

_ONE_YEAR = ("year", "month")

CHANGED = f"page:copy:{Outcome.DISAGREES}"
"""Of a cell of which another scan of its page says something else: one of the two was corrected on paper."""

_EITHER = 0.5
"""How often each of the two is the one that holds."""

Cells = Mapping[tuple[Part, int | None, str], FieldValue]


Token = tuple[object, ...]
"""An identifying value with its form, place and field."""


def same_pages(
    pages: Sequence[Page],
    forms: Mapping[tuple[str, str], Form],
    in_file: Mapping[PageKey, tuple[int, int]],
    dated: Set[str] = frozenset(),
) -> dict[PageKey, PageKey]:
    """For every page that is another one once more: the page that counts. The order of `pages` is no matter.

    The one whose village and year are known counts, for a copy in a folder that says nothing must take nobody out of
    their village; of equals the one of which most was accepted, then the first in book and number.
    in_file: by page, as from places_in_files. dated: books of which book.toml states the year.
    """
    ordered = sorted(pages, key=_worth)
    cells = {page.order: _cells(page) for page in ordered}
    partners = _candidates(ordered, cells, forms, in_file)
    by_key = {page.order: page for page in ordered}
    found: dict[PageKey, PageKey] = {}
    for page in ordered:
        for key in partners.get(page.order, ()):
            if key not in found and (
                _one_picture(by_key[key], page, in_file) or _same(by_key[key], page, cells, dated)
            ):
                found[page.order] = key
                break
    return found


def changed_on_paper(
    pages: Sequence[Page], weighed: Mapping[CellKey, FieldValue], again: Mapping[PageKey, PageKey]
) -> dict[CellKey, FieldValue]:
    """The accepted cells of pages that count of which a copy says otherwise, accepted or likely: less sure.

    Likely is enough, for whoever corrects a count seldom corrects its JUMLAH, and that alone sends the new count to
    review; the old one agrees with it.
    weighed: the fields that evidence between pages changed. again: as from same_pages.
    """
    told = {page.order: _told(page) for page in pages if page.order in {*again, *again.values()}}
    by_key = {page.order: page for page in pages}
    found = {}
    for copy, counts in again.items():
        if one_file(by_key[copy], by_key[counts]):
            continue  # nobody wrote on one of them alone; what differs was read otherwise by its book
        for place, value in told[counts].items():
            other = told[copy].get(place)
            if (
                value.decision is Decision.ACCEPTED
                and other is not None
                and (other.state, other.value) != (value.state, value.value)
            ):
                key = cell_key(counts, value)
                found[key] = less_sure(weighed.get(key, value), _EITHER, CHANGED)
    return found


def _told(page: Page) -> Cells:
    """What was accepted on a page, or is held as likely as what no check overrules."""
    content = page.result.content
    values = content.values if content is not None else ()
    return {
        (value.part, value.row, value.field): value
        for value in values
        if value.decision is Decision.ACCEPTED or value.confidence >= SURE_OF_READING
    }


def _worth(page: Page) -> tuple[bool, bool, int, PageKey]:
    """Sorts pages, those that tell most first: village, year, how much was accepted, then by book and number."""
    return page.place.village_code is None, page.place.year is None, -_accepted(page), page.order


def _accepted(page: Page) -> int:
    content = page.result.content
    return sum(value.decision is Decision.ACCEPTED for value in content.values) if content is not None else 0


def places_in_files(pages: Iterable[PageResult]) -> dict[PageKey, tuple[int, int]]:
    """Of every page, read or refused, which of its file's pages it is (from 0), and how many the file has."""
    files: dict[tuple[str, str], list[PageKey]] = {}
    for page in pages:
        files.setdefault((page.book_id, page.source), []).append((page.book_id, page.page_no))
    return {key: (at, len(keys)) for keys in files.values() for at, key in enumerate(sorted(keys))}


def one_file(one: Page, other: Page) -> bool:
    """Whether two pages are of files with the same content in two places."""
    return one.result.sha256 == other.result.sha256 and one.result.source != other.result.source


def _one_picture(one: Page, other: Page, in_file: Mapping[PageKey, tuple[int, int]]) -> bool:
    """Whether two pages are one picture in two files, as whatever was read on it then says: book.toml may name another
    form in one folder. Pages of one file share its hash, too; which of them each is tells them apart."""
    return one_file(one, other) and in_file[one.order] == in_file[other.order]


def _cells(page: Page) -> Cells:
    """What is written on the page itself, without the heads that all pages of its book share."""
    return _written(page.result.content, page.rows) if page.result.content is not None else {}


def _written(content: PageContent, rows: Mapping[int, Fields]) -> Cells:
    blank_rows = {row for row, fields in rows.items() if not written_row(fields)}
    return {
        (value.part, value.row, value.field): value
        for value in content.values
        if (value.part is not Part.HEAD or value.field in ("head_name", "name", *_ONE_YEAR))
        and value.field != "row_no"
        and value.state not in (State.BLANK, State.UNREADABLE)
        and not (value.part is Part.TABLE and value.row in blank_rows)
    }


def _candidates(
    pages: Sequence[Page],
    cells: Mapping[PageKey, Cells],
    forms: Mapping[tuple[str, str], Form],
    in_file: Mapping[PageKey, tuple[int, int]],
) -> dict[PageKey, list[PageKey]]:
    """For each page, in the order of `pages`, the ones that share enough identifying values or all of their pixels."""
    tokens: dict[Token, list[PageKey]] = {}
    for page in pages:
        picture = "sha256", page.result.sha256, in_file[page.order]
        for token in (picture, *_tokens(cells[page.order], forms[page.form, page.edition])):
            tokens.setdefault(token, []).append(page.order)
    shared: Counter[tuple[PageKey, PageKey]] = Counter()
    for token, keys in tokens.items():
        if 1 < len(keys) <= COMMON:
            weight = LEAST_SHARED if token[0] == "sha256" else 1
            for one, other in combinations(keys, 2):
                shared[one, other] += weight
    found: dict[PageKey, list[PageKey]] = {}
    for (one, other), count in shared.items():
        if count >= LEAST_SHARED:
            found.setdefault(other, []).append(one)
    return found


def telling(content: PageContent, form: Form) -> frozenset[Token]:
    """What tells this page from others: its identifying values, as read, each with its place. form: the page's."""
    return frozenset(_tokens(_written(content, page_fields(content).rows), form))


def _tokens(cells: Cells, form: Form) -> Iterator[Token]:
    fields = (*(entry.field for entry in form.entries), *(column.field for column in form.columns))
    names = {field.name for field in fields if field.kind in IDENTIFYING}
    for (part, row, field), value in cells.items():
        if field in names and value.value is not None:
            yield form.form, form.edition, part, row, field, word_key(value.value)


def _same(one: Page, other: Page, cells: Mapping[PageKey, Cells], dated: Set[str]) -> bool:
    if (one.form, one.edition) != (other.form, other.edition):
        return False
    told, retold = cells[one.order], cells[other.order]
    heads = [(told.get((Part.HEAD, None, field)), retold.get((Part.HEAD, None, field))) for field in _ONE_YEAR]
    if any(_says_otherwise(*head) for head in heads):
        return False
    # A year that is written on both is that of the sheet, unless people said of both folders that they are of others.
    stated = one.result.book_id in dated and other.result.book_id in dated
    years = one.place.year, other.place.year
    if (None in heads[0] or stated) and None not in years and years[0] != years[1]:
        return False
    # Whoever copies a family's sheet may misread much, but two heads who are plainly two people are two families.
    one_head, other_head = (found.get((Part.HEAD, None, "head_name")) for found in (told, retold))
    if one_head is not None and other_head is not None and not _says_same(one_head, other_head):
        return False
    places = told.keys() | retold.keys()
    if len(places) < LEAST_CELLS:
        return False
    same = sum(p in told and p in retold and _says_same(told[p], retold[p]) for p in places)
    return same >= LEAST_SAME * len(places)


def _says_otherwise(one: FieldValue | None, other: FieldValue | None) -> bool:
    return one is not None and other is not None and one.value != other.value


def _says_same(one: FieldValue, other: FieldValue) -> bool:
    if one.state is not other.state:
        return False
    left, right = word_key(one.value or ""), word_key(other.value or "")
    return left == right or (not left.isdecimal() and ratio(left, right) >= ALIKE_TEXT)
