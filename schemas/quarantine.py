"""Table `quarantine`: what was found wrong, on the paper or in a row."""

from schemas.columns import TableSchema, real, text, whole

SEVERITIES = ("error", "warning")

QUARANTINE = TableSchema(
    name="quarantine",
    row="finding",
    key=("table", "key", "column", "rule", "book_id", "page_no", "message"),
    unique=False,  # two bad rows can have the same key and the same fault
    columns=(
        text("book_id", "The book; null for a row that comes from many pages."),
        whole("page_no", "The page it was found on; null for a row that comes from many pages.", low=1),
        text("table", "The table that the row belongs to.", nullable=False),
        text("key", "Key of the row: its key columns joined by |, nulls empty.", nullable=False),
        text("column", "The column; null where the finding is about the whole row."),
        text("rule", "Code of the rule.", nullable=False),
        text(
            "severity",
            "error: the row is kept out of its table; warning: it is there.",
            nullable=False,
            codes=SEVERITIES,
        ),
        text("message", "What was found and what to do about it, in Indonesian and English.", nullable=False),
        text("raw_text", "What was read, as written."),
        real("confidence", "Confidence of that reading.", unit="probability", nullable=True, low=0, high=1),
        real("box_left", "Left edge in the source page image.", unit="px", nullable=True),
        real("box_top", "Top edge in the source page image, y down.", unit="px", nullable=True),
        real("box_right", "Right edge in the source page image.", unit="px", nullable=True),
        real("box_bottom", "Bottom edge in the source page image.", unit="px", nullable=True),
    ),
)
