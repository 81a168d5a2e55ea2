"""Books that may share rows come together; the order in which they are met changes nothing."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.book_notes import BookNotes
from pipeline.refusals import fault
from pipeline.run.together import links, together
from tests.run.stand_in_reader import content_of
from tests.tables.invented_books import family_page, recap_page

NOTHING = BookNotes()


def test_books_that_share_a_link_directly_or_through_others_are_one_group() -> None:
    books = {"d": {"code 4"}, "a": {"code 1"}, "b": {"code 1", "name 2"}, "c": {"code 3", "name 2"}}
    assert together(books) == (("a", "b", "c"), ("d",))
    assert together({}) == ()


def test_books_of_no_known_village_are_one_group() -> None:
    assert together({"d": {"name 4"}, "a": {"code 1"}, "b": set()}) == (("a",), ("b", "d"))


@given(
    st.dictionaries(
        st.text("abcd", min_size=1, max_size=2), st.sets(st.integers(0, 6).map("code {}".format), max_size=3)
    )
)
def test_groups_hold_every_book_once_and_no_link_leads_out_of_them(books: dict[str, set[str]]) -> None:
    groups = together(books)
    assert sorted(book for group in groups for book in group) == sorted(books)
    inside = [set().union(*(books[book] for book in group)) for group in groups]
    assert all(not one & other for at, one in enumerate(inside) for other in inside[:at])
    assert together(dict(reversed(books.items()))) == groups


def test_a_page_links_its_village_by_code_and_name_and_its_content() -> None:
    assert set(links((content_of(family_page()),), "abc", BookNotes("35.22.13.2001"))) == {
        "content abc",
        "code 35.22.13.2001",
        "name sidobandung",
    }
    assert "name sidobandung" in set(links((content_of(recap_page()), fault("blank_page")), "", NOTHING))
    assert set(links((fault("blank_page"),), "", NOTHING)) == set()
