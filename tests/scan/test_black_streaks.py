"""Black streaks from edge to edge are taken off and told; frames, dark borders and the ground beside a sheet stay."""

import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.scan.black_streaks import without_streaks
from pipeline.scan.resample import shrunk
from tests.scan.drawn_form import HEIGHT, WIDTH, drawn_form, photographed

PX_PER_MM = 3000 / 297


def streaked(grey: Grey, at: float, wide_mm: float, lean: float = 0.0, upright: bool = True) -> Grey:
    """The picture with a streak whose middle begins there, its edges a little soft."""
    page = (grey if upright else grey.T).astype(float)
    y, x = np.mgrid[: page.shape[0], : page.shape[1]]
    beside = np.abs(x - at - lean * y) - wide_mm * PX_PER_MM / 2
    page = np.minimum(page, 40 + np.clip(beside / 3 + 0.5, 0, 1) * 215)
    return np.ascontiguousarray(page if upright else page.T).astype(np.uint8)


def taken_off(grey: Grey) -> tuple[Grey, tuple[np.ndarray, ...]]:
    return without_streaks(grey, shrunk(grey, 1750)[0])


@pytest.mark.parametrize("upright", [True, False])
@pytest.mark.parametrize(("wide_mm", "lean"), [(1.7, 0.0), (3.0, 0.02), (8.0, -0.01)])
def test_a_streak_is_taken_off_and_told(wide_mm: float, lean: float, upright: bool) -> None:
    """Even light took it for a fold's shadow: two lines were left, and what it hid was blank."""
    form = drawn_form().grey
    bare, (outline,) = taken_off(streaked(form, 1205, wide_mm, lean, upright))
    across, along = (outline[:, 0], outline[:, 1]) if upright else (outline[:, 1], outline[:, 0])
    off = across - (1205 + lean * along)
    assert abs(float(off.max() - off.min()) / PX_PER_MM - wide_mm - 0.7) < 0.9
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    beside = np.abs((x - 1205 - lean * y) if upright else (y - 1205 - lean * x)) / PX_PER_MM - wide_mm / 2
    assert bare[beside < 0].min() > 200
    assert (bare == form)[beside > 1.5].all()


def test_other_dark_things_stay() -> None:
    form = drawn_form().grey
    framed, bordered = form.copy(), form.copy()
    for x in (30, WIDTH - 45):
        framed[20:-20, x : x + 16] = 30
    bordered[:, :60] = bordered[-50:] = 20
    sideways = np.ascontiguousarray(streaked(form, 900, 4.0)[300:])
    sideways[:900] = form[:900]
    for page in (form, framed, bordered, sideways, photographed(drawn_form(), 2).grey):
        bare, outlines = taken_off(page)
        assert bare is page
        assert outlines == ()


def test_any_pixels_do() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (900, 700), dtype=np.uint8)
    for grey in (noise, np.zeros_like(noise), np.full_like(noise, 255), noise[:3, :50], noise[:, :1]):
        taken_off(grey)
