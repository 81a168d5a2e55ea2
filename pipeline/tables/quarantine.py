"""Table `quarantine`: rows that were kept out (`error`), and rows that hold a contradiction (`warning`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.areas import village_name
from pipeline.evidence.across import REPEATED_PAGE, counted_instead
from pipeline.evidence.pages import Page
from pipeline.evidence.places import page_village, page_year
from pipeline.form import Form
from pipeline.model import Decision, FieldValue, Part
from pipeline.tables.differences import Difference, household_differences, person_differences
from pipeline.tables.findings import contradictions, same_nik, same_person
from pipeline.tables.households import Household
from pipeline.tables.mother_child import FORM as MOTHER_CHILD_FORM
from pipeline.tables.persons import Person
from pipeline.tables.recaps import pages_below, stated_and_counted
from pipeline.tables.repeated import repeated
from pipeline.tables.rule_words import NOT_SURE, Sentence, both, rule_words
from schemas.keys import key_text
from schemas.validate import Finding

UNLIKE_BOOK_TOML = "book_toml:"
"""How the rules of what book.toml states otherwise than a page begin."""

_NAMED_AT_MOST = 5
"""Pages that a message names."""

Record = Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """What was read and put together. pages: all of them, those that are there twice too."""

    pages: Sequence[Page]
    households: Sequence[Household]
    persons: Sequence[Person]
    forms: Mapping[tuple[str, str], Form]


class Locator:
    """Finds the row of a table that a cell of a page went to."""

    def __init__(self, households: Sequence[Household], persons: Iterable[Person]) -> None:
        self._households = {(s.page.order, s.row): household for household in households for s in household.sources}
        self._persons = {(source.page.order, source.row): person for person in persons for source in person.sources}

    def row(self, page: Page, cell: FieldValue) -> tuple[str, str]:
        """Table and key text of the row that `cell` belongs to; `readings` where no other table has it."""
        if page.form.startswith("rekap-") and cell.part.in_table:
            own = {"is_total": cell.part is Part.TOTAL, "row": cell.row, "column": cell.field}
            return "recaps", key_text("recaps", {**_page(page), **own})
        if page.form == MOTHER_CHILD_FORM and cell.part is Part.TABLE:
            return "mother_child", key_text("mother_child", {**_page(page), "row": cell.row})
        person = self._persons.get((page.order, cell.row))
        if person is not None:
            return "members", person_key(person)
        household = self._households.get((page.order, None))
        if household is not None and cell.part is not Part.TABLE:
            return "households", household_key(household)
        own = {"part": str(cell.part), "row": cell.row, "field": cell.field}
        return "readings", key_text("readings", {**_page(page), **own})


def person_key(person: Person) -> str:
    """Key text of a person's row of members."""
    return key_text("members", {"person_id": person.person_id, "year": person.place.year})


def household_key(household: Household) -> str:
    """Key text of a household's row."""
    return key_text("households", {"household_id": household.household_id, "year": household.place.year})


def warnings(paper: Paper, recaps: Iterable[Record], members: Sequence[Record]) -> Iterator[dict[str, object]]:
    """All warnings: contradictions on pages, forms that differ, recaps against the level below, who is there twice."""
    locator = Locator(paper.households, paper.persons)
    by_key = {page.order: page for page in paper.pages}
    for page in paper.pages:
        for found in contradictions(page, paper.forms[page.form, page.edition]):
            table, key = locator.row(page, found.cell)
            instead = counted_instead(page.result)
            more = repeated(page, by_key[instead]) if found.rule == REPEATED_PAGE and instead is not None else ()
            yield _row(page, table, key, found.cell.field, found.rule, both(*found.sentences, *more), found.cell)
        yield from _unlike_book_toml(page, locator)
    for household in paper.households:
        key = household_key(household)
        yield from _differing("households", key, household_differences(household))
        yield from _in_two_books(key, household)
    for person in paper.persons:
        yield from _differing("members", person_key(person), person_differences(person))
    yield from _recaps_below(paper, recaps, locator)
    yield from nik_warnings(members)
    for row in same_person(list(members)):
        yield _of_member(row, "name", "person:twice", both(rule_words("person:twice")))


def nik_warnings(members: Sequence[Record]) -> Iterator[dict[str, object]]:
    """A warning for each of the rows of members whose NIK another person has in the same year."""
    for row, said in same_nik(list(members)):
        yield _of_member(row, "nik", "nik:unique", both(said))


