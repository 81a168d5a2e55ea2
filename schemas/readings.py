"""Table `readings`: everything that was read, as it stands on the paper."""

from pipeline.model import Decision, Part, State
from schemas.columns import Column, TableSchema, Type, real, text, whole, words

READINGS = TableSchema(
    name="readings",
    row="field of a page that was read, blank cells included",
    key=("book_id", "page_no", "part", "row", "field"),
    columns=(
        text("book_id", "The book, as a path in the inbox.", nullable=False),
        text("source", "The page's file, relative to the inbox.", nullable=False),
        whole("page_no", "Page of the book, from 1.", nullable=False, low=1),
        text("form", "The form, such as catatan-keluarga.", nullable=False),
        text("edition", "The form's edition, such as III-15.", nullable=False),
        text("part", "Where on the form the field stands.", nullable=False, codes=tuple(Part)),
        whole("row", "Row of the table as printed on this page, from 0, empty rows included; null outside tables."),
        text("field", "Name of the field.", nullable=False),
        text("state", "What is on the paper: a value, or which kind of nothing.", nullable=False, codes=tuple(State)),
        text("raw_text", "What was read, as written; null where there is no text."),
        text("value", "Canonical value by the field's kind; null where there is none."),
        whole("age", "In fields for date or age, the age if one was written; never computed.", unit="years"),
        real(
            "confidence",
            "Calibrated probability that state and value are both right.",
            unit="probability",
            low=0,
            high=1,
        ),
        text("decision", "Whether it goes to the tables unseen or to a person.", nullable=False, codes=tuple(Decision)),
        words("evidence", "Checks that bore on the value; the last word is the outcome."),
        Column("alternatives", Type.READINGS, "Other readings that were kept, best first."),
        real("box_left", "Left edge in the source page image.", unit="px"),
        real("box_top", "Top edge in the source page image, y down.", unit="px"),
        real("box_right", "Right edge in the source page image.", unit="px"),
        real("box_bottom", "Bottom edge in the source page image.", unit="px"),
        text("engine", "Name and version of what read it.", nullable=False),
    ),
)
