"""What the networks see, weighed: on figures given by hand, with the weights that ship."""

from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError
from pipeline.form import Kind
from pipeline.model import State
from pipeline.read.marks import Shares
from pipeline.read.shapes import SHAPES
from pipeline.read.weighing import Key, Seen, load_weights

WEIGHTS = load_weights()


def signs(**given: float) -> dict[str, float]:
    left = (1 - sum(given.values())) / (len(SHAPES) - len(given))
    return {name: given.get(name.replace("-", "_"), left) for name in SHAPES} | given


def best(shares: Shares) -> Key:
    return max(shares, key=lambda key: shares[key])


def weigh(
    kind: Kind,
    seen: dict[str, float],
    texts: list[tuple[str, float]],
    looks: tuple[float, float] = (0.0, 0.0),
    dash: float | None = None,
    digits: dict[str, float] | None = None,
) -> Shares:
    return WEIGHTS.shares(kind, Seen(seen, texts, looks, dash, digits=digits or {}))


def test_a_dash_is_none_in_every_kind() -> None:
    for kind in (Kind.COUNT, Kind.NAME, Kind.MARK_TEXT, Kind.DATE_AGE):
        assert best(weigh(kind, signs(dash=0.96), [("1", -3.0)], (-9.0, -9.0))) == (State.NONE, None)


def test_a_digit_that_the_recogniser_reads_clearly_is_no_dash() -> None:
    """Sevens with a bar were read as a dash: rare first digits weighed for it, and what the recogniser saw did not."""
    seen, texts = signs(**{"7": 0.5, "dash": 0.1}), [("7", -0.001)]
    assert best(weigh(Kind.COUNT, seen, texts, (0.0, 0.0), dash=-9.0)) == (State.VALUE, "7")
    assert best(weigh(Kind.COUNT, signs(dash=0.9), [("7", -2.5)], (0.0, 0.0), dash=-1.0)) == (State.NONE, None)


def test_a_tick_counts_only_where_ticks_may_stand() -> None:
    seen, texts = signs(tick=0.95), [("1", -1.0)]
    assert best(weigh(Kind.TICK_OR_COUNT, seen, texts, (-1.0, -9.0))) == (State.VALUE, "tick")
    assert best(weigh(Kind.COUNT, seen, texts, (-1.0, -9.0))) == (State.VALUE, "1")


def test_a_nought_is_a_value_even_when_read_as_a_letter() -> None:
    seen = signs(**{"0": 0.95})
    assert best(weigh(Kind.MARK_TEXT, seen, [("o", -0.2), ("0", -1.5)], (-9.0, -9.0))) == (State.VALUE, "0")


def test_two_short_strokes_are_a_ditto_in_words_and_eleven_in_counts() -> None:
    seen = signs(ditto=0.6, other=0.3)
    assert best(weigh(Kind.CODE, seen, [("11", -0.3)], (0.0, 0.0))) == (State.DITTO, None)
    assert best(weigh(Kind.COUNT, seen, [("11", -0.3)], (0.0, 0.0))) == (State.VALUE, "11")


def test_what_fits_worse_than_two_strokes_is_not_written() -> None:
    seen, texts = signs(ditto=0.9, other=0.08), [("Is", -14.0), ("0", -13.0)]
    sure = WEIGHTS.shares(Kind.CODE, Seen(seen, texts, ditto=-0.5))[State.DITTO, None]
    assert sure > 0.998 > WEIGHTS.shares(Kind.CODE, Seen(seen, texts))[State.DITTO, None]
    assert best(WEIGHTS.shares(Kind.CODE, Seen(signs(ditto=0.3, other=0.6), [("Is", -0.2)], ditto=-4.0)))[1] == "Is"
    assert best(WEIGHTS.shares(Kind.COUNT, Seen(seen, [("11", -0.3)], ditto=-0.5))) == (State.VALUE, "11")


def test_two_short_strokes_repeat_nothing_outside_a_table() -> None:
    seen = Seen(signs(ditto=0.6, other=0.3), [("11", 0.0)], below=False)
    assert best(WEIGHTS.shares(Kind.TEXT, seen)) == (State.VALUE, "11")
    said = Seen(signs(other=0.9), [("sda", 0.0)], below=False)
    assert best(WEIGHTS.shares(Kind.TEXT, said)) == (State.DITTO, None)


def test_sda_is_a_ditto() -> None:
    assert best(weigh(Kind.CODE, signs(other=0.95), [("sda", -0.3)], (0.0, 0.0))) == (State.DITTO, None)


def test_shares_sum_to_one() -> None:
    shares = weigh(Kind.TICK_OR_COUNT, signs(tick=0.4, **{"1": 0.4}), [("1", -1.0), ("7", -2.0)], (-1.0, -5.0))
    assert sum(shares.values()) == pytest.approx(1.0)


def test_a_rest_of_a_ruling_beside_a_digit_is_no_one_before_it() -> None:
    """A six with a bit of ruling looked like no digit to the network of signs, and was read as 16 for that alone."""
    seen = signs(other=0.86, **{"6": 0.08})
    assert best(weigh(Kind.COUNT, seen, [("6", -0.01), ("16", -4.8)], dash=-9.0)) == (State.VALUE, "6")


def test_two_numbers_as_likely_by_the_line_are_told_apart_by_the_network_of_digits() -> None:
    texts = [("41", -0.7), ("45", -0.7)]
    for said, other in (("41", "45"), ("45", "41")):
        shares = weigh(Kind.COUNT, signs(other=0.9), texts, digits={said: -0.01, other: -6.0})
        assert shares[State.VALUE, said] > shares[State.VALUE, other]


def test_a_table_of_weights_that_lacks_a_family_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "weighing.toml"
    broken.write_text("[counts]\nsign = 1.0\n")
    with pytest.raises(ConfigurationError, match=str(broken)):
        load_weights(broken)
