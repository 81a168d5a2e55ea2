"""Table `data_dictionary`: what every column of every table means, and how far to trust it."""

from schemas.columns import TableSchema, real, text

DATA_DICTIONARY = TableSchema(
    name="data_dictionary",
    row="column of a table",
    key=("table", "column"),
    columns=(
        text("table", "Name of the table.", nullable=False),
        text("column", "Name of the column.", nullable=False),
        text("type", "Type of the values.", nullable=False),
        text("unit", "Unit of the values; null where they have none."),
        text("description", "What the values mean, and what null means.", nullable=False),
        text("source", "Words printed on the forms where it is asked; null where it is made by the program."),
        text("codes", "Values that may occur, parted by |, or the code list that words come from; null if free."),
        real(
            "measured_error",
            "Share of accepted values found wrong; null where not measured.",
            nullable=True,
            low=0,
            high=1,
        ),
        real("measured_error_low", "Lower end of its 95 % interval.", nullable=True, low=0, high=1),
        real("measured_error_high", "Upper end of its 95 % interval.", nullable=True, low=0, high=1),
        text("measured_on", "What it was measured on; null where not measured."),
    ),
)
