"""A publication is compared with a truth cell by cell; the numbers are those that can be worked out by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.formfile import load_forms
from pipeline.publish.publication import publish
from pipeline.publish.run_record import RunRecord
from pipeline.run.evaluating.evaluate import compared, edits, evaluate, normal
from pipeline.run.evaluating.reliability import coverage, reliability
from pipeline.run.evaluating.scores import in_words
from pipeline.run.evaluating.worst import write_worst
from pipeline.run.kept.ledger import Ledger
from pipeline.run.kept.workspace import Workspace
from pipeline.settings import Settings
from schemas import TABLES, empty
from schemas.frames import frame
from tests.publish.conftest import NOON

FORMS = load_forms()
Truth = list[dict[str, Any]]


def cell(field: str, state: str, value: object, row: int | None = 0, **more: object) -> dict[str, object]:
    part = "cell" if row is not None else "head"
    return {
        "part": part,
        "row": None if row is None else str(row),
        "field": field,
        "state": state,
        "value": value,
        **more,
    }


@pytest.fixture
def truth() -> Truth:
    cells = [
        cell("head_name", "value", "Ahmad Fauzi", None),
        cell("name", "value", "Siti Aminah"),
        cell("sex", "value", "P"),
        cell("birth_date", "value", "1960-12-31", age=59),
        cell("education", "none", None),
        cell("special_needs", "blank", None),
        cell("activity_health", "value", True),
        cell("row_no", "value", 1),
    ]
    page = {"file": "buku/1.jpg", "page": 1, "form": "catatan-keluarga", "edition": "III-15", "writer": "a hand"}
    return [{**page, "spoiled": {"level": "scan"}, "cells": cells}]


@pytest.fixture
def published(tmp_path: Path) -> Callable[..., Path]:
    """Publishes readings of one page: (part, row, field, state, value, decision, confidence, age)."""

    def published(*readings: tuple[Any, ...], form: str = "catatan-keluarga") -> Path:
        where = {"book_id": "buku", "source": "buku/1.jpg", "page_no": 1, "form": form, "edition": "III-15"}
        box = dict.fromkeys(("box_left", "box_top", "box_right", "box_bottom"), 1.0)
        more = {**where, **box, "raw_text": None, "evidence": [], "alternatives": [], "engine": "test"}
        names = ("part", "row", "field", "state", "value", "decision", "confidence", "age")
        rows = [{**more, **dict(zip(names, reading, strict=True))} for reading in readings]
        page = {**where, "sha256": "ab" * 32, "status": "read", "match_score": 1.0, "quarter_turns": 0}
        pages = {**page, "skew_deg": 0.0, "grid_residual_px": 0.0}
        tables = {name: empty(name) for name in TABLES if name != "data_dictionary"}
        tables |= {"readings": frame("readings", rows), "pages": frame("pages", [pages])}
        publish([tables], tmp_path / "out", RunRecord("r1", NOON, NOON, 1), Settings())
        return tmp_path / "out"

    return published


READINGS = (
    ("head", None, "head_name", "value", "Ahmad  FAUZI", "accepted", 0.9, None),
    ("table", 0, "name", "value", "Siti Aminan", "review", 0.5, None),
    ("table", 0, "sex", "value", "P", "accepted", 0.95, None),
    ("table", 0, "birth_date", "value", "1960-12-31", "accepted", 0.9, 60),
    ("table", 0, "education", "none", None, "accepted", 0.9, None),
    ("table", 0, "special_needs", "blank", None, "accepted", 0.99, None),
    ("table", 0, "row_no", "value", "1", "review", 0.4, None),
    ("table", 3, "name", "value", "Nobody", "accepted", 0.99, None),
)


def scored(out: Path, truth: Truth) -> dict[str, Any]:
    file = out.parent / "truth.jsonl"
    file.write_text("".join(json.dumps(page) + "\n" for page in truth), encoding="utf-8")
    return evaluate(out, file, FORMS)


def test_every_share_is_what_a_person_counts(published: Callable[..., Path], truth: Truth) -> None:
    scores = scored(published(*READINGS), truth)
    written = scores["all_written"]
    assert (written["cells"], written["found"], written["right"]) == (7, 6 / 7, 4 / 7)
    assert (written["accepted"], written["right_of_accepted"]) == (4 / 7, 3 / 4)
    assert scores["blank"] == {
        "cells": 1, "found": 1.0, "right": 1.0, "accepted": 1.0, "right_of_accepted": 1.0, "cer": 0.0,
        "coverage_99": 1.0, "coverage_997": 1.0,
    }  # fmt: skip
    assert scores["groups"]["dates"]["right"] == 0.0
    assert scores["groups"]["marks"] == {
        "cells": 1, "found": 0.0, "right": 0.0, "accepted": 0.0, "right_of_accepted": None, "cer": 1.0,
        "coverage_99": 0.0, "coverage_997": 0.0,
    }  # fmt: skip
    assert scores["groups"]["names"]["cells"] == 2
    assert scores["name_cer"] == pytest.approx(1 / 22)
    assert scores["stray_readings"] == 1
    assert (scores["pages"], scores["wrong_form_pages"]) == (1, 0)
    assert set(scores["hands"]) == {"a hand"} and set(scores["levels"]) == {"scan"}


def test_confidence_that_keeps_its_word_has_no_calibration_error(published: Callable[..., Path], truth: Truth) -> None:
    truth[0]["cells"] = [cell("sex", "value", "P"), cell("row_no", "value", 1)]
    sure = ("table", 0, "sex", "value", "P", "accepted", 1.0, None)
    wrong = ("table", 0, "row_no", "value", "7", "review", 0.25, None)
    assert scored(published(sure, wrong), truth)["calibration_error"] == pytest.approx(0.125)


def test_coverage_goes_as_far_as_enough_are_right() -> None:
    sure = pd.Series([0.9, 0.8, 0.8, 0.7, None])
    assert coverage(sure, pd.Series([1, 1, 1, 0, 0]), 0.99) == 0.6
    assert coverage(sure, pd.Series([1, 1, 0, 1, 0]), 0.99) == 0.2
    assert coverage(sure, pd.Series([1, 1, 0, 1, 0]), 0.7) == 0.8


def test_reliability_lists_every_cell_that_was_read() -> None:
    bins = reliability(pd.Series([0.2, 0.9, None, 0.4]), pd.Series([False, True, False, True]))
    assert sum(one["cells"] for one in bins) == 3
    assert [one["right"] for one in bins] == [0.0, 1.0, 1.0]


def test_the_worst_cells_are_shown_to_their_owner_alone(
    published: Callable[..., Path], truth: Truth, tmp_path: Path
) -> None:
    out = published(*READINGS)
    file = tmp_path / "truth.jsonl"
    file.write_text("".join(json.dumps(page) + "\n" for page in truth), encoding="utf-8")
    inbox = tmp_path / "inbox"
    (inbox / "buku").mkdir(parents=True)
    cv2.imwrite(str(inbox / "buku" / "1.jpg"), np.full((900, 900), 240, np.uint8))
    workspace = Workspace(out)
    workspace.ledger.parent.mkdir(exist_ok=True)
    Ledger(inbox=str(inbox)).save(workspace.ledger)
    page = write_worst(compared(out, file, FORMS)[0], 2, out, Settings())
    head, *rows = page.read_text().split("<tr>")[1:]
    assert head.split("<th>")[3:6] == ["truth", "read", "decision"] and len(rows) == 2
    assert all(row.split("<td>")[5] in ("accepted", "review") for row in rows)
    assert "Siti Aminan".lower() in page.read_text()
    assert (page.stat().st_mode & 0o777, page.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_page_read_as_another_form_has_nothing_right(published: Callable[..., Path], truth: Truth) -> None:
    scores = scored(published(*READINGS, form="data-keluarga"), truth)
    assert scores["wrong_form_pages"] == 1 and scores["all_written"]["right"] == 0.0


def test_scores_are_told_in_a_table(published: Callable[..., Path], truth: Truth) -> None:
    told = in_words(scored(published(*READINGS), truth))
    assert "group names" in told and "57.14" in told and "1 stray readings" in told


def test_the_truth_of_other_pages_is_an_input_error(published: Callable[..., Path], truth: Truth) -> None:
    with pytest.raises(InputError, match=r"No page of .* is among the pages published"):
        scored(published(*READINGS), [{**truth[0], "file": "lain/1.jpg"}])


def test_pages_that_the_run_did_not_find_are_counted(published: Callable[..., Path], truth: Truth) -> None:
    scores = scored(published(*READINGS), [*truth, {**truth[0], "page": 2}])
    assert scores["unknown_pages"] == 1
    assert "1 not found by the run" in in_words(scores)


@pytest.mark.parametrize("content", ["no json", '{"file": "a"}', "[]"])
def test_what_is_no_truth_is_an_input_error(published: Callable[..., Path], tmp_path: Path, content: str) -> None:
    (tmp_path / "wrong").write_text(content)
    with pytest.raises(InputError, match="no truth file"):
        evaluate(published(*READINGS), tmp_path / "wrong", FORMS)


@pytest.mark.parametrize(
    ("value", "plain"),
    [("  Siti  AMINAH ", "siti aminah"), ("René", "rene"), ("007", "7"), ("00012345", "00012345"), (True, "true"),
     (7, "7"), ("", None), (None, None), ("000", "0")],
)  # fmt: skip
def test_values_are_compared_without_case_accents_and_spaces(value: object, plain: str | None) -> None:
    assert normal(value) == plain


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_edits_are_a_distance(wanted: str, got: str) -> None:
    assert edits(wanted, got) == edits(got, wanted)
    assert (edits(wanted, got) == 0) == (wanted == got)
    assert abs(len(wanted) - len(got)) <= edits(wanted, got) <= max(len(wanted), len(got))
