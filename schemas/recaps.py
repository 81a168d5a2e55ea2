"""Table `recaps`: what each recap page states, beside what the rows below it add up to."""

from schemas.columns import TableSchema, flag, text, whole
from schemas.provenance import AREA, DOUBT, ONE_PAGE, PLACE

LEVELS = ("dasawisma", "rt", "rw", "dusun", "desa")

RECAPS = TableSchema(
    name="recaps",
    row="count of a row of a recap page (16a to 17a), its JUMLAH too",
    key=("book_id", "page_no", "is_total", "row", "column"),
    partitioned=True,
    columns=(
        *AREA,
        *ONE_PAGE,
        *PLACE,
        text("form", "The form, such as rekap-dasawisma.", nullable=False),
        text("edition", "The form's edition.", nullable=False),
        text("level", "What the page sums up.", nullable=False, codes=LEVELS),
        whole("row", "Row of the table as printed, from 0; null for JUMLAH."),
        text("name", "Household head, dasawisma, RT, RW or dusun that the row is about, as written; null for JUMLAH."),
        flag("is_total", "Whether it is the JUMLAH row.", nullable=False),
        text("column", "Name of the column that is counted.", nullable=False),
        whole("stated", "The count as written; a tick is 1, a dash 0."),
        whole("counted", "The same from the rows below, or from households and members; null where not to be had."),
        *DOUBT,
    ),
)
