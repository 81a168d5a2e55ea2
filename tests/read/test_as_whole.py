"""What is read with paler strokes counts only where it is more, and reads hardly worse."""

import pytest

from pipeline.model import Alternative, State
from pipeline.read.as_whole import as_whole
from pipeline.read.blanks import DOUBTED
from pipeline.read.raw import MARKS_NAME, Raw


def test_what_is_read_alike_with_and_without_paler_strokes_stays_as_sure() -> None:
    def raw(text: str, share: float, doubt: float = 0.0) -> Raw:
        return Raw((Alternative(State.VALUE, text, share),), MARKS_NAME, doubt=doubt)

    sure = raw("Heri", 0.99)
    assert as_whole(sure, raw("Heri", 0.7), uneven=False) is sure
    faded = as_whole(raw("02-2005", 0.98), raw("06-02-2005", 0.9), uneven=False)
    assert faded.alternatives[0].text == "06-02-2005"
    specks = as_whole(raw("LILIK", 0.6), raw("LII", 0.02), uneven=False)
    assert specks.alternatives[0].text == "LILIK"
    assert min(faded.doubt, specks.doubt) >= DOUBTED


@pytest.mark.parametrize("uneven", [False, True])
def test_specks_that_are_no_value_say_nothing_but_of_a_pale_pen(uneven: bool) -> None:
    """Rests of dots below a `3`, as pale as strokes of a pen that fades, made it crossed out."""
    own = Raw((Alternative(State.VALUE, "3", 1.0),), MARKS_NAME)
    found = as_whole(own, Raw((Alternative(State.STRUCK, None, 0.6),), MARKS_NAME), uneven)
    assert found.alternatives == own.alternatives
    assert (found.doubt >= DOUBTED) is uneven
