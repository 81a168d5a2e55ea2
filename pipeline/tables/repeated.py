"""What is said of a page that is another one once more: which of the two counts and why, and where they differ."""

from __future__ import annotations

from pipeline.evidence.duplicates import CHANGED, one_file
from pipeline.evidence.pages import Page
from pipeline.model import FieldValue, Part
from pipeline.tables.rule_words import Sentence


def repeated(page: Page, counts: Page) -> tuple[Sentence, ...]:
    """The sentences about a page, and the one that counts instead of it."""
    indonesian, english = _why(page, counts)
    named = f"{counts.source} ({counts.result.source})"
    which = (
        f"Di tabel hanya {named} yang dipakai, karena {indonesian}.",
        f"Of the two, {named} alone is in the tables, for {english}.",
    )
    if one_file(page, counts):
        return which, (
            "Isi kedua berkasnya sama persis; bila salah satunya tautan, buang tautannya dan bukan berkasnya.",
            "The two files are the same to the byte; if one of them is a link, take away the link and not the file.",
        )
    apart = (
        "Berkasnya bukan yang sama: lembar itu dipindai atau diisi dua kali.",
        "Not the same file: scanned or filled in twice.",
    )
    return which, apart, *_changed(page, counts)


def _why(page: Page, counts: Page) -> Sentence:
    """Why that one counts, by what decides it (evidence.duplicates)."""
    if page.place.village_code is None and counts.place.village_code is not None:
        return "desanya dikenal", "its village is known"
    if page.place.year is None and counts.place.year is not None:
        return "tahunnya dikenal", "its year is known"
    return (
        "lebih banyak yang terbaca pasti, atau bila sama banyak, namanya lebih dulu",
        "more of it was read surely, or as much, and it comes first by name",
    )


def _changed(page: Page, counts: Page) -> tuple[Sentence, ...]:
    """In which fields a page that is there twice differs from the one that counts: a sheet that was corrected and
    scanned again beside its old scan. Fields of which both were sure (evidence); empty where none differs."""
    told, rows = _values(page), dict[str, list[int]]()
    for place, one in _values(counts).items():
        other = told.get(place)
        if CHANGED in one.evidence and other is not None and (other.state, other.value) != (one.state, one.value):
            rows.setdefault(one.field, []).extend([] if one.row is None else [one.row + 1])
    if not rows:
        return ()
    di, at = (
        ", ".join(
            f"{field} ({row} {', '.join(map(str, sorted(of)))})" if of else field for field, of in sorted(rows.items())
        )
        for row in ("baris", "row")
    )
    return ((f"Bedanya di {di}: simpan yang benar.", f"They differ in {at}: keep the one that is right."),)


def _values(page: Page) -> dict[tuple[Part, int | None, str], FieldValue]:
    values = page.result.content.values if page.result.content is not None else ()
    return {(one.part, one.row, one.field): one for one in values}
