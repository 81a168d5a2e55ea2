"""Rulings are traced, squared and unbent."""

import cv2
import numpy as np
import pytest

from pipeline.geometry import Homography, Mesh
from pipeline.scan.baselines import baselines
from pipeline.scan.curl import unbending
from pipeline.scan.frame import Frame
from pipeline.scan.resample import Matrix, rotation, shift, warped, warped_through
from pipeline.scan.rulings import Traces, horizontals, joined, renumbered, through, verticals
from pipeline.scan.square import squaring

WIDTH, HEIGHT = 1750, 1240


def _lattice(bend_px: float = 0.0, to_older: Matrix | None = None) -> tuple[Traces, Traces]:
    """Points on 12 rows and 9 columns, bent by a parabola across, then taken through the inverse of the matrix."""
    x, y = np.linspace(100, 1650, 97), np.linspace(150, 1100, 60)
    bend = bend_px * ((x - 875) / 775) ** 2
    rows = [np.column_stack([x, place + bend]) for place in np.linspace(150, 1100, 12)]
    columns = [np.column_stack([np.full(60, place), y]) for place in np.linspace(100, 1650, 9)]
    back = Homography(np.eye(3) if to_older is None else to_older)
    across = np.concatenate([back.to_newer(row) for row in rows])
    down = np.concatenate([back.to_newer(column) for column in columns])
    return (
        Traces(across[:, 0], across[:, 1], np.repeat(np.arange(12), 97)),
        Traces(down[:, 1], down[:, 0], np.repeat(np.arange(9), 60)),
    )


def test_tilt_shear_and_convergence_are_squared() -> None:
    skewed = rotation(0.7)
    skewed[0, 1] += 0.004
    skewed[2, :2] = [6e-6, -9e-6]
    across, down = _lattice(to_older=skewed)
    frame = Frame(np.eye(3), WIDTH, HEIGHT)
    back = np.linalg.inv(squaring(across, down, frame))
    for traces in (through(across, back), through(down, back, down=True)):
        for line in range(traces.lines):
            assert np.ptp(traces.across[traces.line == line]) < 0.5


def test_a_sheet_photographed_askew_is_squared_though_that_is_unlikely() -> None:
    """Convergence and shear were held back by what is likely: lines stayed half a degree off level."""
    skewed = rotation(1.0)
    skewed[0, 1] += 0.05
    skewed[2, :2] = [3.5e-5, 1e-5]
    across, down = _lattice(to_older=skewed)
    across = renumbered(across, np.isin(np.arange(across.lines), (3, 5, 7, 8)))
    down = renumbered(down, np.isin(np.arange(down.lines), (1, 3, 5)))
    back = np.linalg.inv(squaring(across, down, Frame(np.eye(3), WIDTH, HEIGHT)))
    for traces in (through(across, back), through(down, back, down=True)):
        for line in range(traces.lines):
            assert np.ptp(traces.across[traces.line == line]) < 0.5


def test_parallel_lines_are_not_thought_to_converge() -> None:
    """The same tilt on every line is a turn; without verticals, they are thought to turn along."""
    across, _ = _lattice(to_older=rotation(-0.3))
    none = Traces(np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.int64))
    square = squaring(across, none, Frame(np.eye(3), WIDTH, HEIGHT))
    assert np.degrees(np.arctan2(square[0, 1], square[1, 1])) == pytest.approx(0.3, abs=0.02)
    assert abs(square[2, :2]).max() < 1e-7


def test_a_bend_is_measured_and_a_straight_page_left_alone() -> None:
    across, down = _lattice(bend_px=12.0)
    mesh = unbending(across, down, WIDTH, HEIGHT)
    assert mesh is not None
    flat = mesh.to_newer(np.column_stack([across.along, across.across]))[:, 1]
    assert max(np.ptp(flat[across.line == line]) for line in range(12)) < 0.6
    assert np.abs(mesh.displacement[..., 0]).max() == 0
    straight, plumb = _lattice()
    assert unbending(straight, plumb, WIDTH, HEIGHT) is None


def test_scribbles_do_not_bend_a_page() -> None:
    random = np.random.default_rng(5)
    across, down = _lattice()
    scribbled = across.across + (random.random(len(across.across)) < 0.15) * random.uniform(0, 15, len(across.across))
    assert unbending(Traces(across.along, scribbled, across.line), down, WIDTH, HEIGHT) is None


def test_rulings_and_dotted_lines_are_traced_to_a_fraction_of_a_pixel() -> None:
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.rectangle(ink, (200, 300), (1500, 301), (200,), -1)
    for x in range(200, 1000, 4):
        ink[600, x : x + 2] = 90
    cv2.putText(ink, "Siti Aminah binti Kasmijan", (300, 900), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (220,), 2)
    cv2.rectangle(ink, (1600, 100), (1601, 1100), (200,), -1)
    across, down = horizontals(ink), verticals(ink)
    assert across.lines == 2 and down.lines == 1
    assert np.abs(across.across[across.line == 0] - 301.0).max() < 0.1
    assert np.abs(across.across[across.line == 1] - 600.5).max() < 0.1
    assert np.abs(down.across - 1601.0).max() < 0.1
    both = joined(across, down)
    assert both.lines == 3 and len(both.along) == len(across.along) + len(down.along)


def test_words_stand_on_their_feet() -> None:
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    cv2.putText(ink, "Mengikuti Kelompok Belajar", (300, 700), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (220,), 2, cv2.LINE_AA)
    turned = warped(ink, shift(875, 620) @ rotation(1.0) @ shift(-875, -620), WIDTH, HEIGHT)
    feet = baselines(turned)
    assert feet.lines >= 1
    slopes = [np.polyfit(feet.along[feet.line == k], feet.across[feet.line == k], 1)[0] for k in range(feet.lines)]
    assert np.median(slopes) == pytest.approx(np.tan(np.radians(1.0)), abs=0.006)
    assert baselines(np.zeros_like(ink)).lines == 0


def test_a_mesh_shows_the_pixels_that_its_points_lead_to() -> None:
    ramp = np.add.outer(np.arange(900) * 0.1, np.arange(1200) * 0.1).astype(np.uint8)
    displacement = np.zeros((4, 5, 2))
    displacement[1, 2] = [30, -40]
    mesh, to_older = Mesh(displacement, 300.0), shift(12, 7) @ rotation(0.5)
    shown = warped_through(ramp, mesh, to_older, 1000, 800)
    places = np.array([[x + 0.5, y + 0.5] for x in range(100, 900, 90) for y in range(100, 700, 70)])
    source = Homography(to_older).to_older(mesh.to_older(places)) - 0.5
    expected = source.sum(axis=1) * 0.1
    found = np.array([shown[int(y), int(x)] for x, y in places])
    assert np.abs(found - expected).max() < 1.3
    assert mesh.scaled(2.0).step_px == 600.0 and mesh.scaled(2.0).displacement.max() == 60.0


def test_faint_rulings_are_traced_where_few_others_are_long() -> None:
    """A pale copy's page was turned by what its writing and the edge of its sheet feigned."""
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    for y in range(200, 1000, 100):
        cv2.rectangle(ink, (200, y), (1500, y + 1), (24,), -1)
    assert horizontals(ink).lines == 8
    for y in (1020, 1060, 1100):
        cv2.rectangle(ink, (200, y), (1500, y + 1), (200,), -1)
    assert horizontals(ink).lines == 3
    grain = np.random.default_rng(4).integers(0, 30, (HEIGHT, WIDTH)).astype(np.uint8)
    assert horizontals(grain).lines == 0
