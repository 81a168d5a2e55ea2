"""From the readings of a page to field values: parsed, weighed against each other, accepted or sent to a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pipeline.codes import Codes
from pipeline.evidence.answered import BY_SUM, answered_by_sums, sums_agree_on
from pipeline.evidence.arithmetic import ROW_CONTRADICTED, RUNNING, arithmetic_ties, contradicted_rows
from pipeline.evidence.belief import Belief, Candidate, believed, overruled, pick
from pipeline.evidence.column_doubts import (
    COLUMNS_APART,
    COUNT_MISSED,
    DITTO_OF_COUNT,
    NOTHING_LIKE_ONE,
    columns_apart,
    counts_missed,
    elevens,
    in_uneven_columns,
    ones_for_nothing,
    strokes_counted,
)
from pipeline.evidence.column_words import with_foreign_words
from pipeline.evidence.continued_rows import CONTINUED, continuations
from pipeline.evidence.dates import (
    AGE_FAR_OFF,
    EARLIEST_BOOK,
    LATEST_BOOK,
    MONTH_UNCLEAR,
    ages_far_off,
    date_ties,
    elevens_among_romans,
    year_of,
)
from pipeline.evidence.decide import Judged, decide, usable
from pipeline.evidence.ditto import pointing, repeat, resolved
from pipeline.evidence.empty_rows import BEGINNING_LOST, EMPTY_ROW, beginnings_lost, in_empty_rows
from pipeline.evidence.group_ties import group_ties
from pipeline.evidence.identity import identity_ties
from pipeline.evidence.joint import OVERRULED, Outcome, Tie, outcomes, weigh
from pipeline.evidence.left_open import LEFT_OPEN, left_open
from pipeline.evidence.lost_digits import DAY_LOST, DIGIT_LOST, days_cut, digits_lost
from pipeline.evidence.marks import BLANK_IS_NO, blanks_that_are_no, mark_ties, mixed_signs
from pipeline.evidence.name_ties import name_ties
from pipeline.evidence.number_lengths import LENGTH_APART, lengths_apart
from pipeline.evidence.odd_words import LISTED_WORD, is_nearly_listed, is_odd, is_off_list, is_seldom
from pipeline.evidence.read_print import PRINT_READ, print_read
from pipeline.evidence.row_places import with_places
from pipeline.evidence.sheet import Sheet
from pipeline.evidence.small_numbers import small_number_ties
from pipeline.form import Form, Kind
from pipeline.geometry import PageMap
from pipeline.model import Decision, Doubt, FieldValue, OtherValue, Part, Reading, State
from pipeline.read.raw import SIGNS
from pipeline.settings import Settings

KEPT_ALTERNATIVES = 6

ODD_WORD = f"word:usual:{Outcome.DISAGREES}"
"""Evidence of a word that cannot stand where it was read."""

DOUBTED = {doubt: f"{doubt}:{Outcome.DISAGREES}" for doubt in Doubt}
"""Evidence of a cell for which layout does not answer."""

MIXED_SIGNS = f"marks:one_sign:{Outcome.DISAGREES}"
"""Evidence of a tick on a page that has crosses, too, or the other way round."""

SEEN_BY_A_PERSON = frozenset(
    {
        MIXED_SIGNS,
        ODD_WORD,
        OVERRULED,
        AGE_FAR_OFF,
        MONTH_UNCLEAR,
        DIGIT_LOST,
        DAY_LOST,
        PRINT_READ,
        LEFT_OPEN,
        EMPTY_ROW,
        BEGINNING_LOST,
        CONTINUED,
        LENGTH_APART,
        COLUMNS_APART,
        COUNT_MISSED,
        DITTO_OF_COUNT,
        NOTHING_LIKE_ONE,
        ROW_CONTRADICTED,
        # A number that its neighbours contradict is misread or miswritten, or theirs are: however sure, for a person.
        f"{RUNNING}:{Outcome.DISAGREES}",
        *(told for doubt, told in DOUBTED.items() if doubt is not Doubt.PALE),
    }
)
"""Evidence that sends its cell to a person, however sure it is, here and where pages are weighed against each other."""

DITTO_AGREES = f"ditto:{Outcome.AGREES}"
NOTHING_ABOVE = f"ditto:{Outcome.CANNOT_TELL}"
"""A ditto under a cell that says nothing, or nothing that may be taken unseen."""


def judge(
    form: Form,
    readings: Sequence[Reading],
    codes: Codes,
    to_source: PageMap,
    settings: Settings,
    checks: Callable[[Sheet], Sequence[Tie]] | None = None,
) -> tuple[FieldValue, ...]:
    """The field values of one page, in the readings' order, rows put right, boxes in pixels of the source image. Pure.

    checks: the ties between the cells of the page; by default all there are.
    """
    readings = with_foreign_words(form, with_places(form, readings), codes)
    year = _page_year(readings, codes)
    sheet = resolved(Sheet.of(form, readings, [believed(reading, codes, year) for reading in readings]))
    ties = page_ties(sheet) if checks is None else tuple(checks(sheet))
    beliefs = weigh(sheet.beliefs, ties)
    picks = [
        pick(before.candidates[before.best].probability, before.best, after)
        for before, after in zip(sheet.beliefs, beliefs, strict=True)
    ]
    chosen = [belief.candidates[own] for belief, own in zip(beliefs, picks, strict=True)]
    evidence: list[list[str]] = [[] for _ in readings]
    pointed = pointing(sheet, chosen)
    doubtful = _settle_dittos(pointed, chosen, evidence)
    for name, cell, outcome in outcomes(ties, chosen):
        if chosen[cell].state is not State.BLANK:
            evidence[cell].append(f"{name}:{outcome}")
    for cell in blanks_that_are_no(sheet, chosen):
        evidence[cell].append(BLANK_IS_NO)
    counted = strokes_counted(sheet, chosen, _doubted(readings, Doubt.STROKE))
    answered = answered_by_sums(sheet, chosen)
    uneven = in_uneven_columns(sheet, chosen, _doubted(readings, Doubt.REWRITTEN))
    for cell, reading in enumerate(readings):
        waived = _waived(chosen[cell])
        waived |= {Doubt.STROKE} if cell in counted else set()
        waived |= {Doubt.REWRITTEN} if cell not in uneven else set()
        waived |= BY_SUM if cell in answered else set()
        evidence[cell] += [DOUBTED[doubt] for doubt in reading.cell.doubts if doubt not in waived]
    for cell, (field, candidate) in enumerate(zip(sheet.fields, chosen, strict=True)):
        said = field, candidate.parsed, candidate.raw
        if is_odd(*said) or is_nearly_listed(*said, codes) or is_seldom(*said, codes):
            evidence[cell].append(ODD_WORD)
        elif is_off_list(*said, codes):
            evidence[cell].append(f"{LISTED_WORD}:{Outcome.DISAGREES}")
    for cell, (before, own) in enumerate(zip(sheet.beliefs, picks, strict=True)):
        unlikely = overruled(before.candidates[own].probability, chosen[cell].probability)
        if unlikely and not sums_agree_on(form, evidence[cell], chosen[cell]):
            evidence[cell].append(OVERRULED)
    for told, cells in (
        (AGE_FAR_OFF, ages_far_off(sheet, chosen)),
        (MONTH_UNCLEAR, elevens_among_romans(sheet, chosen)),
        (DIGIT_LOST, digits_lost(sheet, chosen)),
        (DAY_LOST, days_cut(sheet, chosen)),
        (PRINT_READ, print_read(sheet, chosen)),
        (LEFT_OPEN, left_open(sheet, chosen)),
        (EMPTY_ROW, in_empty_rows(sheet, chosen)),
        (BEGINNING_LOST, beginnings_lost(sheet, chosen)),
        (CONTINUED, continuations(sheet, chosen)),
        (LENGTH_APART, lengths_apart(sheet, chosen)),
        (COLUMNS_APART, columns_apart(sheet, chosen)),
        (COUNT_MISSED, counts_missed(sheet, chosen)),
        (DITTO_OF_COUNT, elevens(sheet, chosen)),
        (NOTHING_LIKE_ONE, ones_for_nothing(sheet, chosen)),
        (ROW_CONTRADICTED, contradicted_rows(sheet, chosen)),
    ):
        for cell in cells:
            evidence[cell].append(told)
    doubtful |= {cell for cell, told_of in enumerate(evidence) if not SEEN_BY_A_PERSON.isdisjoint(told_of)}
    for cell in mixed_signs(sheet, chosen, doubtful):
        evidence[cell].append(MIXED_SIGNS)
        doubtful.add(cell)
    for cell, above in pointed.items():
        if above in doubtful and cell not in doubtful:
            # What a person must look at is not accepted where it is repeated.
            evidence[cell][evidence[cell].index(DITTO_AGREES)] = NOTHING_ABOVE
            doubtful.add(cell)
    decisions = decide(
        [
            Judged(field.kind, candidate.state, _confidence(candidate), _usable(candidate) and cell not in doubtful)
            for cell, (field, candidate) in enumerate(zip(sheet.fields, chosen, strict=True))
        ],
        settings,
    )
    return tuple(
        _value(reading, sheet.beliefs[cell], belief, own, candidate, decision, tuple(evidence[cell]), to_source)
        for cell, (reading, belief, own, candidate, decision) in enumerate(
            zip(readings, beliefs, picks, chosen, decisions, strict=True)
        )
    )


def _confidence(candidate: Candidate) -> float:
    return round(min(1.0, max(0.0, candidate.probability)), 6)


def _usable(candidate: Candidate) -> bool:
    parsed = candidate.parsed
    return usable(parsed.state, parsed.value is not None or (parsed.age is not None and parsed.real))


def _page_year(readings: Sequence[Reading], codes: Codes) -> int | None:
    """The likeliest year in the page's head that a book can have; for two-digit years."""
    for reading in readings:
        if reading.cell.field.kind is Kind.YEAR and reading.cell.part is Part.HEAD:
            candidates = believed(reading, codes, None).candidates
            years = [(c.probability, year) for c in candidates if (year := year_of(c)) is not None]
            return max(((p, y) for p, y in years if EARLIEST_BOOK <= y <= LATEST_BOOK), default=(0.0, None))[1]
    return None


