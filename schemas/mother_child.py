"""Table `mother_child`: one row of ibu-bayi (Buku III): mothers, births and deaths of a month."""

from schemas.columns import TableSchema, day, flag, text, whole
from schemas.members import PRECISIONS
from schemas.provenance import AREA, DOUBT, ONE_PAGE, PLACE

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip

MOTHER_CHILD = TableSchema(
    name="mother_child",
    row="row of ibu-bayi",
    key=("book_id", "page_no", "row"),
    partitioned=True,
    columns=(
        *AREA,
        *ONE_PAGE,
        text("month", "Month of the page.", codes=MONTHS, source="BULAN"),
        *PLACE,
        whole("row", "Row of the table as printed, from 0.", nullable=False),
        whole("row_no", "Running number, as written.", source="column 1"),
        text("mother_name", "Name of the mother, as written.", source="column 2"),
        text("husband_name", "Name of the husband, as written.", source="column 3"),
        text("mother_status", "HAMIL, MELAHIRKAN or NIFAS.", vocabulary="mother_status", source="column 4"),
        text("baby_name", "Name of the baby, as written.", source="column 5"),
        flag("baby_male", "The baby is a boy.", source="column 6"),
        flag("baby_female", "The baby is a girl.", source="column 7"),
        day("birth_date", "Date of birth; the first day of what is known.", source="column 8"),
        text("birth_date_precision", "What of the birth date is known; null with the date.", codes=PRECISIONS),
        flag("certificate_yes", "There is a birth certificate.", source="column 9"),
        flag("certificate_no", "There is no birth certificate.", source="column 10"),
        text("deceased_name", "Name of the deceased, as written.", source="column 11"),
        text("deceased_status", "IBU, BALITA or BAYI.", vocabulary="deceased_status", source="column 12"),
        flag("deceased_male", "The deceased was male.", source="column 13"),
        flag("deceased_female", "The deceased was female.", source="column 14"),
        day("death_date", "Date of death; the first day of what is known.", source="column 15"),
        text("death_date_precision", "What of the date of death is known; null with the date.", codes=PRECISIONS),
        text("death_cause", "Cause of death, as written.", source="column 16"),
        text("note", "Note, as written.", source="column 17"),
        *DOUBT,
    ),
)
