"""What a cell may hold, as a small automaton over characters: built from pieces, then made deterministic.

Pieces are small regular expressions in Python: `word("mei")`, `one_of("0123")`, `then(...)`, `either(...)`,
`repeat(piece, least, most)`. `compile_grammar` turns a piece into tables that the beam search walks.
"""

from __future__ import annotations

from dataclasses import dataclass

Piece = tuple[str, tuple["Piece", ...], str]
"""(what it is, its parts, its characters): a regular expression as a tree."""


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """A deterministic automaton. State 0 is the start.

    characters: targets, column 1 on, of the folded matrix. steps: per state, column -> next state. accepts: per state.
    used: the columns that stand on any step, ascending.
    """

    characters: str
    steps: tuple[dict[int, int], ...]
    accepts: tuple[bool, ...]
    used: tuple[int, ...]

    def matches(self, text: str) -> bool:
        """Whether the grammar accepts `text` in full."""
        state: int | None = 0
        for character in text:
            state = self.steps[state].get(self.characters.find(character) + 1) if state is not None else None
        return state is not None and self.accepts[state]


def one_of(characters: str) -> Piece:
    """Any one of the characters."""
    return ("one", (), characters)


def word(text: str) -> Piece:
    """These characters in this order."""
    return then(*(one_of(character) for character in text))


def then(*parts: Piece) -> Piece:
    """The parts one after the other."""
    return ("then", parts, "")


def either(*parts: Piece) -> Piece:
    """One of the parts."""
    return ("either", parts, "")


def maybe(*parts: Piece) -> Piece:
    """The parts one after the other, or nothing."""
    return either(then(*parts), then())


def repeat(part: Piece, least: int, most: int) -> Piece:
    """The part `least` to `most` times."""
    tail: Piece = then()
    for _ in range(most - least):
        tail = maybe(part, tail)
    return then(*[part] * least, tail)


def compile_grammar(piece: Piece, characters: str) -> Grammar:
    """The deterministic automaton of `piece` (Thompson's construction, then subsets of states)."""
    edges: list[dict[str, set[int]]] = [{}]
    empty: list[set[int]] = [set()]
    end = _build(piece, 0, edges, empty)
    start = _closure({0}, empty)
    numbers, queue = {start: 0}, [start]
    steps: list[dict[int, int]] = []
    accepts: list[bool] = []
    while len(steps) < len(queue):
        states = queue[len(steps)]
        accepts.append(end in states)
        reached: dict[str, set[int]] = {}
        for state in states:
            for character, targets in edges[state].items():
                reached.setdefault(character, set()).update(targets)
        row: dict[int, int] = {}
        for character in sorted(reached):
            target = _closure(reached[character], empty)
            if target not in numbers:
                numbers[target] = len(queue)
                queue.append(target)
            row[characters.index(character) + 1] = numbers[target]
        steps.append(row)
    used = tuple(sorted({column for row in steps for column in row}))
    return Grammar(characters, tuple(steps), tuple(accepts), used)


def anything(characters: str) -> Grammar:
    """The grammar that accepts every string of `characters`."""
    every = dict.fromkeys(range(1, len(characters) + 1), 0)
    return Grammar(characters, (every,), (True,), tuple(every))


def _build(piece: Piece, start: int, edges: list[dict[str, set[int]]], empty: list[set[int]]) -> int:
    """Add `piece` behind state `start`; the state at its end."""
    what, parts, letters = piece
    if what == "then":
        for part in parts:
            start = _build(part, start, edges, empty)
        return start
    end = _new(edges, empty)
    if what == "one":
        for letter in letters:
            edges[start].setdefault(letter, set()).add(end)
        return end
    for part in parts:
        first = _new(edges, empty)
        empty[start].add(first)
        empty[_build(part, first, edges, empty)].add(end)
    return end


def _new(edges: list[dict[str, set[int]]], empty: list[set[int]]) -> int:
    edges.append({})
    empty.append(set())
    return len(edges) - 1


def _closure(states: set[int], empty: list[set[int]]) -> frozenset[int]:
    found, queue = set(states), list(states)
    while queue:
        for following in empty[queue.pop()]:
            if following not in found:
                found.add(following)
                queue.append(following)
    return frozenset(found)
