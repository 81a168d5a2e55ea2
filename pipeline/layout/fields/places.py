"""The places of a form's heads and items: each label with what is printed behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.form import OPTION_KINDS, Entry
from pipeline.geometry import Box
from pipeline.layout.fields.dealing import Token, deal, goes_on, is_plain
from pipeline.layout.labelling.columns import BEYOND_LINES, SAME_COLUMN_MM, label_columns, right_limits
from pipeline.layout.labelling.labels import Label, item_numbers
from pipeline.layout.labelling.lost_colons import LEAST_SHARE
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines

FARTHEST_MM = 14.0
BOX_BEFORE_MM = 4.0
"""So near before an option its check box stands, or the brackets for its mark."""
LEAST_ASKING, LINED_SHARE = 6, 0.2
"""Of so many places to write at least, so many have their line on the worst copies of a printing with lines."""
LEAST_ROOM_MM = 25.0
"""From where values begin: nobody prints the next label nearer than a number of two digits needs."""
FARTHEST_LONE_COLON_MM = 20.0
"""Behind its label a colon stands close, or below those of other labels, however far."""
FARTHEST_LINE_MM = 60.0
"""Behind a colon, or where lines of its column begin, the line to write on begins at once; writing may hide much of it,
and part it."""
TALLEST_LABEL = 1.6
"""Of the usual height of labels' letters."""
BEGUN = 0.5
"""Of how far in height it is from a label does a place to write count that begins just where the label's value does."""
ABOVE = 2.0
"""So much farther than another label is one above all of whose words a line lies: it runs behind the last options of
that."""
BEFORE_MM, PRINT_BEFORE_MM = 1.2, 6.0
"""So far before the place where values begin a token may begin; print also with a ring or lost colon."""


@dataclass(frozen=True, slots=True)
class Place:
    """A label that names an entry, and what stands behind it, each kind in reading order.

    limit: x where the next column of labels begins, or the page ends. boxes, lines: dealt to it. pieces: print nearer
    to this label than to others of its column. extra_label: the label, with a colon, of the writing beside the options.
    """

    entry: Entry
    label: Label
    limit: float
    boxes: tuple[Box, ...]
    lines: tuple[DottedLine, ...]
    pieces: tuple[Box, ...]
    extra_label: Label | None


def find_places(
    labels: Sequence[Label],
    entry_of: Sequence[Entry | None],
    extras: frozenset[int],
    printed: PrintLines,
    px_per_mm: float,
    page_width: float,
) -> tuple[Place, ...]:
    """A place for every label that names an entry. extras: indices of labels that begin no value of their own."""
    named = [label for label, entry in zip(labels, entry_of, strict=True) if entry is not None]
    labels = [
        label if entry is not None else _without_specks(label, named, px_per_mm)
        for label, entry in zip(labels, entry_of, strict=True)
    ]
    # Where few labels have one, what a colon makes of print that names nothing is two specks behind options.
    with_colons = sum(label.colon for label in named) >= LEAST_SHARE * len(named)
    known = [
        (label, entry)
        for index, (label, entry) in enumerate(zip(labels, entry_of, strict=True))
        if ((label.colon and with_colons) or entry is not None) and index not in extras
    ]
    own = [label for label, _ in known]
    columns = label_columns(own, px_per_mm)
    numbers = item_numbers(printed.pieces, px_per_mm)
    boxed = {index for index, (label, of) in enumerate(known) if of is None and _is_boxed(label, printed, px_per_mm)}
    ruling = [column for column in columns if not boxed.issuperset(column)]
    limits = right_limits(own, ruling, page_width, numbers, px_per_mm)
    strangers = [
        label
        for index, (label, entry) in enumerate(zip(labels, entry_of, strict=True))
        if not (label.colon and with_colons) and entry is None and index not in extras
    ]
    plain = [None if has_options(entry) else label for label, entry in known]
    limits = [
        limit if label is None else _before_strangers(label, limit, strangers, px_per_mm)
        for label, limit in zip(plain, limits, strict=True)
    ]
    of_labels = {piece for label in (*own, *(labels[index] for index in extras)) for piece in label.pieces}
    tokens = [Token(box, None) for box in printed.boxes] + [Token(_around(line), line) for line in printed.lines]
    tokens_of = [
        None if owner is not None and _is_anothers(token, plain[owner], strangers, px_per_mm) else owner
        for token, owner in zip(tokens, _nearest(tokens, own, limits, px_per_mm), strict=True)
    ]
    pieces = [piece for piece in printed.pieces if piece not in of_labels]
    pieces_of = _nearest([Token(piece, None) for piece in pieces], own, limits, px_per_mm, PRINT_BEFORE_MM)
    asking = [label if entry is not None and entry.extra_label else None for label, entry in known]
    extra_of = _nearest([Token(labels[index].box, None) for index in sorted(extras)], asking, limits, px_per_mm)
    places = []
    for column in columns:
        mine = [token for token, nearest in zip(tokens, tokens_of, strict=True) if nearest in column]
        members = [known[index] for index in column]
        shares = _on_own_lines(members, deal(members, mine, px_per_mm))
        for index, share in zip(column, shares, strict=True):
            label, entry = known[index]
            if entry is None:
                continue
            near = [extra for extra, owner in zip(sorted(extras), extra_of, strict=True) if owner == index]
            places.append(
                Place(
                    entry,
                    label,
                    limits[index],
                    tuple(token.box for token in share if token.line is None),
                    _lines_of(share, entry, px_per_mm),
                    tuple(piece for piece, owner in zip(pieces, pieces_of, strict=True) if owner == index),
                    labels[near[0]] if near else None,
                )
            )
    return tuple(places)


