"""Whoever writes a book.toml finds the code of the village by its name."""

import pytest

from pipeline.errors import InputError
from pipeline.run.village_codes import SHOWN_AT_MOST, find, in_words


@pytest.mark.parametrize("asked", [("Pacul", "Bojonegoro"), ("35.22.15.2002",), ("3522152002",), ("3522160002",)])
def test_one_village_is_told_as_the_line_to_write(asked: tuple[str, ...]) -> None:
    words = in_words(find(asked[0], asked[1:]))
    assert words.splitlines()[-1].endswith('village_code = "35.22.15.2002"')
    assert "Pacul, kecamatan Bojonegoro" in words


def test_of_several_none_is_offered_to_be_written() -> None:
    words = in_words(find("Pacul"))
    assert "35.22.15.2002" in words and "33.28.12.2018" in words and "village_code" not in words


def test_a_common_name_asks_for_the_area() -> None:
    found = find("Sukamaju")
    assert len(found.villages) == SHOWN_AT_MOST and found.more > 0
    assert f"dan {found.more} lagi" in in_words(found)


@pytest.mark.parametrize("name", ["Xqzw", "35.22.15.9999", "9999999999"])
def test_what_the_list_does_not_have(name: str) -> None:
    with pytest.raises(InputError, match="no village like that"):
        find(name)


def test_a_name_that_is_only_like_it_is_said_to_be_no_more() -> None:
    words = in_words(find("Pacull", ["Bojonegoro"]))
    assert words.startswith("Tidak ada yang bernama tepat Pacull, Bojonegoro;")
    assert "If it is the one you mean" in words


def test_the_name_asked_for_is_told_without_a_doubt() -> None:
    assert "tepat" not in in_words(find("pacul", ["kab. bojonegoro"]))
