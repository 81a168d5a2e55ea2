"""Cells in hands that neither the reader nor a threshold has seen, read, with whether the reading was right.

Pages made with the generator of samples/, spoiled in all ways and read through scan and layout; cells that layout put
elsewhere are left out: what stands there is no error of reading. Families of which a page holds few (digit strings,
dates, texts, names, printed options, marks) also get cells drawn one by one, 30 ms each instead of 3 s a page, with
numbers that the benchmark which draws them never uses.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.evidence_books import truth_place
from benchmarks.mark_cells import draw_blank, draw_sign, draw_struck
from benchmarks.option_fields import draw_page
from benchmarks.reading_cells import Bed, WrittenCell
from pipeline.codes import Codes
from pipeline.evidence.parse import parse
from pipeline.form import Form, Kind
from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.layout.cells import cut
from pipeline.layout.find import find_layout
from pipeline.model import Crop, PageFault, State
from pipeline.read.calibrate import family_of, features
from pipeline.read.engine import Engines
from pipeline.read.print_net import print_reader
from pipeline.read.raw import Raw
from pipeline.read.reader import read_raw
from pipeline.run.evaluating.evaluate import normal
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import LEVELS, draw_damage
from samples.generator.make import draw_writer, make_page
from training.font_files import Use, all_fonts, listed
from training.hands import FontHand
from training.samples import held_out_letters

FIRST_SEED = 7000
FIRST_DRAWN = 100_000
DRAWN = {
    "NIK": 1.0, "registration": 1.0, "dates": 1.5, "names": 2.0, "free text": 1.0, "counts": 1.0, "years": 0.5,
    "education": 0.5, "marital status": 0.5, "religion": 0.25, "relation": 0.5, "occupation": 1.5, "sex": 0.25,
}  # fmt: skip
"""Groups of benchmarks/reading_cells.py, with how many times --drawn cells."""
ONE_HAND = frozenset({"NIK", "registration", "dates"})
"""Groups that are drawn in one hand each, as on a page. Of strings in sixteen hands (MNIST) that the networks were sure
of, five in 1,566 were wrong, of those in one font none in 1,175: who reads a page would be told to doubt all."""
_DOUBTED = 0.05
"""Doubt of the ink beyond which a cell tells nothing of how a reading's figures go with its being right."""
_STRUCK_SHARE = 0.06
"""Of the cells with a mark, a word crossed out or nothing: about as rare as crossed-out words are."""
FIELDS_A_PAGE = 5
_FONTS = frozenset(font.name for font in listed())
_OPTION_FIELDS = 4
"""So many times --drawn fields with options: to take nearly all of them unseen, rare errors among them must be seen."""

_LETTERS = 4
"""People's letters are drawn as often as so many fonts."""

Sample = tuple[NDArray[np.float64], bool, bool]
"""Features, whether the reading was right, whether it is held out."""


def made_pages(writing: Path, pages: int) -> Iterator[tuple[int, list[tuple[dict[str, Any], Crop]]]]:
    """Number and cells (truth, crop) of each page that was found again as the form it is."""
    fonts = all_fonts(writing, {Use.CALIBRATE})
    hands = {kept: tuple(font for font in fonts if (font.stem in kept_hands()) == kept) for kept in (False, True)}
    forms, settings, printed = load_forms(), Settings(), print_reader()
    plan = _plan(forms)
    for number in range(pages):
        form, seed = plan[number % len(plan)], FIRST_SEED + number
        level = LEVELS[number % len(LEVELS)] if number % 2 else "scan"
        writer = draw_writer(seed, hands[is_held_out(number)])
        made = make_page(form, seed, writer=writer, damage=draw_damage(seed, level))
        page = straighten(View(made.image), settings)
        found = page if isinstance(page, PageFault) else find_layout(page, forms, printed)
        if isinstance(found, PageFault) or (found.layout.form, found.layout.edition) != (form.form, form.edition):
            continue
        crops = {(crop.cell.part.value, crop.cell.row, crop.cell.field.name): crop for crop in cut(found)}
        truths: Any = made.truth["cells"]
        pairs = [(truth, crops[key]) for truth in truths if (key := truth_place(truth)) in crops]
        way = found.page.page_map
        yield number, [(truth, crop) for truth, crop in pairs if _placed(truth, way.box_to_source(crop.cell.box))]


def bed_of(writing: Path, codes: Codes, cache: Path, digits: float = 0.5) -> Bed:
    """Draws cells in the hands that the calibration may use: fonts, and letters of people as _LETTERS of them.

    cache: of training.samples. digits: share of the numbers whose digits come from as many hands (MNIST).
    """
    fonts = [FontHand(font) for font in all_fonts(writing, {Use.CALIBRATE})]
    letters = held_out_letters(writing, cache, calibrating=True)
    return Bed(writing, codes, [*fonts, *([letters] * _LETTERS if letters.can_write else [])], digits)


