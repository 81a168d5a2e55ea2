"""From the readings of a page to field values: parsed, weighed against each other, accepted or sent to a person."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.codes import Codes
from pipeline.evidence.arithmetic import arithmetic_ties
from pipeline.evidence.belief import Belief, Candidate, believed
from pipeline.evidence.dates import EARLIEST_BOOK, LATEST_BOOK, date_ties, year_of
from pipeline.evidence.decide import Judged, decide, usable
from pipeline.evidence.ditto import pointing, repeat, resolved
from pipeline.evidence.identity import identity_ties
from pipeline.evidence.joint import Outcome, Tie, weigh
from pipeline.evidence.marks import BLANK_IS_NO, blanks_that_are_no, mark_ties, mixed_signs
from pipeline.evidence.sheet import Sheet
from pipeline.form import Form, Kind
from pipeline.geometry import PageMap
from pipeline.model import Decision, FieldValue, OtherValue, Part, Reading, State
from pipeline.settings import Settings

SURE_OF_READING = 0.9
"""A reading that the reader itself holds this likely is never overruled by a check: paper may contradict itself.

It is sent to a person instead; the share of planted contradictions that may be `corrected` is none (issue 6).
"""

SURE_OF_CHANGE = 0.5
"""A check makes another reading the chosen one only if that is then more likely right than wrong."""

KEPT_ALTERNATIVES = 5


def judge(
    form: Form, readings: Sequence[Reading], codes: Codes, to_source: PageMap, settings: Settings
) -> tuple[FieldValue, ...]:
    """The field values of one page, in the readings' order, boxes in pixels of the source image. Pure."""
    year = _page_year(readings, codes)
    sheet = resolved(Sheet.of(form, readings, [believed(reading, codes, year) for reading in readings]))
    ties = _ties(sheet)
    beliefs = weigh(sheet.beliefs, ties)
    picks = [_pick(before, after) for before, after in zip(sheet.beliefs, beliefs, strict=True)]
    chosen = [belief.candidates[pick] for belief, pick in zip(beliefs, picks, strict=True)]
    evidence: list[list[str]] = [[] for _ in readings]
    doubtful = _settle_dittos(sheet, chosen, evidence)
    for name, cell, outcome in _outcomes(ties, chosen):
        if chosen[cell].state is not State.BLANK:
            evidence[cell].append(f"{name}:{outcome}")
    for cell in blanks_that_are_no(sheet, chosen):
        evidence[cell].append(BLANK_IS_NO)
    for cell in mixed_signs(sheet, chosen):
        evidence[cell].append(f"marks:one_sign:{Outcome.DISAGREES}")
        doubtful.add(cell)
    decisions = decide(
        [
            Judged(field.kind, candidate.state, _confidence(candidate), _usable(candidate) and cell not in doubtful)
            for cell, (field, candidate) in enumerate(zip(sheet.fields, chosen, strict=True))
        ],
        settings,
    )
    return tuple(
        _value(reading, belief, pick, candidate, decision, tuple(evidence[cell]), to_source)
        for cell, (reading, belief, pick, candidate, decision) in enumerate(
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


def _ties(sheet: Sheet) -> tuple[Tie, ...]:
    return (*identity_ties(sheet), *date_ties(sheet), *mark_ties(sheet), *arithmetic_ties(sheet))


def _pick(before: Belief, after: Belief) -> int:
    """The chosen candidate: the likeliest after the checks, if the reader was in doubt and the checks are not."""
    own = before.best
    new = after.best
    if new == own or before.candidates[own].probability >= SURE_OF_READING:
        return own
    return new if after.candidates[new].probability >= SURE_OF_CHANGE else own


def _settle_dittos(sheet: Sheet, chosen: list[Candidate], evidence: list[list[str]]) -> set[int]:
    """Gives every chosen ditto the chosen value above it; returns the cells that point at nothing usable.

    A ditto is right only when its sign and the cell above both are, so their probabilities multiply.
    """
    doubtful = {cell for cell, candidate in enumerate(chosen) if candidate.state is State.DITTO}
    for cell, above in pointing(sheet, chosen).items():
        parsed = repeat(chosen[above])
        probability = chosen[cell].probability * chosen[above].probability
        chosen[cell] = Candidate(parsed, chosen[cell].raw, probability)
        known = parsed.value is not None or parsed.age is not None
        evidence[cell].append(f"ditto:{Outcome.AGREES if known else Outcome.CANNOT_TELL}")
        if known and above not in doubtful:
            doubtful.discard(cell)
    return doubtful


def _outcomes(ties: Sequence[Tie], chosen: Sequence[Candidate]) -> list[tuple[str, int, Outcome]]:
    """Name, cell and outcome of every check, one line per name and cell, in the ties' order.

    Of several outcomes of one name (a running number has two neighbours) agreeing counts first, then disagreeing.
    """
    rank = (Outcome.AGREES, Outcome.DISAGREES, Outcome.CANNOT_TELL)
    found: dict[tuple[str, int], Outcome] = {}
    for tie in ties:
        outcome = tie.outcome(chosen)
        for cell in tie.cells:
            known = found.get((tie.name, cell), Outcome.CANNOT_TELL)
            found[tie.name, cell] = min(known, outcome, key=rank.index)
    return [(name, cell, outcome) for (name, cell), outcome in found.items()]


def _value(
    reading: Reading,
    belief: Belief,
    pick: int,
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
        alternatives=_others(belief, pick),
        box=to_source.box_to_source(cell.box),
        engine=reading.engine,
    )


def _others(belief: Belief, pick: int) -> tuple[OtherValue, ...]:
    """Readings not chosen, best first: their value, or what was read where it has none."""
    rest = [(index, candidate) for index, candidate in enumerate(belief.candidates) if index != pick]
    rest.sort(key=lambda item: (-item[1].probability, item[0]))
    shown = [(candidate.value if candidate.value is not None else candidate.raw, candidate) for _, candidate in rest]
    return tuple(
        OtherValue(value, round(min(1.0, candidate.probability), 6)) for value, candidate in shown if value is not None
    )[:KEPT_ALTERNATIVES]