def page_ties(sheet: Sheet) -> tuple[Tie, ...]:
    """All checks between the cells of one page."""
    return (
        *identity_ties(sheet),
        *date_ties(sheet),
        *name_ties(sheet),
        *group_ties(sheet),
        *mark_ties(sheet),
        *small_number_ties(sheet),
        *arithmetic_ties(sheet),
    )


def _doubted(readings: Sequence[Reading], doubt: Doubt) -> set[int]:
    return {at for at, reading in enumerate(readings) if doubt in reading.cell.doubts}


def _waived(chosen: Candidate) -> set[Doubt]:
    """The doubts of a cell that do not count where this was read in it. A tick or a cross that reaches a bar is one
    still; a number of which a stroke lies there is another."""
    if chosen.state is State.BLANK:
        return {Doubt.THROUGH, Doubt.CANCELLED}
    return {Doubt.ON_LINE, Doubt.ON_RULING} if chosen.raw in SIGNS else {Doubt.ON_LINE}


def _settle_dittos(pointed: Mapping[int, int], chosen: list[Candidate], evidence: list[list[str]]) -> set[int]:
    """Gives every chosen ditto the chosen value above it; returns the cells that point at nothing usable.

    pointed: as from pointing. A ditto is right only when its sign and the cell above both are, so their probabilities
    multiply.
    """
    doubtful = {cell for cell, candidate in enumerate(chosen) if candidate.state is State.DITTO}
    for cell, above in pointed.items():
        parsed = repeat(chosen[above])
        probability = chosen[cell].probability * chosen[above].probability
        chosen[cell] = Candidate(parsed, chosen[cell].raw, probability)
        known = parsed.value is not None or parsed.age is not None
        evidence[cell].append(DITTO_AGREES if known else NOTHING_ABOVE)
        if known and above not in doubtful:
            doubtful.discard(cell)
    return doubtful


