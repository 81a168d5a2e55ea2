"""Tables of invented books, as a run would hand them over."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

import schemas
from pipeline.publish.run_record import RunRecord
from pipeline.refusals import fault
from schemas import TABLES
from schemas.frames import frame
from schemas.validate import validate

VILLAGES = ("35.22.13.2001", "35.22.15.2002", None)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PAGES_READ, FIELDS = 9, 12

Tables = dict[str, pd.DataFrame]


def _readings() -> list[dict[str, object]]:
    return [
        {
            "book_id": "sidobandung/melati", "source": "sidobandung/melati.pdf", "page_no": page + 1,
            "form": "catatan-keluarga", "edition": "III-15", "part": "table", "row": field // 4,
            "field": f"field_{field}",
            "state": "value", "raw_text": "Wiwik Lestari", "value": "=SUM(A1)", "confidence": 0.9,
            "decision": "review" if field == 0 else "accepted", "evidence": ["total:agrees"],
            "alternatives": [{"value": "Wiwik Lestiri", "confidence": 0.05}],
            "box_left": 1.5, "box_top": 2, "box_right": 30, "box_bottom": 40, "engine": "test 1",
        }
        for page in range(PAGES_READ)
        for field in range(FIELDS)
    ]  # fmt: skip


def _pages() -> list[dict[str, object]]:
    book = {"book_id": "sidobandung/melati", "source": "sidobandung/melati.pdf", "sha256": "a" * 64}
    read = {"form": "catatan-keluarga", "edition": "III-15", "match_score": 0.9, "quarter_turns": 0, "skew_deg": 0.2}
    refused = {"status": "refused", "reason": "too_dark", "message": fault("too_dark").message}
    listed: list[dict[str, object]] = [
        {**book, **read, "page_no": page + 1, "status": "read"} for page in range(PAGES_READ)
    ]
    return [*listed, {**book, **refused, "page_no": PAGES_READ + 1, "source": "sidobandung/<script>alert(1).jpg"}]


def _rows() -> Tables:
    households = [
        {"household_id": f"h{number}", "year": 2016, "village_code": VILLAGES[number % 3], "latrine": number % 2 == 0,
         "head_name": "Wiwik Lestari", "sources": ["sidobandung/melati#1"]}
        for number in range(30)
    ]  # fmt: skip
    members = [
        {"person_id": f"p{number}", "household_id": f"h{number % 30}", "year": None if number % 7 == 0 else 2016,
         "village_code": VILLAGES[number % 3], "name": "<script>alert(1)</script>", "nik": "3522134505900001",
         "birth_date": date(1990, 5, 5), "nik_check": "agrees", "activities": ["arisan"]}
        for number in range(90)
    ]  # fmt: skip
    findings = [
        {"table": "members", "key": "p1|2016", "column": "nik", "rule": "nik_sex", "severity": "warning",
         "message": "NIK and sex disagree.", "raw_text": "3522134505900001"}
    ]  # fmt: skip
    return {
        "households": frame("households", households),
        "members": frame("members", members),
        "quarantine": frame("quarantine", findings),
    }


@pytest.fixture(scope="session")
def made_once() -> Tables:
    empty = {name: schemas.empty(name) for name in TABLES if name != "data_dictionary"}
    given = {**empty, **_rows(), "readings": frame("readings", _readings()), "pages": frame("pages", _pages())}
    return {name: validate(name, table).rows for name, table in given.items()}


@pytest.fixture
def tables(made_once: Tables) -> Tables:
    """Every table but data_dictionary: 9 pages read and 1 refused, 30 households, 90 members, three villages."""
    return {name: table.copy() for name, table in made_once.items()}


@pytest.fixture
def run() -> Callable[..., RunRecord]:
    """Makes the record of a run that began `hours` after noon of the first day."""

    def make(
        run_id: str = "run-1", hours: float = 0, pages_found: int = PAGES_READ + 1, accept_drop: bool = False
    ) -> RunRecord:
        now = NOON + timedelta(hours=hours)
        return RunRecord(run_id, now, now, pages_found, recipe="abc123", accept_drop=accept_drop)

    return make


@pytest.fixture
def contents() -> Callable[[Path], dict[str, bytes]]:
    """Reads all Parquet files below a folder: relative path to bytes."""

    def read(folder: Path) -> dict[str, bytes]:
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}

    return read