def kept_hands() -> frozenset[str]:
    """Of the hands for calibration every third: the curves are not fitted to these, which lower them all."""
    return frozenset(sorted(font.name for font in listed() if font.use is Use.CALIBRATE)[2::3])


def _placed(truth: dict[str, Any], found: Box) -> bool:
    """Whether a cell lies where its field is printed, and its ink, if any, mostly in it."""
    printed = Box(*truth["box"])
    ink = Box(*truth["ink"]) if truth["ink"] else None
    near = printed.overlap(found) >= 0.5 * min(printed.area, found.area)
    return near and (ink is None or ink.overlap(found.grown(0.25 * found.height)) >= 0.5 * ink.area)


def is_held_out(number: int) -> bool:
    """Whether page or drawn cell `number` is kept for scoring."""
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
            _note(samples, crop, raw, is_right(truth, crop, raw, codes), held_out)


def collect_drawn(
    samples: dict[str, list[Sample]], bed: Bed, one_hand: Bed, count: int, engines: Engines, codes: Codes
) -> None:
    """As collect, of cells drawn one by one: of each group of DRAWN, of marks and blanks, of fields with options.

    one_hand: draws those of ONE_HAND.
    """
    for group, share in DRAWN.items():
        drawn_by = one_hand if group in ONE_HAND else bed
        for number in range(FIRST_DRAWN, FIRST_DRAWN + round(share * count)):
            with suppress(KeyError):  # a letter that was cut from no page
                _collect_cell(samples, drawn_by.draw(group, number), number, engines, codes)
    fonts = [hand for hand in bed.hands if isinstance(hand, FontHand)]
    words = ["Kawin", "Tani", "Sutrisno", "Islam", "Buruh", "Siti Aminah", "12-05-1987"]
    for number in range(FIRST_DRAWN, FIRST_DRAWN + count):
        way = random.Random(number).random()
        if way < _STRUCK_SHARE:
            cell = draw_struck(number, fonts, words)
        else:
            cell = draw_sign(number) if way < 0.6 else draw_blank(number, fonts)
        _collect_cell(samples, cell, number, engines, codes)
    for number in range(FIRST_DRAWN, FIRST_DRAWN + _OPTION_FIELDS * count // FIELDS_A_PAGE):
        fields = draw_page(number, number % 2 == 0, FIELDS_A_PAGE)
        for one, raw in zip(fields, read_raw([one.crop for one in fields], engines), strict=True):
            first = raw.alternatives[0]
            right = first.state is one.state and (first.text is None or first.text in one.chosen)
            _note(samples, one.crop, raw, right, is_held_out(number))


def _collect_cell(
    samples: dict[str, list[Sample]], cell: WrittenCell, number: int, engines: Engines, codes: Codes
) -> None:
    raw = read_raw([cell.crop], engines)[0]
    if not raw.alternatives:
        return  # unreadable, and known to be
    first = raw.alternatives[0]
    right = says(cell, first.state, first.text, codes)
    kept = cell.hand in kept_hands() if cell.hand in _FONTS else is_held_out(number)
    _note(samples, cell.crop, raw, right, kept)


def says(cell: WrittenCell, state: State, text: str | None, codes: Codes) -> bool:
    """Whether what was read means what is written in a drawn cell."""
    if State.DITTO in (state, cell.state):
        return state is cell.state
    of = cell.crop.cell.field
    read, meant = (parse(of, *what, codes, 2020) for what in ((state, text), (cell.state, cell.text)))
    return (read.state, normal(read.value), read.age) == (meant.state, normal(meant.value), meant.age)


def _note(samples: dict[str, list[Sample]], crop: Crop, raw: Raw, right: bool, held_out: bool) -> None:
    if raw.doubt > _DOUBTED:
        return
    samples[family_of(crop, raw)].append((features(raw.alternatives, raw.trace, raw.quality), right, held_out))


def is_right(truth: dict[str, Any], crop: Crop, raw: Raw, codes: Codes) -> bool:
    """Whether the first alternative says what the truth of the generator says (as the benchmark's score does)."""
    field, first = crop.cell.field, raw.alternatives[0]
    if truth["state"] == "ditto" or first.state is State.DITTO:
        return str(first.state) == truth["state"]
    read = parse(field, first.state, first.text, codes, 2020)
    wanted = truth["value"] if truth["state"] == "value" else None
    same = str(read.state) == truth["state"] and normal(read.value) == normal(wanted)
    return same and (field.kind is not Kind.DATE_AGE or read.age == truth.get("age"))


def _plan(forms: Sequence[Form]) -> list[Form]:
    """Forms in turn, those with many kinds of fields more often."""
    shares = {"catatan-keluarga": 4, "ibu-bayi": 4, "data-warga": 5, "data-keluarga": 4, "rekap-dasawisma": 1}
    rounds = [[form for form in forms if shares.get(form.form, 0) > turn] for turn in range(5)]
    return [form for turn in rounds for form in turn]