def _value(
    reading: Reading,
    before: Belief,
    belief: Belief,
    own: int,
    chosen: Candidate,
    decision: Decision,
    evidence: tuple[str, ...],
    to_source: PageMap,
) -> FieldValue:
    cell, parsed = reading.cell, chosen.parsed
    return FieldValue(
        part=cell.part,
        row=cell.row,
        field=cell.field.name,
        state=parsed.state,
        raw_text=chosen.raw if parsed.state is not State.BLANK else None,
        value=parsed.value,
        age=parsed.age,
        confidence=_confidence(chosen),
        decision=decision,
        evidence=evidence,
        alternatives=_others(belief, own),
        box=to_source.box_to_source(cell.box),
        engine=reading.engine,
        read_confidence=round(min(1.0, before.candidates[own].probability), 6),
    )


def _others(belief: Belief, own: int) -> tuple[OtherValue, ...]:
    """Readings not chosen, best first."""
    rest = [(index, candidate) for index, candidate in enumerate(belief.candidates) if index != own]
    rest.sort(key=lambda item: (-item[1].probability, item[0]))
    return tuple(OtherValue(c.value, round(min(1.0, c.probability), 6), c.state, c.raw, c.parsed.age) for _, c in rest)[
        :KEPT_ALTERNATIVES
    ]
