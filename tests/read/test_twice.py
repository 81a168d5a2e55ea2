"""A page in pale ink is looked at twice; what holds of each cell."""

from pipeline.model import Alternative, Doubt, State
from pipeline.read.blanks import DOUBTED
from pipeline.read.raw import MARKS_NAME, Raw
from pipeline.read.twice import seen_twice


def raw(text: str | None, doubt: float = 0.0, share: float = 0.99) -> Raw:
    state = State.BLANK if text is None else State.VALUE
    return Raw((Alternative(state, text, share),), MARKS_NAME, doubt=doubt, doubts=frozenset({Doubt.PALE}))


SURE = [raw("1"), raw("2"), raw("3")]
"""Other cells of the page, that both looks read."""


def seen(first: Raw, second: Raw) -> Raw:
    return seen_twice([first, *SURE], [second, *SURE])[0]


def test_what_both_say_or_the_first_left_blank_is_as_sure_as_the_second_is() -> None:
    assert seen(raw("17", DOUBTED), raw("17")).doubt == 0
    assert seen(raw(None, DOUBTED), raw("17")).alternatives[0].text == "17"
    assert seen(raw(None, DOUBTED), raw(None)).doubt == 0
    assert seen(raw("7"), raw("7", DOUBTED)).doubt == DOUBTED


def test_where_they_differ_a_person_looks() -> None:
    more, none, unread = seen(raw("7"), raw("17")), seen(raw("7"), raw(None)), seen(raw("7"), Raw((), MARKS_NAME))
    assert [one.alternatives[0].text for one in (more, none, unread)] == ["17", "7", "7"]
    assert min(one.doubt for one in (more, none, unread)) == DOUBTED
    assert Doubt.PALE in unread.doubts


def test_a_second_look_that_sees_hardly_anything_saw_no_pen() -> None:
    first = [raw(None, DOUBTED)] * 3
    assert seen_twice(first, [raw("1"), raw("1"), raw(None)]) == tuple(first)
