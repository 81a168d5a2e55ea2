"""The columns that most tables carry: which area and year, which page, and how far to trust the row."""

from schemas.columns import Column, real, text, whole, words

VILLAGE_CODE = r"\d{2}\.\d{2}\.\d{2}\.\d{4}"
"""Kemendagri's code of a desa or kelurahan, dotted: 35.22.13.2001."""

NO_LEADING_ZERO = r"0|[^0\s].*"
"""RT and RW are strings without leading zeros: `3`, not `003`."""

YEAR = whole(
    "year",
    "Year of the book, from the page or else from the book; null where neither says.",
    unit="year",
    low=1970,
    high=2100,
    source="TAHUN",
)

AREA: tuple[Column, ...] = (
    text(
        "village_code",
        "Code of the desa or kelurahan (Kemendagri, dotted). Stands in the folder's name alone; where it could not be "
        "told pandas and DuckDB read the text `unknown` from there, no null.",
        pattern=VILLAGE_CODE,
        source="DESA/KEL, KECAMATAN, KABUPATEN, or book.toml",
    ),
    text(
        "bps_village_code",
        "BPS code of the same village (10 digits); null where unknown, or where BPS has no such village.",
        pattern=r"\d{10}",
    ),
    YEAR,
)
"""Area and year, the first three columns of every table for analysts."""

PAGE: tuple[Column, ...] = (
    text("book_id", "The book, as a path in the inbox; null where the row comes from several pages."),
    whole("page_no", "Page of the book, from 1; null where the row comes from several pages.", low=1),
)
"""The page a row was made from."""

ONE_PAGE: tuple[Column, ...] = (
    text("book_id", "The book, as a path in the inbox.", nullable=False),
    whole("page_no", "Page of the book, from 1.", nullable=False, low=1),
)
"""The page, in tables whose rows always come from one."""

PLACE: tuple[Column, ...] = (
    text("dasawisma", "Name of the dasawisma, as written.", source="DASA WISMA"),
    text("rt", "RT, without leading zeros.", pattern=NO_LEADING_ZERO, source="RT"),
    text("rw", "RW, without leading zeros.", pattern=NO_LEADING_ZERO, source="RW"),
    text("dusun", "Dusun or lingkungan, as written.", source="DUSUN/LINGKUNGAN"),
)
"""Where in the village."""

CONFIDENCE = real(
    "confidence",
    "Least confidence among the accepted values of the row: calibrated probability, 0 to 1, that state and value are "
    "both right; null where the row holds no accepted value.",
    unit="probability",
    nullable=True,
    low=0,
    high=1,
)

DOUBT: tuple[Column, ...] = (
    CONFIDENCE,
    words("in_review", "Columns that are null because a person has to look at what was read."),
    words("written_none", "Columns where a dash was written: none (0 in a count, no in a yes/no, else null)."),
    words("unreadable", "Columns that are null because the writing cannot be read."),
)
"""The row's confidence, and the lists that keep the kinds of null apart: in none of them, a null is a blank."""
