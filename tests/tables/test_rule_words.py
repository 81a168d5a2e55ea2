"""What a rule found is told in Indonesian and English, whatever the rule and however it is named."""

import pytest

from pipeline.tables.rule_words import both, rule_words


@pytest.mark.parametrize(
    ("rule", "severity", "said"),
    [
        ("total", "warning", ("JUMLAH bukan", "JUMLAH is not the sum")),
        ("recap:below", "warning", ("Rekap", "A recap")),
        ("book_toml:village", "warning", ("Halaman menyebut desa lain", "The page names another village")),
        ("head_count:members_male", "warning", ("Hitungannya", "The count")),
        ("events:pregnant", "warning", ("Hitungannya", "The count")),
        ("one_of:baby_male", "warning", ("Dua tanda", "Two marks")),
        ("page:pale", "warning", ("Tulisannya sangat pucat", "The writing is very pale")),
        ("houses_and_water", "warning", ("Angka-angka", "The numbers")),
        (
            "duplicate_key",
            "error",
            ("Baris ini tidak masuk tabel karena baris lain", "The row was kept out of its table, for another"),
        ),
        ("in_range", "error", ("Baris ini tidak masuk tabel", "The row was kept out")),
    ],
)
def test_every_rule_has_a_sentence_in_both_languages(rule: str, severity: str, said: tuple[str, str]) -> None:
    assert all(words.startswith(begins) for words, begins in zip(rule_words(rule, severity), said, strict=True))


def test_sentences_are_joined_language_by_language() -> None:
    assert both(("Satu.", "One."), ("Dua.", "Two.")) == "Satu. Dua. / One. Two."
