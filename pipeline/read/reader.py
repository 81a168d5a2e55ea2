"""Read the cells of a page: what is blank, what is a mark, what must be read, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.form import COUNT_KINDS, LIST_KINDS, MARK_KINDS, Kind
from pipeline.model import Alternative, Crop, Doubt, Grey, Part, Reading, State
from pipeline.read.alphabet import Probabilities
from pipeline.read.as_meant import as_meant
from pipeline.read.as_whole import as_whole, goes_on
from pipeline.read.beyond_cell import leaves_out_beyond
from pipeline.read.blanks import DOUBTED, blank_doubts, blank_share, is_faded, is_pale
from pipeline.read.broken import is_broken, may_be_gone
from pipeline.read.calibrate import family_of
from pipeline.read.cell_signs import cell_signs
from pipeline.read.column_lines import line_reading
from pipeline.read.corrected_digits import correction_of
from pipeline.read.darkened import darkened, hides_pencils
from pipeline.read.decode import NUMBER_KINDS, decode, free_text, join_lines, log_unforeseen, with_digits, with_spaces
from pipeline.read.ditto_marks import dashed_dittos
from pipeline.read.engine import Engines
from pipeline.read.faint import UNEVEN, with_faint
from pipeline.read.full_columns import reach_bars_of_full_columns
from pipeline.read.ink import Ink, find_ink, typical_contrast
from pipeline.read.ink_quality import ink_quality
from pipeline.read.line_ways import ONE_LINE_KINDS, likely_two, line_ways
from pipeline.read.lost_line import may_lack_a_line
from pipeline.read.marks import (
    clear_digit,
    clear_mark,
    leaves_out_a_digit,
    likeliest_first,
    log_dash,
    log_ditto,
    log_looks,
    runs_through,
    side_by_side,
    signs_of,
)
from pipeline.read.more_than_numbers import is_more_than_a_number
from pipeline.read.names import may_be_doubled, may_begin_with_h
from pipeline.read.neighbours import cut_off
from pipeline.read.off_rows import columns_off_their_rows
from pipeline.read.option_fields import read_options
from pipeline.read.overflow import overflow_doubt, overrun_sides
from pipeline.read.own_ones import strange_ones
from pipeline.read.pale_strokes import standing_out
from pipeline.read.parted_numbers import parted_numbers
from pipeline.read.raw import MARKS_NAME, SIGNS, Raw
from pipeline.read.rewritten import rewritten
from pipeline.read.ringed import is_more_than_said
from pipeline.read.stacked import holds_two
from pipeline.read.stray import stray_doubt
from pipeline.read.strips import strips_of, text_lines, word_gaps
from pipeline.read.struck import LEFT_OUT_DOUBT, struck_probability, without_struck
from pipeline.read.struck_digits import Telling, struck_digit_doubt
from pipeline.read.trace import trace
from pipeline.read.traces import reaches_limit, with_traces
from pipeline.read.twice import Again, second_look, seen_twice
from pipeline.read.vocabulary import fits_badly
from pipeline.read.weighing import Seen

_LEAST_STRUCK = 0.03
"""So likely at least is a digit crossed out that must be read, however clear a digit it looks: as rare as that is."""
_SURELY_STRUCK = 0.5
"""So likely at least is a dash a scribble: of 1,225 dashes of thirteen made books and of 600 drawn ones 3 each were."""
_LEAST_DITTO = 0.01
"""Where the network of signs gives ditto marks less, the line recogniser is not asked for them."""
NOUGHT, LIKE_NOUGHT = "0", 0.5
"""A nought among words means none; small ditto marks between dashes are read so, too, which do not look like one."""
LEAST_SIGN = 0.1
"""So likely at least is what is no value, or a cell is unreadable."""


@dataclass(frozen=True, slots=True, eq=False)
class _Written:
    """A cell with ink, and what the network of signs sees in it.

    doubt: the chance that the wrong ink is read: crossed-out writing left in, other left out, two lines taken for one,
        the end of it in the next cell.
    """

    crop: Crop
    ink: Ink
    signs: dict[str, float]
    quality: float
    doubt: float

    def doubted(self, share: float) -> _Written:
        """The same with `share` more doubt."""
        return replace(self, doubt=1 - (1 - self.doubt) * (1 - share))


def read_cells(crops: Sequence[Crop], engines: Engines) -> tuple[Reading, ...]:
    """What stands in each crop of one page, in the same order, with calibrated probabilities."""
    readings = []
    for crop, raw in zip(crops, read_raw(crops, engines), strict=True):
        calibrated = engines.calibration.applied(family_of(crop, raw), raw.alternatives, raw.trace, raw.quality)
        # After calibration: what was read may be as plain as any, and yet not be what the cell says.
        sure = tuple(replace(one, probability=one.probability * (1 - raw.doubt)) for one in calibrated)
        cell = replace(crop.cell, doubts=(*crop.cell.doubts, *sorted(raw.doubts)))
        readings.append(Reading(cell, sure, raw.quality, raw.engine))
    return tuple(readings)


def read_raw(crops: Sequence[Crop], engines: Engines) -> tuple[Raw, ...]:
    """As read_cells, with raw shares. Blank cells and clear marks never reach the line recogniser."""
    typical = typical_contrast(crops)
    first = _look(crops, typical, engines)
    again = second_look(first, typical)
    darker = darkened(crops) if again and not any(crop.two_tones for crop in crops) else None
    if again is Again.PALE and darker is None and hides_pencils(crops):
        return tuple(raw.doubted(DOUBTED) if raw.blank else raw for raw in first)
    if darker is None or (again is Again.UNEVEN and not darker.clear):
        return first
    return seen_twice(first, _look(darker.crops, darker.typical, engines, closely=True))


def _look(crops: Sequence[Crop], typical: float, engines: Engines, closely: bool = False) -> tuple[Raw, ...]:
    """What stands in each crop, with raw shares. typical: as from typical_contrast. closely: its pen is pale, so that a
    trace of it counts."""
    found = read_options(crops, engines)
    inks: dict[int, Ink] = {}
    for at, crop in enumerate(crops):
        if at in found:
            continue
        if crop.cell.line is not None:
            found[at] = Raw(line_reading(crop.cell.line, engines.lines), MARKS_NAME)
            continue
        inks[at] = find_ink(crop, typical)
    meant = as_meant(crops, {at: ink for at, ink in inks.items() if not ink.blank})
    inks |= meant.inks
    blanks = {at: inks.pop(at) for at, ink in list(inks.items()) if ink.blank}
    read = _read_inks(meant.crops, inks, typical, engines)
    # What was taken off as another field's would come back as paler strokes.
    fading = {at: ink for at, ink in inks.items() if at not in meant.corrected and is_faded(crops[at], ink, typical)}
    faded = {at: with_faint(crops[at], ink, typical) for at, ink in fading.items()}
    for at, again in _read_inks(crops, faded, typical, engines).items():
        of_words = crops[at].cell.field.read_as in (Kind.NAME, Kind.TEXT)
        more = of_words and goes_on(fading[at], faded[at])
        read[at] = as_whole(read[at], again, typical < UNEVEN, more)
    in_table = sum(crops[at].cell.part.in_table for at in inks)
    lost = blank_doubts({at: (crops[at], ink) for at, ink in blanks.items()}, typical, in_table)
    if closely and reaches_limit(inks.values(), typical):
        lost = dict.fromkeys(lost, DOUBTED)
        found |= {at: raw.doubted(DOUBTED) for at, raw in found.items() if raw.blank}
    for at, doubt in lost.items():
        blank = Alternative(State.BLANK, None, blank_share(blanks[at]))
        found[at] = Raw((blank,), MARKS_NAME, doubt=doubt)
    for at, raw in read.items():
        found[at] = raw.doubted(DOUBTED) if is_more_than_said(inks[at], raw.said, crops[at].cell) else raw
    broken = any(crop.two_tones for crop in crops) and is_broken(inks.values(), blanks.values())
    pale = broken or is_pale(typical, len(faded) + sum(doubt > 0 for doubt in lost.values()), len(crops))
    clear = {at: (crops[at], ink) for at, ink in (inks | blanks).items() if at not in faded and not lost.get(at)}
    gone = {at for at, raw in found.items() if broken and may_be_gone(raw.alternatives)}
    whole = {at: (crops[at], ink) for at, ink in faded.items()}
    for at in gone | (with_traces(clear | whole, typical) if closely else standing_out(clear, typical)):
        found[at] = found[at].doubted(DOUBTED)
    strange = strange_ones({at: (crops[at], ink, found[at].alternatives) for at, ink in inks.items()})
    numbers = {at: (crops[at], ink, found[at]) for at, ink in inks.items()}
    over = rewritten(numbers, engines.corrected_counts.log_odds, engines.corrected_strings.log_odds)
    counted = {at: (crops[at], ink) for at, ink in inks.items() if (found[at].said or "").isdecimal()}
    full = reach_bars_of_full_columns(counted)
    off = columns_off_their_rows({at: (crops[at], ink) for at, ink in inks.items()})
    raws = []
    for at, crop in enumerate(crops):
        told = {
            Doubt.PALE: pale,
            Doubt.STROKE: at in strange,
            Doubt.ON_RULING: at in full,
            Doubt.BETWEEN: crop.cell.part is Part.TABLE and crop.cell.field.name in off,
            Doubt.CORRECTED: at in meant.corrected | over.surely,
            Doubt.REWRITTEN: at in over.perhaps,
        }
        raws.append(replace(found[at], doubts=frozenset(doubt for doubt, is_so in told.items() if is_so)))
    return tuple(raws)


def _read_inks(crops: Sequence[Crop], found: Mapping[int, Ink], typical: float, engines: Engines) -> dict[int, Raw]:
    """What is read of that ink, by the place of its crop. found: ink of cells that are not blank."""
    struck: Telling = cache(engines.numbers.log_odds)  # one number is asked for its correction, and for its doubt
    read = dashed_dittos(crops, found, typical)
    found = {at: ink for at, ink in found.items() if at not in read}
    inks: dict[int, Ink] = {}
    doubts: dict[int, float] = {}
    strays: dict[int, float] = {}
    for at, ink in found.items():
        counted = crops[at].cell.field.kind in COUNT_KINDS
        inks[at], doubt = without_struck(ink, text_lines(ink), counted, engines.strikes.log_odds)
        if counted and (correction := correction_of(inks[at], text_lines(inks[at]), struck)) is not None:
            inks[at], doubt = correction, max(doubt, LEFT_OUT_DOUBT)
        strays[at] = stray_doubt(crops[at], inks[at], typical)
        doubts[at] = 1 - (1 - doubt) * (1 - overflow_doubt(crops[at], inks[at])) * (1 - strays[at])
    waiting: dict[int, _Written] = {}
    for at, signs in cell_signs({at: (crops[at], ink) for at, ink in inks.items()}, engines.shapes).items():
        written = _Written(crops[at], inks[at], signs, ink_quality(inks[at], typical), doubts[at])
        clear = _clear(written, strays[at], engines)
        if clear is not None:
            read[at] = clear
        else:
            waiting[at] = written
    lines = _read_lines(waiting, engines, struck)
    overrun = {at: overrun_sides(crops[at], inks[at], found[at].parts) for at in lines}
    return read | lines | cut_off(crops, inks, read | lines, overrun, engines)


def _clear(cell: _Written, stray: float, engines: Engines) -> Raw | None:
    """The reading of a cell whose sign alone tells what it is, null when it must be read. stray: chance that the ink is
    no writing."""
    kind = cell.crop.cell.field.kind
    shares = clear_mark(cell.signs, kind)
    # What stands beside a mark in the table is a neighbour's; above a number of the head, what corrects it.
    doubt = stray if cell.crop.cell.part.in_table else cell.doubt
    if not shares and not cell.doubt and not side_by_side(cell.ink):
        shares = clear_digit(cell.signs, kind)
        # What shows below a line through a digit may look like another digit.
        if shares and struck_probability(cell.ink, engines.strikes.log_odds) > _LEAST_STRUCK:
            return None
    if shares.get((State.NONE, None), 0.0) > 0.5:
        # What a small hand scribbled over is as blunt as a dash.
        struck = struck_probability(cell.ink, engines.strikes.log_odds)
        doubt = max(doubt, struck if struck > _SURELY_STRUCK else 0.0)
    return Raw(likeliest_first(shares), MARKS_NAME, quality=cell.quality, doubt=doubt) if shares else None


def _read_lines(waiting: Mapping[int, _Written], engines: Engines, struck: Telling) -> dict[int, Raw]:
    """The readings of cells that the line recogniser must read; writing that may be one line or two, both ways."""
    strips: list[Grey] = []
    gaps: list[tuple[tuple[float, float], ...]] = []
    places: dict[int, list[slice]] = {at: [] for at in waiting}
    ways = {at: line_ways(cell.crop, cell.ink) for at, cell in waiting.items()}
    for at, cell in waiting.items():
        for ink, lines in ways[at]:
            places[at].append(slice(len(strips), len(strips) + len(lines)))
            strips.extend(strips_of(cell.crop, ink, lines))
            number = cell.crop.cell.field.kind in ONE_LINE_KINDS
            gaps.extend(() if number else word_gaps(ink, line) for line in lines)
    read = [with_spaces(*seen) for seen in zip(engines.recogniser.read(strips), gaps, strict=True)]
    found = {}
    for at, cell in waiting.items():
        one, *other = (read[place] for place in places[at])
        two = likely_two(cell.crop.cell.field, one, other[0], engines) if other else 0.0
        way = places[at][two > 0.5]
        again = cell.crop.cell.field.kind in NUMBER_KINDS
        digits = join_lines(engines.digits.read(strips[way])) if again else None
        raw = _reading(cell.doubted(min(two, 1 - two)), join_lines(read[way]), digits, engines, struck)
        doubted = leaves_out_a_digit(raw.alternatives, cell.ink, cell.crop.cell.field.kind)
        doubted |= may_be_doubled(raw.alternatives) or may_begin_with_h(raw.alternatives, engines.lexicon)
        doubted |= holds_two(cell.crop.cell, *ways[at][two > 0.5], raw.alternatives)
        if cell.crop.cell.field.kind in LIST_KINDS and two <= 0.5:
            doubted |= may_lack_a_line(cell.ink, raw.said, engines.vocabulary(cell.crop.cell.field))
        found[at] = raw.doubted(DOUBTED) if doubted else raw
    counts = {at: cell for at, cell in waiting.items() if cell.crop.cell.field.kind in COUNT_KINDS}
    numbers = {at: (cell.ink, found[at].said) for at, cell in counts.items() if cell.crop.cell.part.in_table}
    return found | {at: found[at].doubted(DOUBTED) for at in parted_numbers(numbers)}


def _reading(
    cell: _Written, probabilities: Probabilities, digits: Probabilities | None, engines: Engines, struck_digit: Telling
) -> Raw:
    field = cell.crop.cell.field
    vocabulary = engines.vocabulary(field)
    texts = decode(field, probabilities, vocabulary, engines.lexicon)
    by_digits: dict[str, float] = {}
    unforeseen = log_unforeseen(field, probabilities, texts)
    if digits is not None:
        texts, by_digits = with_digits(field, texts, probabilities, digits)
    looks = log_looks(probabilities) if field.kind in MARK_KINDS else (0.0, 0.0)
    below = cell.crop.cell.part.in_table
    ditto = log_ditto(probabilities) if cell.signs["ditto"] > _LEAST_DITTO else None
    evidence = Seen(cell.signs, texts, looks, log_dash(probabilities), unforeseen, by_digits, below, ditto)
    shares = engines.weights.shares(field.kind, evidence)
    seen = trace(probabilities)
    struck = struck_probability(cell.ink, engines.strikes.log_odds)
    # Two strokes that cross are a sign, and an 8 a digit, however much they look like lines through writing.
    struck *= max(0.0, 1 - sum(cell.signs[sign] for sign in signs_of(field.kind)))
    shares = {key: share * (1 - struck) for key, share in shares.items()}
    shares[State.STRUCK, None] = struck
    # Where layout sees a long stroke and not what it says, it is as likely to strike out.
    plain = Doubt.OVERLAID not in cell.crop.cell.doubts
    if below and plain and runs_through(cell.ink) and field.kind not in COUNT_KINDS:
        shares = {key: share / 2 for key, share in shares.items()}
        shares[State.DITTO, None] = shares.get((State.DITTO, None), 0.0) + 0.5
    # Writing that nothing this field may hold explains is not crossed out because that is all that is left.
    (likeliest, said), share = max(shares.items(), key=lambda item: item[1])
    read = likeliest is State.VALUE or share >= LEAST_SIGN
    doubted = said == NOUGHT and field.kind not in NUMBER_KINDS and cell.signs[NOUGHT] < LIKE_NOUGHT
    doubted |= vocabulary is not None and said is not None and fits_badly(probabilities, vocabulary, said)
    if field.kind in COUNT_KINDS:
        # Read freely a tick is a v.
        doubted |= said not in SIGNS and is_more_than_a_number(cell.crop.cell, cell.ink, free_text(probabilities))
        doubted |= leaves_out_beyond(cell.ink)
        if said is not None:
            cell = cell.doubted(struck_digit_doubt(cell.ink, text_lines(cell.ink), said, struck_digit))
    cell = cell.doubted(DOUBTED) if doubted else cell
    return Raw(likeliest_first(shares) if read else (), engines.recogniser.name, seen, cell.quality, cell.doubt)
