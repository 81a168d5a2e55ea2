"""Names: which other spelling of a word leaves it in doubt."""

import pytest

from pipeline.model import Alternative, State
from pipeline.read.lexicon import load_lexicon
from pipeline.read.names import may_be_doubled, may_begin_with_h


def read(*texts: str | None) -> list[Alternative]:
    states = [State.BLANK if text is None else State.VALUE for text in texts]
    return [Alternative(state, text, 0.9 / 10**at) for at, (state, text) in enumerate(zip(states, texts, strict=True))]


@pytest.mark.parametrize(
    ("texts", "doubled"),
    [
        (("Sumberejo", "Sumberrejo"), True),
        (("Sumberejo", None, "Sumberrejo"), True),
        (("Sumberrejo", "Sumberejo"), False),
        (("Ana", "Ani"), False),
        (("Ana", "Anis", "Dianna"), False),
        (("1", "11"), False),
        (("Siti",), False),
        ((None, "Anna"), False),
        ((), False),
    ],
)
def test_a_word_that_may_have_lost_one_of_two_like_letters_is_told(
    texts: tuple[str | None, ...], doubled: bool
) -> None:
    assert may_be_doubled(read(*texts)) is doubled


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("Rudi Martono",), True),
        (("MARYONO", "HARYONO"), True),
        (("Rudi Hartono", "Rudi Martono"), False),
        (("Mulyono",), False),
        ((None, "Martono"), False),
        ((), False),
    ],
)
def test_names_that_begin_with_m_may_with_h(texts: tuple[str | None, ...], told: bool) -> None:
    assert may_begin_with_h(read(*texts), load_lexicon()) is told
