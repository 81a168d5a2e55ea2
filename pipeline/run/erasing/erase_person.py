"""Where on the scans a person of table `members` is written: what `erase` has to leave out."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from pipeline.codes import load_codes
from pipeline.errors import InputError
from pipeline.evidence.households import HouseholdWriting
from pipeline.evidence.linking import alike
from pipeline.evidence.page_fields import read
from pipeline.model import FieldValue
from pipeline.run.erasing.erase_targets import file_name
from pipeline.run.erasing.erase_villages import Village, villages
from pipeline.run.kept.erasures import NOTHING, Place
from pipeline.run.kept.store import Store
from pipeline.run.plan import Plan
from pipeline.settings import Settings
from pipeline.tables.households import Household, households
from pipeline.tables.persons import Person, persons

_HEAD = "head_name"
_DIGITS = 10**8


def places_of_person(
    person_id: str, plan: Plan, store: Store, id_key: bytes, settings: Settings
) -> tuple[dict[Place, str], tuple[str, ...]]:
    """The rows and sheets of a person of every year and the cells that name them as head, each with what is to stand
    there; and the pages, by file (FOLDER/FILE, FOLDER/FILE#PAGE), where a name like theirs stands besides.

    A head's name becomes one stand-in on all pages of the household, for its pages and recaps are linked by it. Raises
    InputError where no result speaks of such a person.
    """
    codes = load_codes()
    stand_in = f"Dihapus {secrets.randbelow(_DIGITS):08d}"  # names with other numbers are never taken for one (linking)
    for village in villages(plan, store, settings):
        # One a year, and all to go: an id is the same every year.
        said = [
            (person, household)
            for household in households(village.once(), id_key)
            for person in persons(household, codes, id_key)
            if person.person_id == person_id
        ]
        if said:
            found = {place: given for one in said for place, given in _places(*one, village, stand_in)}
            names = {name for person, _ in said for name in _names(person)}
            return found, _look_at(names, village, found, plan)
    raise InputError(
        f"Tidak ada hasil tentang orang {person_id}; ambil person_id dari tabel members di OUT/current. / No result"
        f" speaks of a person {person_id}; take person_id from table members of OUT/current."
    )


def _places(person: Person, household: Household, village: Village, stand_in: str) -> Iterator[tuple[Place, str]]:
    for writing in person.sources:
        for key in village.copies(writing.page.order):
            yield Place(*village.picture(key), writing.row), NOTHING
    names = _names(person)
    for source in household.sources:
        if any(alike(name, source.head) > 0 for name in names):
            yield from _head_cells(source, village, stand_in)


def _head_cells(writing: HouseholdWriting, village: Village, stand_in: str) -> Iterator[tuple[Place, str]]:
    cell = writing.fields.get(_HEAD)
    if cell is None:
        return
    for key in village.copies(writing.page.order):
        yield Place(*village.picture(key), cell.row, cell.part.value, cell.field), stand_in


def _look_at(names: set[str], village: Village, found: dict[Place, str], plan: Plan) -> tuple[str, ...]:
    """Pages with cells, erased by none of `found`, that hold a name like one of `names`."""
    pages = []
    for page in village.pages:
        picture = village.picture(page.order)
        for cell in page.result.content.values if page.result.content is not None else ():
            if _is_name(cell) and any(alike(name, cell.value or "") > 0 for name in names):
                row, whole = Place(*picture, cell.row), Place(*picture)
                if not {whole, row, Place(*picture, cell.row, cell.part.value, cell.field)} & found.keys():
                    pages.append(file_name(village.pictures[page.order].planned, plan))
    return tuple(dict.fromkeys(pages))


def _names(person: Person) -> set[str]:
    return {name for writing in person.sources if (name := read(writing.fields, "name"))}


def _is_name(cell: FieldValue) -> bool:
    return cell.field == "name" or cell.field.endswith("_name")
