"""A NIK that persons of two villages have is found once all are there, and told once."""

from pipeline.tables.between_villages import SharedNik
from schemas.frames import frame


def member(person: str, nik: str | None, year: int = 2019) -> dict[str, object]:
    return {
        "person_id": person,
        "household_id": f"of {person}",
        "nik": nik,
        "year": year,
        "book_id": person,
        "page_no": 1,
    }


def test_one_nik_in_two_parts_is_a_warning_for_both_persons() -> None:
    shared = SharedNik()
    shared.add(frame("members", [member("a", "3522130507900001"), member("b", None)]))
    shared.add(frame("members", [member("c", "3522130507900001"), member("d", None), member("e", "1")]))
    found = shared.quarantine()
    assert found[["book_id", "rule", "severity"]].values.tolist() == [
        ["a", "nik:unique", "warning"],
        ["c", "nik:unique", "warning"],
    ]


def test_what_was_reported_within_its_part_is_not_told_again() -> None:
    shared = SharedNik()
    shared.add(frame("members", [member("a", "1"), member("b", "1"), member("x", "2", 2016)]))
    shared.add(frame("members", [member("c", "1"), member("y", "2", 2019)]))
    assert shared.quarantine()["book_id"].tolist() == ["c"]
    assert len(SharedNik().quarantine()) == 0
