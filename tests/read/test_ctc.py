"""CTC scores against brute force on small matrices; the search against the scores."""

import itertools
from collections import defaultdict

import numpy as np
import pytest

from pipeline.read.ctc import best_strings, log_likelihood
from pipeline.read.grammar import anything, compile_grammar, either, maybe, one_of, repeat, then, word


def _random(frames: int, columns: int, seed: int) -> np.ndarray:
    found = np.random.default_rng(seed).random((frames, columns)).astype(np.float32)
    return found / found.sum(axis=1, keepdims=True)


def _brute(folded: np.ndarray) -> dict[tuple[int, ...], float]:
    chances: dict[tuple[int, ...], float] = defaultdict(float)
    for path in itertools.product(range(folded.shape[1]), repeat=len(folded)):
        string = tuple(key for key, _ in itertools.groupby(path) if key)
        chances[string] += float(np.prod([folded[frame, column] for frame, column in enumerate(path)]))
    return chances


@pytest.mark.parametrize("seed", range(4))
def test_likelihood_is_the_sum_over_all_paths(seed: int) -> None:
    folded = _random(5, 4, seed)
    chances = _brute(folded)
    strings = list(chances)
    assert np.exp(log_likelihood(folded, strings)) == pytest.approx([chances[s] for s in strings], abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_wide_search_finds_every_string_with_its_likelihood(seed: int) -> None:
    folded = _random(5, 4, seed)
    chances = _brute(folded)
    found = best_strings(folded, anything("abc"), beam=400, wide=3)
    assert len(found) == len(chances)
    for text, score in found:
        assert np.exp(score) == pytest.approx(chances[tuple("abc".index(c) + 1 for c in text)], abs=1e-6)


def test_search_returns_only_what_the_grammar_accepts_best_first() -> None:
    grammar = compile_grammar(either(word("ab"), then(one_of("c"), maybe(word("a")))), "abc")
    found = best_strings(_random(6, 4, 9), grammar)
    assert found
    assert all(grammar.matches(text) for text, _ in found)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_grammar_counts_repetitions() -> None:
    grammar = compile_grammar(repeat(one_of("01"), 2, 4), "01")
    accepted = [n for n in range(7) if grammar.matches("0" * n)]
    assert accepted == [2, 3, 4]


def test_no_strings_no_scores() -> None:
    assert log_likelihood(_random(3, 3, 0), []).shape == (0,)