def without_feigned_lines(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places, without lines where hardly any of those that ask for writing has one: a printing has lines, or none,
    and the flat foot of a ring round an option looks like one."""
    asking = [place for place in places if place.entry.field.kind not in OPTION_KINDS or place.entry.extra is not None]
    lined = sum(bool(place.lines) for place in asking)
    if len(asking) < LEAST_ASKING or lined > LINED_SHARE * len(asking):
        return tuple(places)
    return tuple(replace(place, lines=()) for place in places)


def with_usual_heights(places: Sequence[Place]) -> tuple[Place, ...]:
    """The places, none with letters far taller than most: what touches a label, a punched hole, is of its piece, and
    the room for its value would reach over the next line."""
    if not places:
        return ()
    most = TALLEST_LABEL * float(np.median([place.label.height for place in places]))
    return tuple(
        replace(place, label=replace(place.label, height=most)) if place.label.height > most else place
        for place in places
    )


def without_options_of_others(places: Sequence[Place], options: Sequence[Sequence[Box]]) -> tuple[Place, ...]:
    """The places without print in which options of another were found: a wrapped line of them is nearer to the next
    label, and passed for the upper line of what is written there. options: of each place."""
    kept = []
    for at, place in enumerate(places):
        others = [box for other, boxes in enumerate(options) if other != at for box in boxes]
        pieces = tuple(piece for piece in place.pieces if all(piece.overlap(box) <= 0 for box in others))
        kept.append(place if len(pieces) == len(place.pieces) else replace(place, pieces=pieces))
    return tuple(kept)


def _without_specks(label: Label, named: Sequence[Label], px_per_mm: float) -> Label:
    """A label that names nothing, without its colon where two specks make one of what is written, at which the room of
    the label before would end: specks that stand far behind it, or it is no word and close behind where values begin.

    Not where colons of others stand below one another with it.
    """
    far = label.value_left - label.box.right > FARTHEST_LONE_COLON_MM * px_per_mm
    close = not label.wordy and any(
        0 < label.box.left - other.value_left < LEAST_ROOM_MM * px_per_mm and abs(label.y - other.y) < other.height
        for other in named
    )
    below = any(abs(other.value_left - label.value_left) < SAME_COLUMN_MM * px_per_mm for other in named)
    feigned = label.colon and (far or close) and not below
    return replace(label, colon=False, placed=False) if feigned else label


def _is_boxed(label: Label, printed: PrintLines, px_per_mm: float) -> bool:
    """Whether a check box stands close before it: an option with a colon of its own, at which no column ends."""
    piece = label.pieces[0]
    return any(
        -BEFORE_MM * px_per_mm < piece.left - box.right < BOX_BEFORE_MM * px_per_mm
        and abs(box.centre[1] - piece.centre[1]) < 0.5 * piece.height
        for box in printed.boxes
    )


def _lines_of(share: Sequence[Token], entry: Entry, px_per_mm: float) -> tuple[DottedLine, ...]:
    """The lines to write on of a label; where it asks for one value, the pieces of a parted line as one: on any of them
    nothing may be written."""
    lines: list[DottedLine] = []
    ends = goes_on(share, px_per_mm) if is_plain(entry) else [False] * len(share)
    joins = False
    for token, follows in zip(share, ends, strict=True):
        if token.line is not None:
            near = bool(lines) and token.line.left - lines[-1].right <= FARTHEST_LINE_MM * px_per_mm
            before = lines.pop() if joins and near else token.line
            lines.append(replace(before, right=token.line.right, right_y=token.line.right_y))
        joins = follows
    return tuple(lines)


def _on_own_lines(
    members: Sequence[tuple[Label, Entry | None]], shares: Sequence[Sequence[Token]]
) -> list[list[Token]]:
    """The shares with every check box that stands on the line of another label's options given to that label.

    Where a mark hides a box, dealing by numbers takes one of the next line in its stead, and so does the next.
    """
    given: list[list[Token]] = [[] for _ in members]
    for owner, share in enumerate(shares):
        for token in share:
            level = [
                index
                for index, (label, entry) in enumerate(members)
                if entry is not None
                and entry.field.kind in OPTION_KINDS
                and abs(token.box.centre[1] - label.y) < 0.5 * token.box.height
            ]
            moves = token.line is None and len(level) == 1
            given[level[0] if moves else owner].append(token)
    return given


def has_options(entry: Entry | None) -> bool:
    """Whether an entry has printed options, or writing beside them."""
    return entry is not None and (entry.field.kind in OPTION_KINDS or entry.extra is not None)


def _before_strangers(label: Label, limit: float, strangers: Sequence[Label], px_per_mm: float) -> float:
    """The limit moved before a label on the same line that names nothing known: what is written behind that is its
    own. Beside options stand words of their own (`jumlah ..... buah`), so this holds for plain values alone.

    What was taken for a label though no colon, line or box follows it may be the value itself, written where the values
    of a printing without lines begin; it is where it leaves no room to write before it. So is a figure, the last of
    what is written there (Anggrek 5).
    """
    room = LEAST_ROOM_MM * px_per_mm
    return min(
        [
            limit,
            *(
                other.box.left
                for other in strangers
                if abs(other.y - label.y) < BEYOND_LINES * label.height
                and (label.placed or other.placed or other.wordy)
                and other.box.left > label.value_left + (0.0 if other.placed else room)
            ),
        ]
    )


def _is_anothers(token: Token, plain: Label | None, strangers: Sequence[Label], px_per_mm: float) -> bool:
    """Whether a place to write right of a label with a plain value is not its own: it begins behind a label that names
    nothing known, or far from where values begin, as what lies on the ground beside the sheet does."""
    if plain is None:
        return False
    far = token.line is not None and plain.placed and token.box.left - plain.value_left > FARTHEST_LINE_MM * px_per_mm
    return far or any(
        abs(other.value_left - token.box.left) < px_per_mm
        and abs(other.y - token.box.centre[1]) < BEYOND_LINES * other.height
        and other.box.left > plain.value_left
        for other in strangers
    )


def _around(line: DottedLine) -> Box:
    return Box(line.left, min(line.left_y, line.right_y) - 1, line.right, max(line.left_y, line.right_y) + 1)


def _nearest(
    tokens: Sequence[Token],
    labels: Sequence[Label | None],
    limits: Sequence[float],
    px_per_mm: float,
    before_mm: float = BEFORE_MM,
) -> list[int | None]:
    """For each token the label it stands right of, before the next column, nearest in height; None for a stray one."""
    result: list[int | None] = []
    for box, line in ((token.box, token.line) for token in tokens):
        best: tuple[float, int] | None = None
        for index, (label, limit) in enumerate(zip(labels, limits, strict=True)):
            if label is None or not label.value_left - before_mm * px_per_mm <= box.left < limit:
                continue
            if box.left < label.value_left - BEFORE_MM * px_per_mm and not _runs_on(box, label):
                continue
            aside = abs(box.left - label.value_left)
            away = abs(box.centre[1] - label.y) * (BEGUN if aside < px_per_mm else 1.0) + 0.02 * aside
            rank = away * (ABOVE if line is not None and box.bottom < label.box.top else 1.0)
            if away < FARTHEST_MM * px_per_mm and (best is None or rank < best[0]):
                best = (rank, index)
        result.append(best[1] if best else None)
    return result


def _runs_on(box: Box, label: Label) -> bool:
    """Whether print that begins between a label's words and the place of its value reaches well into that place."""
    return box.left > label.box.right and box.right > label.value_left + label.height
