"""The frozen types that the stages pass on. Pixels live only in PageImage and Crop.

scan: file -> PageImage; layout: PageImage -> PageLayout of Cells, cut to Crops; read: Crops -> Readings;
evidence: Readings -> FieldValues; run: FieldValues -> PageResult; tables: PageResults -> tables.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pipeline.form import Field
from pipeline.geometry import Box, PageMap, Points

Grey = NDArray[np.uint8]
"""Grey pixels, shape (height, width), 0 black, 255 white."""


class Part(StrEnum):
    """Where on the form a field stands."""

    HEAD = "head"
    ITEMS = "items"
    TABLE = "table"
    TOTAL = "total"

    @property
    def in_table(self) -> bool:
        """Whether rulings part its fields; heads and items stand on lines and behind labels."""
        return self in (Part.TABLE, Part.TOTAL)


class State(StrEnum):
    """What is on the paper in a field; blank, none, unreadable and value are four different things."""

    VALUE = "value"
    BLANK = "blank"
    NONE = "none"
    DITTO = "ditto"
    STRUCK = "struck"
    UNREADABLE = "unreadable"


class Decision(StrEnum):
    """Whether a value may go to the tables unseen, or a person has to look."""

    ACCEPTED = "accepted"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class PageFault:
    """Why a page is refused: a code of pipeline.refusals and the sentence for the operator."""

    reason: str
    message: str


@dataclass(frozen=True, slots=True, eq=False)
class PageImage:
    """One page, upright, straight, flat and evenly lit.

    grey: paper near 255, ink dark. page_map: the way back to the source image. px_per_mm: estimated from the paper's
    long side. quarter_turns, skew_deg: what was undone, counter-clockwise, as the page lies in its file. source_px:
    width and height of the picture, None where the page's borders are not those of a picture. doubt: the refusal code
    of what may make it hard to read, "" where nothing does. rings: closed lines, points in page pixels, within all of
    which the page is seen: a little within the picture's border, and within the sheet's edge in a photograph. glares:
    the same of where a lamp is mirrored on it, and what stands there is washed out, or dust was taken off. patches: of
    what is lighter than its paper. panels: the corners of its dark panels, which are put on paper, in page pixels,
    clockwise from the upper left. streaks: the outlines of black streaks through all of it, which are taken off: what
    they hid is lost. turn_sure: whether its words are sure to run across, and not up or down. two_tones: whether the
    picture is black and white, without greys.
    """

    grey: Grey
    page_map: PageMap
    px_per_mm: float
    quarter_turns: int = 0
    skew_deg: float = 0.0
    source_px: tuple[int, int] | None = None
    doubt: str = ""
    rings: tuple[Points, ...] = ()
    glares: tuple[Points, ...] = ()
    patches: tuple[Points, ...] = ()
    panels: tuple[Points, ...] = ()
    streaks: tuple[Points, ...] = ()
    turn_sure: bool = True
    two_tones: bool = False


class Doubt(StrEnum):
    """Why layout does not answer for a cell, as it stands in evidence; what is read there goes to a person.

    COVERED: something lies over it, as its rulings are not seen, or a light or dark patch. OVERLAID: a stamp or a long
    stroke crosses it. HEADING: its column's heading names another column. FOLDED: a fold runs through it or its row, or
    seems to, as that is not as tall as the others. ROW_PLACE: a line above its row may be hidden, or be none. PLACE: no
    line and no label tells where the writing goes. BETWEEN: writing stands on a line beside its row, or that of its
    column between the rows. TWICE: the table's writing is there twice, or that of its row. BELOW: a row seems to be
    written below the table, after its own. STACKED: two numbers stand one above the other. CUT: something there runs
    out of the picture or off the sheet. THROUGH: its ink is so pale that it may be that of the back, shining through.
    CANCELLED: it lies between the ends of a long line that cancels rows. Both count where something is read. ON_LINE:
    something lies along the line that it is written on; it counts where nothing is read. ON_RULING: something is
    written along one of its bars, or across it; it counts where no tick or cross is read. BANDED: a white line of a
    dirty scanner or copier cuts or hides what stands there. PALE: the writing of its page is so pale or broken that
    some may be lost; sends nothing sure to a person. STROKE, REWRITTEN: it was read as ones, unlike those of this hand;
    may be written over or crossed out; both count where its column does not add up. CORRECTED: a part of it is
    corrected, or it holds what corrects another.
    """

    COVERED = "rulings:seen"
    OVERLAID = "cell:overlaid"
    HEADING = "heading:column"
    FOLDED = "row:fold"
    ROW_PLACE = "row:place"
    PLACE = "place:seen"
    BETWEEN = "row:between"
    BELOW = "row:below"
    TWICE = "page:twice"
    STACKED = "cell:two_numbers"
    CUT = "cell:cut_off"
    THROUGH = "ink:own"
    CANCELLED = "row:cancelled"
    ON_LINE = "cell:on_line"
    ON_RULING = "cell:on_ruling"
    BANDED = "cell:white_line"
    PALE = "page:pale"
    STROKE = "digit:own"
    CORRECTED = "cell:corrected"
    REWRITTEN = "digit:rewritten"


class Line(StrEnum):
    """What a line says that a pen drew down a column, where a cell of the table holds nothing else.

    SAME, SAME_ONCE: what stands above it, through several rows or in one. EMPTY: nothing, its row is struck out.
    """

    SAME = "same"
    SAME_ONCE = "same_once"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Option:
    """A printed option found on the page: its value, the check box (null if none is printed) and its words.

    supposed: whether the box was not seen, but where those of other options tell that it must be.
    """

    value: str
    mark: Box | None
    label: Box
    supposed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One field found on the page: `box` is where its writing may be, page pixels.

    row: 0-based row of the table as printed on this page, null elsewhere. options: for the option kinds, in the
    form's order. print_boxes: printed words inside or touching `box` that are no writing (units, slashes).
    doubts: why a person has to look, whatever is read. line: what a line down the column says, where
    one is all that stands there.
    """

    part: Part
    row: int | None
    field: Field
    box: Box
    options: tuple[Option, ...] = ()
    print_boxes: tuple[Box, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    line: Line | None = None

    def doubted(self, doubt: Doubt) -> Cell:
        """This cell with that doubt too, named once."""
        return self if doubt in self.doubts else replace(self, doubts=(*self.doubts, doubt))


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What was found on a page: the form with its score and the runner-up, and every cell in the form's order.

    match_score: 0 to 1. runner_up: key of the second best form. grid_residual_px: mean distance between the rulings
    found and the lattice fitted through them; 0 when the form has no table.
    """

    form: str
    edition: str
    match_score: float
    runner_up: str
    runner_up_score: float
    grid_residual_px: float
    cells: tuple[Cell, ...]

    @property
    def key(self) -> str:
        """Form and edition in one, as Form.key."""
        return f"{self.form} {self.edition}"


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """The pixels of a cell with a margin, rulings and dotted lines removed, strokes kept.

    box: what `grey` shows, page pixels (larger than cell.box by the margin, cut at the page's edge). two_tones: as of
    its page.
    """

    cell: Cell
    grey: Grey
    box: Box
    two_tones: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """One reading of a cell: state, text as written (null unless there is text), and its probability."""

    state: State
    text: str | None
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a cell: alternatives best first; their probabilities sum to at most 1, the rest is unnamed.

    For option kinds `text` is the option's value; for ticks and crosses it is `tick` or `cross`.
    quality: of the ink, 0 (faint, broken, crowded) to 1. engine: name and version of what read it.
    """

    cell: Cell
    alternatives: tuple[Alternative, ...]
    quality: float
    engine: str


@dataclass(frozen=True, slots=True)
class OtherValue:
    """A reading that was kept but not chosen: as FieldValue, its probability after the checks of its page."""

    value: str | None
    confidence: float
    state: State = State.VALUE
    raw_text: str | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One row of table `readings` (contract), without book and page. box: pixels of the source image.

    read_confidence: the reader's own probability of what was chosen, before any check; what the ink says.
    """

    part: Part
    row: int | None
    field: str
    state: State
    raw_text: str | None
    value: str | None
    age: int | None
    confidence: float
    decision: Decision
    evidence: tuple[str, ...]
    alternatives: tuple[OtherValue, ...]
    box: Box
    engine: str
    read_confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class PageContent:
    """All that was read from one page image; a pure function of pixels, forms, models and settings."""

    form: str
    edition: str
    match_score: float
    runner_up: str
    quarter_turns: int
    skew_deg: float
    grid_residual_px: float
    values: tuple[FieldValue, ...]


@dataclass(frozen=True, slots=True)
class PageResult:
    """A page found in the inbox and what became of it: content when read, fault when refused, never both."""

    book_id: str
    source: str
    page_no: int
    sha256: str
    content: PageContent | None
    fault: PageFault | None
