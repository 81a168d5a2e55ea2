"""Fit the calibration of readings: python -m training.calibration [--pages 120] [--drawn 400] [--writing FOLDER].

Makes pages with the generator of samples/ in hands that the reader was not trained on and that wrote no benchmark,
spoils them in all ways, reads them through scan and layout, and fits per family a logistic curve from raw share, the
recogniser's confidence and the ink's quality to being right. Cells that layout put elsewhere are left out: what stands
there is no error of reading. Families of which a page holds few (digit strings, dates, texts, names, printed options)
also get cells drawn one by one, 30 ms each instead of 3 s a page (benchmarks/reading_cells.py and option_fields.py,
with numbers that the benchmark never draws). Every third page, in hands of its own, and every third drawn cell is held
out and scored. Writes schemas/calibration/reading.toml with the counts behind each fit.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.option_fields import draw_page
from benchmarks.reading_cells import Bed
from pipeline.codes import Codes, load_codes
from pipeline.evidence.parse import parse
from pipeline.form import Form, Kind
from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.layout.cells import cut
from pipeline.layout.find import find_layout
from pipeline.model import Crop, PageFault, State
from pipeline.read.calibrate import FEATURES, PACKAGED_TABLE, family, features
from pipeline.read.engine import Engines, build_engines
from pipeline.read.reader import Raw, read_raw
from pipeline.read.tesseract import tesseract
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import LEVELS, draw_damage
from samples.generator.make import draw_writer, make_page
from training.hands import HELD_OUT_FONTS

FIRST_SEED = 7000
FIRST_DRAWN = 100_000
DRAWN = ("NIK", "registration", "dates", "names", "free text")
FIELDS_A_PAGE = 5
_LEAST_CELLS = 30
_PRIOR = np.array([1.0, 0.0, 0.0, -0.5])
"""Weights before any cell is seen: the raw share, a little less sure."""
_PRIOR_WEIGHT = np.array([2.0, 20.0, 6.0, 1.0])

Sample = tuple[NDArray[np.float64], bool, bool]
"""Features, whether the reading was right, whether it is held out."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--drawn", type=int, default=400, help="cells of each group of DRAWN, and fields with options")
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--model", type=Path, default=None, help="an ONNX recogniser other than the packaged one")
    chosen = parser.parse_args()
    codes = load_codes()
    engines = build_engines(codes, chosen.model)
    samples: dict[str, list[Sample]] = defaultdict(list)
    for number, cells in made_pages(chosen.writing, chosen.pages):
        collect(samples, cells, engines, codes, held_out=_is_held_out(number))
    collect_drawn(samples, Bed(chosen.writing, codes), chosen.drawn, engines, codes)
    write_table(samples, PACKAGED_TABLE)
    return 0


def made_pages(writing: Path, pages: int) -> Iterator[tuple[int, list[tuple[dict[str, Any], Crop]]]]:
    """Number and cells (truth, crop) of each page that was found again as the form it is."""
    fonts = tuple(writing / "fonts" / f"{name}.ttf" for name in sorted(HELD_OUT_FONTS))
    forms, settings, print_reader = load_forms(), Settings(), tesseract()
    plan = _plan(forms)
    for number in range(pages):
        form, seed = plan[number % len(plan)], FIRST_SEED + number
        level = LEVELS[number % len(LEVELS)] if number % 2 else "scan"
        hands = fonts[::3] if _is_held_out(number) else tuple(font for font in fonts if font not in fonts[::3])
        made = make_page(form, seed, writer=draw_writer(seed, hands), damage=draw_damage(seed, level))
        page = straighten(View(made.image), settings)
        found = page if isinstance(page, PageFault) else find_layout(page, forms, print_reader)
        if isinstance(found, PageFault) or (found.layout.form, found.layout.edition) != (form.form, form.edition):
            continue
        crops = {(crop.cell.part.value, crop.cell.row, crop.cell.field.name): crop for crop in cut(found)}
        truths: Any = made.truth["cells"]
        pairs = [(truth, crops[key]) for truth in truths if (key := _key(truth)) in crops]
        way = found.page.page_map
        yield number, [(truth, crop) for truth, crop in pairs if _placed(truth, way.box_to_source(crop.cell.box))]


def _placed(truth: dict[str, Any], found: Box) -> bool:
    """Whether a cell lies where its field is printed, and its ink, if any, mostly in it."""
    printed = Box(*truth["box"])
    ink = Box(*truth["ink"]) if truth["ink"] else None
    near = printed.overlap(found) >= 0.5 * min(printed.area, found.area)
    return near and (ink is None or ink.overlap(found.grown(0.25 * found.height)) >= 0.5 * ink.area)


def _is_held_out(number: int) -> bool:
    return number % 3 == 2


def collect(
    samples: dict[str, list[Sample]],
    cells: Sequence[tuple[dict[str, Any], Crop]],
    engines: Engines,
    codes: Codes,
    held_out: bool,
) -> None:
    """Read the cells of one page and note, per family, the features and whether the reading was right."""
    for (truth, crop), raw in zip(cells, read_raw([crop for _, crop in cells], engines), strict=True):
        if raw.alternatives:
            _note(samples, crop.cell.field.kind, raw, is_right(truth, crop, raw, codes), held_out)