def _recaps_below(paper: Paper, recaps: Iterable[Record], locator: Locator) -> Iterator[dict[str, object]]:
    """Rows of recaps whose count is not what the level below adds up to: of accepted counts, and as read."""
    once = [page for page in paper.pages if counted_instead(page.result) is None]
    named = pages_below(once, paper.forms, paper.households)
    told = set()
    for row in recaps:
        stated, counted, key = row.get("stated"), row.get("counted"), key_text("recaps", row)
        if not row.get("is_total") and stated is not None and counted is not None and stated != counted:
            told.add(key)
            yield {
                **{name: row[name] for name in ("book_id", "page_no")},
                "table": "recaps",
                "key": key,
                "column": "stated",
                "rule": "recap:below",
                "severity": "warning",
                "message": both(
                    _below_differs(stated, counted, named.get((row["book_id"], row["page_no"], row["row"]), ()))
                ),
            }
    for page, cell, stated, counted in stated_and_counted(once, paper.forms, paper.households):
        table, key = locator.row(page, cell)
        if key not in told:
            said = [_below_differs(stated, counted, named.get((*page.order, cell.row), ()))]
            said += [NOT_SURE] if cell.decision is Decision.REVIEW else []
            yield _row(page, table, key, "stated", "recap:below", both(*said), cell)


def _below_differs(stated: object, counted: object, pages: Sequence[str]) -> Sentence:
    named, left = ", ".join(pages[:_NAMED_AT_MOST]), len(pages) - _NAMED_AT_MOST
    lagi, more = (f" dan {left} lagi", f" and {left} more") if left > 0 else ("", "")
    di_mana, where = (f" ({named}{lagi})", f" ({named}{more})") if pages else ("", "")
    return (
        f"Tertulis {stated}, terhitung {counted} dari tingkat di bawahnya{di_mana}; periksa kedua halaman.",
        f"Stated {stated}, counted {counted} from the level below{where}; check both pages.",
    )


def _unlike_book_toml(page: Page, locator: Locator) -> Iterator[dict[str, object]]:
    """Where the accepted head of a page names another village or year than it is filed under: only book.toml files it
    so, and one that was copied from another folder files a whole book wrongly."""
    if counted_instead(page.result) is not None:
        return
    accepted = frozenset({Decision.ACCEPTED})
    own, filed = page_village(page.result, accepted), page.place.village_code
    if own is not None and filed is not None and own != filed and (desa := page.outside.get("desa")) is not None:
        here, there = f"{village_name(own)} ({own})", f"{village_name(filed)} ({filed})"
        said = (
            f"Halaman menyebut {here}, book.toml menyebut {there}, dan itu yang dipakai; periksa village_code di"
            " book.toml, atau apakah halamannya milik buku lain.",
            f"The page names {here}, book.toml {there}, which counts; check village_code in book.toml, or whether the"
            " page is of another book.",
        )
        yield _row(page, *locator.row(page, desa), desa.field, f"{UNLIKE_BOOK_TOML}village", both(said), desa)
    written, counts = page_year(page.result, accepted), page.place.year
    if (
        written is not None
        and counts is not None
        and written != counts
        and (year := page.outside.get("year")) is not None
    ):
        said = (
            f"Halaman menyebut {written}, book.toml {counts}, dan itu yang dipakai; periksa year di book.toml, atau"
            " halamannya.",
            f"The page says {written}, book.toml {counts}, which counts; check year in book.toml, or the page.",
        )
        yield _row(page, *locator.row(page, year), year.field, f"{UNLIKE_BOOK_TOML}year", both(said), year)


def _in_two_books(key: str, household: Household) -> Iterator[dict[str, object]]:
    """A household whose sheet of one form lies in several books."""
    for form in dict.fromkeys(source.page.form for source in household.sources):
        pages = [source.page for source in household.sources if source.page.form == form and source.row is None]
        if form != "data-warga" and len({page.result.book_id for page in pages}) > 1:
            named = ", ".join(page.source for page in pages)
            said = (
                f"{form} rumah tangga ini ada di beberapa buku ({named}); di tabel dihitung sekali, periksa semuanya.",
                f"The household's {form} stands in several books ({named}); it is in the tables once, check them.",
            )
            yield _row(pages[-1], "households", key, "sources", "household:two_books", both(said), None)


def errors(findings: Iterable[Finding]) -> Iterator[dict[str, object]]:
    """The rows for what the schemas refused."""
    for finding in findings:
        yield finding._asdict()


def _differing(table: str, key: str, differences: Iterable[Difference]) -> Iterator[dict[str, object]]:
    for found in differences:
        yield _row(found.page, table, key, found.column, "forms:differ", both(*found.sentences), found.cell)


def _of_member(row: Record, column: str, rule: str, message: str) -> dict[str, object]:
    return {
        **{name: row.get(name) for name in ("book_id", "page_no")},
        "table": "members",
        "key": key_text("members", row),
        "column": column,
        "rule": rule,
        "severity": "warning",
        "message": message,
    }


def _page(page: Page) -> dict[str, object]:
    return {"book_id": page.result.book_id, "page_no": page.result.page_no}


def _row(
    page: Page, table: str, key: str, column: str, rule: str, message: str, cell: FieldValue | None
) -> dict[str, object]:
    row = {
        **_page(page),
        "table": table,
        "key": key,
        "column": column,
        "rule": rule,
        "severity": "warning",
        "message": message,
    }
    if cell is not None:
        row |= {
            "raw_text": cell.raw_text,
            "confidence": cell.confidence,
            "box_left": cell.box.left,
            "box_top": cell.box.top,
            "box_right": cell.box.right,
            "box_bottom": cell.box.bottom,
        }
    return row
