"""Words of another column's list show that columns changed places."""

from pipeline.evidence.column_words import with_foreign_words
from pipeline.model import Doubt
from tests.evidence.written_pages import codes, form, readings

FAMILY = form("data-keluarga", "4.14.2a-old")


def doubted(rows: list[dict[str, str]]) -> set[str]:
    found = with_foreign_words(FAMILY, readings(FAMILY, {}, rows), codes())
    return {one.cell.field.name for one in found if Doubt.HEADING in one.cell.doubts}


def test_words_of_their_own_lists_and_unknown_words_are_in_no_doubt() -> None:
    rows = [{"sex": "L", "education": "SD", "occupation": "Sopir"}, {"sex": "P", "education": "SMA"}]
    assert doubted(rows) == set()


def test_both_columns_are_in_doubt_where_one_holds_the_words_of_the_other() -> None:
    rows = [{"sex": "SMA", "education": "L"}, {"sex": "SD", "education": "P"}, {"sex": "SMP"}]
    assert doubted(rows) == {"sex", "education"}


def test_one_word_astray_is_a_slip_of_the_pen() -> None:
    rows = [{"sex": "SMA"}, {"sex": "L"}, {"sex": "P"}, {"sex": "L"}]
    assert doubted(rows) == set()