def collect_drawn(samples: dict[str, list[Sample]], bed: Bed, count: int, engines: Engines, codes: Codes) -> None:
    """As collect, of cells drawn one by one: `count` of each group of DRAWN, and as many fields with options."""
    for group in DRAWN:
        for number in range(FIRST_DRAWN, FIRST_DRAWN + count):
            cell = bed.draw(group, number)
            raw = read_raw([cell.crop], engines)[0]
            of, first = cell.crop.cell.field, raw.alternatives[0]
            read, meant = (
                parse(of, *what, codes, 2020) for what in ((first.state, first.text), (cell.state, cell.text))
            )
            right = (read.state, _plain(read.value), read.age) == (meant.state, _plain(meant.value), meant.age)
            _note(samples, of.kind, raw, right, _is_held_out(number))
    for number in range(FIRST_DRAWN, FIRST_DRAWN + count // FIELDS_A_PAGE):
        fields = draw_page(number, number % 2 == 0, FIELDS_A_PAGE)
        for one, raw in zip(fields, read_raw([one.crop for one in fields], engines), strict=True):
            first = raw.alternatives[0]
            right = first.state is one.state and (first.text is None or first.text in one.chosen)
            _note(samples, one.crop.cell.field.kind, raw, right, _is_held_out(number))


def _note(samples: dict[str, list[Sample]], kind: Kind, raw: Raw, right: bool, held_out: bool) -> None:
    first = raw.alternatives[0]
    samples[family(kind, first)].append((features(first.probability, raw.seen, raw.quality), right, held_out))


def is_right(truth: dict[str, Any], crop: Crop, raw: Raw, codes: Codes) -> bool:
    """Whether the first alternative says what the truth of the generator says (as the benchmark's score does)."""
    field, first = crop.cell.field, raw.alternatives[0]
    if truth["state"] == "ditto" or first.state is State.DITTO:
        return str(first.state) == truth["state"]
    read = parse(field, first.state, first.text, codes, 2020)
    wanted = truth["value"] if truth["state"] == "value" else None
    same = str(read.state) == truth["state"] and _plain(read.value) == _plain(wanted)
    return same and (field.kind is not Kind.DATE_AGE or read.age == truth.get("age"))


def write_table(samples: dict[str, list[Sample]], file: Path) -> None:
    """Fit each family with enough cells, print how the held-out ones score, write the table."""
    lines = [f'# Made by "python -m training.calibration" on {time.strftime("%Y-%m-%d")}; do not edit by hand.', ""]
    for name in sorted(samples):
        fit = [sample for sample in samples[name] if not sample[2]]
        test = [sample for sample in samples[name] if sample[2]]
        if len(fit) < _LEAST_CELLS:
            continue
        weights = fit_family(np.array([figures for figures, _, _ in fit]), np.array([right for _, right, _ in fit]))
        expected = [1 / (1 + np.exp(-float(figures @ weights))) for figures, _, _ in test]
        right = [right for _, right, _ in test]
        print(
            f"{name:12} fitted on {len(fit):5d} ({np.mean([s[1] for s in fit]):.3f} right), held out {len(test):5d}:"
            f" expected {np.mean(expected) if test else np.nan:.3f}, right {np.mean(right) if test else np.nan:.3f}"
        )
        lines.append(f"[{name}]")
        lines += [f"{feature} = {weight:.4f}" for feature, weight in zip(FEATURES, weights, strict=True)]
        lines += [f"fitted_cells = {len(fit)}", f"fitted_right = {sum(s[1] for s in fit)}"]
        lines += [f"held_out_cells = {len(test)}", f"held_out_right = {sum(right)}"]
        lines += [f"held_out_expected = {sum(expected):.1f}", ""]
    file.write_text("\n".join(lines), encoding="utf-8")


def fit_family(figures: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Logistic weights (4,) by Newton's method, drawn to _PRIOR; the share's weight is never negative."""
    weights = _PRIOR.copy()
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(figures @ weights)))
        slope = figures.T @ (chance - right) + _PRIOR_WEIGHT * (weights - _PRIOR)
        bend = (figures * (chance * (1 - chance))[:, None]).T @ figures + np.diag(_PRIOR_WEIGHT)
        weights = weights - np.linalg.solve(bend, slope)
        weights[0] = max(weights[0], 0.1)
    return weights


def _plan(forms: Sequence[Form]) -> list[Form]:
    """Forms in turn, those with many kinds of fields more often."""
    shares = {"catatan-keluarga": 4, "ibu-bayi": 4, "data-warga": 5, "data-keluarga": 4, "rekap-dasawisma": 1}
    rounds = [[form for form in forms if shares.get(form.form, 0) > turn] for turn in range(5)]
    return [form for turn in rounds for form in turn]


def _key(truth: dict[str, Any]) -> tuple[str, int | None, str]:
    part, row = truth["part"], truth["row"]
    if part == "cell":
        return ("total", None, truth["field"]) if row == "total" else ("table", int(row), truth["field"])
    return ("items" if part in ("item", "items", "opt") else part, row, truth["field"])


def _plain(value: object) -> str | None:
    if value is None:
        return None
    text = " ".join(str(value).lower().split())
    return text.lstrip("0") or "0" if text.isdigit() and len(text) < 5 else text


if __name__ == "__main__":
    sys.exit(main())
