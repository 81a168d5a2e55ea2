"""Keys of rows as text, the same for one row and for a table."""

from schemas.frames import frame
from schemas.keys import in_order, key_text, key_texts

ROWS = [
    {"book_id": "b", "page_no": 2, "is_total": True, "row": None, "column": "families"},
    {"book_id": "b", "page_no": 2, "is_total": False, "row": 0, "column": "families"},
]


def test_the_key_of_a_row_is_the_same_alone_and_in_its_table() -> None:
    assert [key_text("recaps", row) for row in ROWS] == ["b|2|true||families", "b|2|false|0|families"]
    assert key_texts("recaps", frame("recaps", ROWS)) == [key_text("recaps", row) for row in ROWS]


def test_a_float_that_is_whole_makes_the_key_of_the_integer() -> None:
    assert key_text("pages", {"book_id": "b", "page_no": 2.0}) == "b|2"


def test_rows_in_order_are_not_copied() -> None:
    rows = frame("pages", [{"book_id": "melati", "page_no": number, "source": "melati.pdf"} for number in (1, 2, 3)])
    assert in_order("pages", rows) is rows
    turned = in_order("pages", rows.iloc[::-1])
    assert turned["page_no"].tolist() == [1, 2, 3] and turned.index.tolist() == [0, 1, 2]


def test_rows_are_sorted_by_village_then_key_nulls_last() -> None:
    rows = [
        {"village_code": village, "household_id": household, "year": year}
        for village, household, year in [
            (None, "a", 2016), ("35.22.15.2002", "b", None), ("35.22.15.2002", "b", 2016), ("35.22.13.2001", "c", 2016),
        ]
    ]  # fmt: skip
    ordered = in_order("households", frame("households", rows))
    assert list(ordered.index) == [3, 2, 1, 0]
