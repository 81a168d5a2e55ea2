"""What scanners, copiers, bindings and phones do to a page, with known geometry."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Homography, Mesh, PageMap
from pipeline.model import Grey
from samples.generator import light
from samples.generator.sheet import mm

LEVELS = ("clean", "scan", "copy", "bound", "phone", "turned")
MESH_PX = 48


@dataclass(frozen=True, slots=True)
class Damage:
    """How a page is spoiled. Angles counter-clockwise as the page lies in its file; strengths 0 for none.

    quarter_turns: of the page, after everything else. scale: pixels of the scan per pixel of the clean page.
    curl_px: how far lines bend; gutter: left, right, or middle, where the whole page arches. corners: shifts (x, y) of
    the page's corners, as shares of the page, clockwise from top left. paper, ground: grey of paper and of what it
    lies on; textured: that ground. shade: of uneven light. through: of the print on the back. threshold: grey from
    which a copier sees white. holes: punched on the left. dark_edge: side of a copier's black border, null for none.
    """

    level: str
    seed: int = 0
    quarter_turns: int = 0
    skew_deg: float = 0.0
    scale: float = 1.0
    curl_px: float = 0.0
    gutter: str = "left"
    corners: tuple[tuple[float, float], ...] = ()
    paper: int = 255
    ground: int = 255
    textured: bool = False
    shade: float = 0.0
    grain: float = 0.0
    noise: float = 0.0
    blur_px: float = 0.0
    through: float = 0.0
    threshold: int | None = None
    fatten: int = 0
    specks: int = 0
    holes: bool = False
    dark_edge: str | None = None

    def told(self) -> dict[str, str | float | int]:
        """What the truth says about it."""
        told: dict[str, str | float | int] = {"level": self.level, "skew_deg": round(self.skew_deg, 3)}
        if self.quarter_turns:
            told["quarter_turns"] = self.quarter_turns
        if self.curl_px:
            told["curl_px"] = round(self.curl_px, 1)
        if self.corners:
            told["perspective"] = round(max(abs(part) for corner in self.corners for part in corner), 4)
        return told


def draw_damage(seed: int, level: str = "scan") -> Damage:
    """Damage of that level, one of LEVELS."""
    rng = random.Random(f"damage:{level}:{seed}")
    if level == "clean":
        return Damage("clean", seed)
    scan = Damage(
        level, seed, skew_deg=rng.uniform(-3, 3), scale=rng.choice((1.0, 1.0, 1.0, 0.8, 0.67)),
        paper=rng.randint(222, 252), ground=rng.choice((rng.randint(215, 250), rng.randint(20, 80))),
        shade=rng.uniform(0, 0.05), grain=rng.uniform(0.5, 3.5), noise=rng.uniform(1, 6),
        blur_px=rng.uniform(0.4, 1.1), through=rng.choice((0.0, 0.0, rng.uniform(0.03, 0.14))),
        holes=rng.random() < 0.2,
    )  # fmt: skip
    if level == "scan":
        return scan
    if level == "turned":
        return replace(scan, quarter_turns=rng.choice((1, 2, 3)))
    if level == "copy":
        return replace(
            scan, skew_deg=rng.uniform(-2, 2), threshold=rng.randint(160, 200), fatten=rng.choice((0, 0, 1, 1, 1, -1)),
            scale=1.0, paper=rng.randint(232, 252),
            specks=rng.randint(60, 900), through=0.0, shade=rng.uniform(0, 0.08), noise=rng.uniform(2, 9), ground=250,
            dark_edge=rng.choice((None, None, "left", "right", "top", "bottom")),
        )  # fmt: skip
    if level == "bound":
        return replace(
            scan, skew_deg=rng.uniform(-1.5, 1.5), curl_px=rng.uniform(12, 55) * rng.choice((-1, 1)),
            gutter=rng.choice(("left", "right", "middle")), shade=rng.uniform(0.2, 0.5),
        )  # fmt: skip
    if level == "phone":
        bend = rng.uniform(0.008, 0.035)
        corners = tuple((rng.uniform(-bend, bend), rng.uniform(-bend, bend)) for _ in range(4))
        return replace(
            scan, skew_deg=rng.uniform(-5, 5), scale=rng.uniform(0.72, 0.95), corners=corners,
            ground=rng.randint(40, 150), textured=True, paper=rng.randint(195, 240), shade=rng.uniform(0.1, 0.35),
            blur_px=rng.uniform(0.6, 1.4), noise=rng.uniform(3, 8), through=0.0,
        )  # fmt: skip
    raise ValueError(f"no damage is called {level!r}; known: {', '.join(LEVELS)}")


def spoil(clean: Grey, damage: Damage, behind: Grey | None = None) -> tuple[Grey, PageMap]:
    """The spoiled page, and the map from points of the clean page to its pixels. behind: a page on the back."""
    if damage.level == "clean":
        return clean.copy(), PageMap()
    page, steps = clean, PageMap()
    noise = np.random.default_rng([damage.seed, 7])
    if damage.through and behind is not None:
        page = light.shown_through(page, behind, damage.through)
    page = light.on_paper(page, damage.paper, damage.grain, noise)
    if damage.holes:
        page = light.punched(page, damage.ground)
    if damage.curl_px:
        mesh = _curl(page.shape, damage)
        page = light.gutter_shade(_bent(page, mesh), damage.gutter, damage.shade)
        steps = steps.then(mesh)
    matrix, width, height = _placed(clean.shape, damage)
    flat = cv2.warpPerspective(page, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=0)
    inside = cv2.warpPerspective(np.full_like(clean, 255), matrix, (width, height), flags=cv2.INTER_LINEAR)
    flat = light.on_ground(flat, inside, damage.ground, damage.textured, noise)
    if damage.shade and not damage.curl_px:
        flat = light.uneven_light(flat, damage.shade, noise)
    flat = light.seen_by_camera(flat, damage.blur_px * max(damage.scale, 0.7), damage.noise, noise)
    if damage.threshold is not None:
        flat = light.copied(flat, damage.threshold, damage.fatten, damage.specks, noise)
        flat = light.dark_edge(flat, damage.dark_edge, noise)
    turned = np.ascontiguousarray(np.rot90(flat, damage.quarter_turns))
    matrix = _quarter(width, height, damage.quarter_turns) @ matrix
    return turned, PageMap((*steps.steps, Homography(matrix)))


def _placed(shape: tuple[int, ...], damage: Damage) -> tuple[NDArray[np.float64], int, int]:
    """Matrix from the (bent) page to the scan, and the scan's width and height.

    A scan is as large as the page; the page is set smaller where its print would leave the glass. A phone sees ground.
    """
    page_height, page_width = shape[:2]
    width, height = round(page_width * damage.scale), round(page_height * damage.scale)
    edge = 0.0 if damage.corners else mm(5)
    half = np.array([page_width / 2, page_height / 2])
    signs = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], dtype=np.float64)
    angle = -math.radians(damage.skew_deg)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    turned = (signs * half) @ turn.T
    if damage.corners:
        turned = turned + np.array(damage.corners) * (page_width, page_height)
    reach = np.abs((signs * (half - edge)) @ turn.T if not damage.corners else turned).max(axis=0)
    room = half * (0.97 if damage.corners else 1.0)
    fit = min(1.0, *(room / reach))
    target = (turned * fit + half) * damage.scale
    source = signs * half + half
    return cv2.getPerspectiveTransform(source.astype(np.float32), target.astype(np.float32)), width, height


def _quarter(width: int, height: int, turns: int) -> NDArray[np.float64]:
    """Matrix of `turns` counter-clockwise quarter turns of an image of that size."""
    found = np.eye(3)
    for _ in range(turns % 4):
        found = np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]], dtype=np.float64) @ found
        width, height = height, width
    return found


def _curl(shape: tuple[int, ...], damage: Damage) -> Mesh:
    """Lines rise or sink and columns crowd towards the gutter."""
    height, width = shape[:2]
    xs = np.arange(0, width + MESH_PX, MESH_PX, dtype=np.float64)
    ys = np.arange(0, height + MESH_PX, MESH_PX, dtype=np.float64)
    distance = xs / width if damage.gutter == "left" else 1 - xs / width
    if damage.gutter == "middle":
        near, pull = np.sin(np.pi * np.clip(xs / width, 0, 1)), 0.0
    else:
        near, pull = np.exp(-distance / 0.16), 0.5 if damage.gutter == "left" else -0.5
    down = damage.curl_px * near[None, :] * (1 - 0.8 * ys[:, None] / height)
    aside = (abs(damage.curl_px) * pull * near)[None, :]
    return Mesh(np.stack([np.broadcast_to(aside, down.shape), down], axis=-1).copy(), float(MESH_PX))


def _bent(page: Grey, mesh: Mesh) -> Grey:
    height, width = page.shape
    rows, columns = mesh.displacement.shape[:2]
    ys, xs = np.mgrid[0:rows, 0:columns] * mesh.step_px
    older = np.column_stack([xs.ravel(), ys.ravel()])
    newer = mesh.to_newer(older).reshape(rows, columns, 2).astype(np.float32)
    step = np.array([[mesh.step_px, 0, 0], [0, mesh.step_px, 0]], dtype=np.float32)
    maps = [cv2.warpAffine(newer[..., i], step, (width, height), flags=cv2.INTER_LINEAR) for i in range(2)]
    return cv2.remap(page, maps[0], maps[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
