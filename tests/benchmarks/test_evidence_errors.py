"""The measures of evidence on a small scale: misreadings are caught, errors on the paper stay and are reported."""

from __future__ import annotations

from collections import Counter

from benchmarks.evidence_errors import Misread, add_misread, paper_outcomes
from benchmarks.evidence_villages import village
from pipeline.model import Part
from tests.evidence.written_pages import codes, forms


def test_the_recap_of_the_rt_states_what_its_dasawisma_state() -> None:
    pages = village(1)
    upper = next(page for page in pages if page.form.form == "rekap-rt")
    lower = [page for page in pages if page.form.form == "rekap-dasawisma"]
    for row, page in enumerate(lower):
        for name in ("families", "members_male", "elderly"):
            stated, copied = page.answers[Part.TOTAL, None, name], upper.answers[Part.TABLE, row, name]
            assert (stated.state, stated.written) == (copied.state, copied.written)


def test_misreadings_that_a_check_covers_are_put_right_or_shown_and_right_cells_stay() -> None:
    found = Misread()
    add_misread(found, 1, 0.05, forms(), codes())
    assert found.covered > 20
    assert found.right_again > 0
    assert found.right_again + found.in_review >= 0.8 * found.covered
    assert found.changed <= 0.001 * found.others


def test_errors_on_the_paper_are_reported_and_never_corrected() -> None:
    outcome: Counter[tuple[str, str]] = paper_outcomes(2, forms(), codes())
    planted = sum(count for (_, what), count in outcome.items() if what == "planted")
    assert planted >= 6
    assert sum(count for (_, what), count in outcome.items() if what == "reported") == planted
    assert not any(count for (_, what), count in outcome.items() if what in ("corrected", "accepted otherwise"))
