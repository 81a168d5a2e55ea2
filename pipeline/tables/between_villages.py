"""What can only be told once the tables of all villages stand: a NIK that persons of two villages have."""

from __future__ import annotations

import pandas as pd

from pipeline.tables.quarantine import nik_warnings
from schemas.frames import frame
from schemas.keys import key_text

_COLUMNS = ["nik", "year", "person_id", "household_id", "book_id", "page_no"]


class SharedNik:
    """Remembers the NIK of members as they come, part by part."""

    def __init__(self) -> None:
        self._seen: list[pd.DataFrame] = []

    def add(self, members: pd.DataFrame) -> None:
        """Members of one part, among whom a NIK that is there twice was reported."""
        self._seen.append(members.loc[members["nik"].notna(), _COLUMNS].assign(part=len(self._seen)))

    def quarantine(self) -> pd.DataFrame:
        """The rows of quarantine for persons who share a NIK with persons of another part only."""
        members = pd.concat(self._seen, ignore_index=True) if self._seen else pd.DataFrame(columns=[*_COLUMNS, "part"])
        by = ["nik", "year"]
        several = members[members.groupby(by, dropna=False)["part"].transform("nunique") > 1]
        reported = several.groupby([*by, "part"], dropna=False)["person_id"].transform("nunique") > 1
        owners = several.drop(columns="part").astype(object)
        records = [
            dict(zip(_COLUMNS, row, strict=True))
            for row in owners.where(owners.notna(), None).itertuples(index=False, name=None)
        ]
        told = {key_text("members", row) for row, known in zip(records, reported, strict=True) if known}
        return frame("quarantine", [row for row in nik_warnings(records) if row["key"] not in told])
