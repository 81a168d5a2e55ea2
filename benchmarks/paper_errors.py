"""Errors as people make them on the paper: a wrong total, a NIK of the wrong sex, a count that is off."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.evidence_villages import Key, Written
from pipeline.model import Part
from samples.generator.answers import Answer


def plant_errors(pages: Sequence[Written], rng: random.Random) -> None:
    """Plants one error of every kind, each on a page of its own where it can be, and notes the rule that it breaks."""
    free = list(pages)
    rng.shuffle(free)
    for plant in PLANTS:
        at = next((at for at, page in enumerate(free) if plant(page, rng)), None)
        if at is not None:
            free.pop(at)


def _total(page: Written, rng: random.Random) -> bool:
    """A JUMLAH that is not the sum of its column."""
    keys = [key for key, said in page.answers.items() if key[0] is Part.TOTAL and _number(said) > 0]
    return bool(keys) and _shift(page, rng.choice(keys), rng, "total")


def _recap_row(page: Written, rng: random.Random) -> bool:
    """A row of a dasawisma's recap that is not what the household's sheet lists; its JUMLAH fits the row."""
    if page.form.form != "rekap-dasawisma":
        return False
    return _row_and_total(page, (Part.TABLE, 0, rng.choice(("members_male", "members_female"))), rng)


def _upper_row(page: Written, rng: random.Random) -> bool:
    """A row of the RT's recap that is not the JUMLAH of the dasawisma's."""
    if page.form.form != "rekap-rt":
        return False
    return _row_and_total(page, (Part.TABLE, rng.choice((0, 1)), rng.choice(("families", "women_fertile"))), rng)


def _row_and_total(page: Written, key: Key, rng: random.Random) -> bool:
    before = _number(page.answers[key])
    total = (Part.TOTAL, None, key[2])
    if before <= 0 or not _shift(page, key, rng, "recap:below"):
        return False
    now = _number(page.answers[total]) + _number(page.answers[key]) - before
    page.answers[total] = Answer("value", str(now), now)
    return True


def _head_count(page: Written, rng: random.Random) -> bool:
    """A head count that is not what the table lists."""
    name = rng.choice(("members_male", "members_female"))
    if page.form.form != "data-keluarga":
        return False
    return _shift(page, (Part.HEAD, None, name), rng, f"head_count:{name}")


def _nik_sex(page: Written, rng: random.Random) -> bool:
    """A NIK of the other sex."""
    nik = _nik(page)
    if nik is None:
        return False
    day = int(nik[6:8])
    return _put(
        page, (Part.ITEMS, None, "nik"), f"{nik[:6]}{day - 40 if day > 40 else day + 40:02d}{nik[8:]}", "nik:sex"
    )


def _nik_date(page: Written, rng: random.Random) -> bool:
    """A NIK of another month than the birth date's."""
    nik, born = _nik(page), page.answers.get((Part.ITEMS, None, "birth_date"))
    if nik is None or born is None or not isinstance(born.value, str) or len(born.value) != 10:
        return False
    month = int(nik[8:10]) % 12 + 1
    return _put(page, (Part.ITEMS, None, "nik"), f"{nik[:8]}{month:02d}{nik[10:]}", "nik:birth_date")


def _pregnant(page: Written, rng: random.Random) -> bool:
    """More pregnant women than women of fertile age."""
    women = page.answers.get((Part.ITEMS, None, "women_fertile"))
    if page.form.form != "data-keluarga" or women is None or _number(women) <= 0:
        return False
    wrong = _number(women) + 1
    page.answers[Part.ITEMS, None, "pregnant"] = Answer("value", str(wrong), wrong)
    return _renamed(page, (Part.ITEMS, None, "pregnant"), "pregnant_of_wus")


def _born_later(page: Written, rng: random.Random) -> bool:
    """A birth date after the year of the book."""
    year, key = page.answers.get((Part.HEAD, None, "year")), (Part.TABLE, 1, "birth_date")
    born = page.answers.get(key)
    if year is None or born is None or page.form.form != "catatan-keluarga" or born.state != "value":
        return False
    wrong = f"12-05-{int(str(year.value)) + 3}"
    page.answers[key] = Answer("value", wrong, f"{int(str(year.value)) + 3}-05-12")
    return _renamed(page, key, "date:year")


def _event_count(page: Written, rng: random.Random) -> bool:
    """A count under CATATAN that is not what the table lists."""
    return page.form.form == "ibu-bayi" and _shift(
        page, (Part.ITEMS, None, "mothers_pregnant"), rng, "events:mothers_pregnant"
    )


PLANTS: tuple[Callable[[Written, random.Random], bool], ...] = (
    _recap_row, _upper_row, _head_count, _nik_sex, _nik_date, _pregnant, _born_later, _event_count, _total,
)  # fmt: skip
"""One error each."""


def _number(said: Answer) -> int:
    return int(said.written) if said.state == "value" and said.written.isdecimal() else -1


def _nik(page: Written) -> str | None:
    said = page.answers.get((Part.ITEMS, None, "nik"))
    return said.written if said is not None and said.written.isdecimal() and len(said.written) == 16 else None


def _shift(page: Written, key: Key, rng: random.Random, rule: str) -> bool:
    said = page.answers.get(key)
    if said is None or _number(said) <= 0:
        return False
    wrong = max(1, _number(said) + rng.choice((-1, 1, 2)))
    return wrong != _number(said) and _put(page, key, str(wrong), rule)


def _put(page: Written, key: Key, written: str, rule: str) -> bool:
    value = int(written) if len(written) < 6 else written
    page.answers[key] = replace(page.answers[key], written=written, value=value)
    return _renamed(page, key, rule)


def _renamed(page: Written, key: Key, rule: str) -> bool:
    page.planted[key] = rule
    return True
