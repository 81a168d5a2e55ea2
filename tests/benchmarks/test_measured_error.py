from __future__ import annotations

from benchmarks.evidence_scores import Scored, calibration_error, reliability, wilson
from benchmarks.measured_error import columns_of
from pipeline.form import Kind


def cell(part: str = "table", field: str = "education", right: bool = True, confidence: float = 0.9) -> Scored:
    return Scored(("buku", 1), part, field, Kind.CODE, "vocabulary", right, True, confidence)


def test_cells_go_to_the_columns_that_are_made_from_them() -> None:
    assert set(columns_of("catatan-keluarga", cell())) == {
        ("readings", "value"), ("members", "education"), ("schooling", "highest_level"),
    }  # fmt: skip
    assert ("households", "house_criteria") in columns_of("catatan-keluarga", cell("head", "house"))
    assert ("households", "water_source") in columns_of("rekap-dasawisma", cell("table", "water_well"))
    assert set(columns_of("kegiatan-warga", cell("table", "active"))) == {("readings", "value")}


def test_wilsons_interval() -> None:
    low, high = wilson(0, 100)
    assert low == 0 and 0.035 < high < 0.038
    low, high = wilson(50, 100)
    assert 0.40 < low < 0.41 and 0.59 < high < 0.60
    assert wilson(0, 0) == (0.0, 1.0)


def test_calibration_error_of_confidences_that_say_what_is() -> None:
    honest = [cell(right=at % 10 != 0, confidence=0.9) for at in range(1000)]
    assert calibration_error(honest) < 0.01
    boasting = [cell(right=at % 2 == 0, confidence=0.9) for at in range(1000)]
    assert abs(calibration_error(boasting) - 0.4) < 0.01
    assert sum(count for count, _, _ in reliability(honest)) == 1000
