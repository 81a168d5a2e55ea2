"""The refused pages of a publication; without pandas, for a night with nothing new must stay short."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.run.summary import Refusal

_COLUMNS = ["book_id", "source", "page_no", "reason", "message", "status"]


def published_refusals(run_folder: Path) -> tuple[Refusal, ...]:
    """Every page that the publication in that folder names as refused, in its order, none of them new."""
    return tuple(
        Refusal(row["book_id"], row["source"], row["page_no"], row["reason"], row["message"], new=False)
        for file in sorted((run_folder / "pages").glob("*.parquet"))
        for batch in pq.ParquetFile(file).iter_batches(columns=_COLUMNS)
        for row in batch.filter(pc.equal(batch["status"], "refused")).to_pylist()
    )
