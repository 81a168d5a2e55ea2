"""The legend counts every cell by its state, whether it is for review or not."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.model import Decision, State
from pipeline.refusals import fault
from pipeline.run.showing import overlay_legend
from pipeline.run.showing.overlay_legend import legend, states
from tests.run.showing.test_overlay import CONTENT, VALUE

UNREAD = replace(VALUE, state=State.UNREADABLE, value=None, decision=Decision.REVIEW)


def written(page: object, monkeypatch: pytest.MonkeyPatch, run_id: str = "") -> list[str]:
    """The words of a legend."""
    words: list[str] = []
    real = overlay_legend.write

    def kept(picture: np.ndarray, text: str, *more: object) -> None:
        words.append(text)
        real(picture, text, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(overlay_legend, "write", kept)
    assert legend(page, 1500, 1.0, run_id).shape[1] == 1500  # type: ignore[arg-type]
    return words


def test_unreadable_cells_are_counted_though_they_are_for_review(monkeypatch: pytest.MonkeyPatch) -> None:
    values = (*[UNREAD] * 8, *[replace(VALUE, decision=Decision.REVIEW)] * 5, *[VALUE] * 2)
    assert states(values) == {State.VALUE: 7, State.UNREADABLE: 8}
    words = written(replace(CONTENT, values=values), monkeypatch)
    assert "tak terbaca / unreadable 8" in words and "isi / value 7" in words and "15 sel / cells:" in words
    assert any(text.endswith("for a person to check 13") for text in words) and "diterima / accepted 2" in words


def test_the_legend_speaks_no_jargon_and_says_nothing_of_a_table_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    words = " ".join(written(replace(CONTENT, grid_residual_px=0.0), monkeypatch))
    assert "lattice" not in words and "table lines" not in words


def test_a_refused_page_has_its_reason_and_message(monkeypatch: pytest.MonkeyPatch) -> None:
    page = fault("cut_off")
    assert written(page, monkeypatch)[-2:] == ["ditolak / refused: cut_off", page.message]


def test_no_line_of_a_legend_is_cut() -> None:
    made = legend(replace(CONTENT, quarter_turns=1, values=(UNREAD, VALUE)), 700, 2.0)
    assert (made[:, -3:] == 245).all()


def test_a_legend_says_in_two_languages_whether_the_page_was_published(monkeypatch: pytest.MonkeyPatch) -> None:
    published = written(CONTENT, monkeypatch, "20260101T011500Z-aaaa")
    assert published[0] == "seperti yang terbit / as published: 20260101T011500Z-aaaa"
    assert not any("dibaca sendiri" in text for text in published)
    alone = written(CONTENT, monkeypatch)
    assert alone[0].startswith("Halaman ini dibaca sendiri") and alone[1].startswith("This page is read alone")
