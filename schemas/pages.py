"""Table `pages`: every page that was found, whatever became of it."""

from pipeline.refusals import REASONS
from schemas.columns import TableSchema, real, text, whole

STATUSES = ("read", "refused")

PAGES = TableSchema(
    name="pages",
    row="page found in the inbox",
    key=("book_id", "page_no"),
    columns=(
        text("book_id", "The book, as a path in the inbox.", nullable=False),
        text("source", "The page's file, relative to the inbox.", nullable=False),
        whole("page_no", "Page of the book, from 1; refused pages keep their number.", nullable=False, low=1),
        text(
            "sha256",
            "SHA-256 of the file, 64 hexadecimal digits; null where it could not be read at all.",
            pattern="[0-9a-f]{64}",
        ),
        text("status", "What became of it.", nullable=False, codes=STATUSES),
        text("reason", "Code of the reason for refusing it; null when read.", codes=REASONS),
        text("message", "What the operator should do; null when read."),
        text("form", "The form; null when refused."),
        text("edition", "The form's edition; null when refused."),
        real("match_score", "How well the page fits its form; null when refused.", nullable=True, low=0, high=1),
        text("runner_up", "The form that fitted second best; null when refused or when none came near."),
        whole(
            "quarter_turns", "Quarter turns counter-clockwise, as the page lies in its file; null when refused.", high=3
        ),
        real(
            "skew_deg",
            "Skew counter-clockwise, as the page lies in its file; null when refused.",
            unit="degrees",
            nullable=True,
            low=-180,
            high=180,
        ),
        real(
            "grid_residual_px",
            "Mean distance between rulings found and lattice fitted; null when refused.",
            unit="px",
            nullable=True,
            low=0,
        ),
    ),
)
