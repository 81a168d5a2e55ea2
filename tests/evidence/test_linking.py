from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.linking import alike, alike_in_book, grouped, name_clusters, name_key
from pipeline.tables.identity import keyed_id

KEY = b"k" * 32


def test_readings_of_one_name_are_alike() -> None:
    assert alike("Siti Aminah", "SITI  aminah") == 100
    assert alike("Siti Aminah", "Siti Amina") > 0
    assert alike("Siti Aminah", "Budi") == 0
    assert alike("", "") == 0


def test_a_number_in_a_name_must_be_the_same() -> None:
    assert alike("Flamboyan 3", "Flamboyan 8") == 0
    assert alike("Flamboyan 3", "Flamboyam 3") > 0


def test_clusters_take_the_usual_writing() -> None:
    clusters = name_clusters(["Melati 1", "Melati 1", "Melat1 1", "Mawar", "Mclati 1"])
    assert clusters["mclati1"] == "melati1"
    assert clusters["mawar"] == "mawar"
    assert clusters[name_key("Melat1 1")] != "melati1"


def test_in_one_book_a_missed_number_is_no_other_dasawisma() -> None:
    clusters = name_clusters(["Melati 4", "Melati", "Melati A", "Mawar"], alike_in_book)
    assert clusters == {"melati4": "melati4", "melati": "melati4", "melatia": "melati4", "mawar": "mawar"}
    assert alike("Melati 4", "Melati") == 0


def test_a_missed_number_that_may_be_either_stays_apart() -> None:
    clusters = name_clusters(["Melati 1", "Melati 2", "Melati"], alike_in_book)
    assert clusters == {"melati1": "melati1", "melati2": "melati2", "melati": "melati"}


@given(st.permutations(["Melati 1", "Melati 1", "Mclati 1", "Mawar", "Mawer", "Mawar", ""]))
def test_clusters_do_not_depend_on_the_order(names: list[str]) -> None:
    assert name_clusters(names) == name_clusters(sorted(names))


def test_a_doubtful_link_is_none() -> None:
    def match(item: str, group: list[str]) -> float:
        return 90.0 if item[0] == "x" and group[0] in ("a", "b") else 0.0

    assert grouped(["a", "b", "x1"], match) == [["a"], ["b"], ["x1"]]
    assert grouped(["a", "x1"], match) == [["a", "x1"]]


@given(st.lists(st.text(max_size=8), max_size=4), st.lists(st.text(max_size=8), max_size=4))
def test_ids_differ_when_their_parts_do(one: list[str], other: list[str]) -> None:
    if [p.replace("\x1f", " ") for p in one] != [p.replace("\x1f", " ") for p in other]:
        assert keyed_id(KEY, "person", *one) != keyed_id(KEY, "person", *other)


def test_ids_depend_on_key_and_kind_and_hold_no_name() -> None:
    found = keyed_id(KEY, "person", "siti")
    assert found == keyed_id(KEY, "person", "siti")
    assert found != keyed_id(b"x" * 32, "person", "siti")
    assert found != keyed_id(KEY, "household", "siti")
    assert len(found) == 20
    assert set(found) <= set("0123456789abcdef")
