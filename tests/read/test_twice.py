"""A page in pale ink is looked at twice; what holds of each cell."""

from pipeline.model import Alternative, Doubt, State
from pipeline.read.blanks import DOUBTED
from pipeline.read.raw import MARKS_NAME, Raw
from pipeline.read.twice import Again, second_look, seen_twice


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


def test_where_the_looks_often_differ_and_leave_something_out_all_that_is_read_goes_to_a_person() -> None:
    """Of a pen that leaves gaps, what both looks read alike was `7` of 67."""
    same, other = [raw("7")] * 16, [(raw("1"), raw("17"))] * 4
    firsts, seconds = [*same, *(one for one, _ in other)], [*same[1:], *(two for _, two in other)]
    for left_out, all_doubted in ((0.0, False), (DOUBTED, True)):
        found = seen_twice([*firsts, raw(None)], [raw("7", left_out), *seconds, raw(None)])
        assert (found[5].doubt == DOUBTED) is all_doubted
        assert found[18].doubt == DOUBTED and found[20].doubt == 0


def test_pages_of_pale_pens_and_those_with_several_doubts_are_looked_at_twice() -> None:
    plain = [Raw((Alternative(State.VALUE, "7", 0.99),), MARKS_NAME)] * 100
    doubted = [*plain[4:], *[one.doubted(DOUBTED) for one in plain[:4]]]
    assert second_look(plain, 40.0) is Again.PALE and second_look([*plain, raw("7")], 150.0) is Again.PALE
    assert second_look(doubted, 90.0) is Again.UNEVEN
    assert second_look(plain, 90.0) is None and second_look(doubted, 150.0) is None
