"""What the words on the forms mean, whatever the edition calls it: for comparing forms, and for the tables."""

from __future__ import annotations

from pipeline.codes import word_key

_YES = frozenset({"ya", "ada", "y", "true", "1", "sudah"})
_NO = frozenset({"tidak", "tidakada", "t", "0", "belum"})
_DENIALS = ("tidak", "tdk", "tak", "belum", "blm", "bukan", "nihil", "kosong", "absen")
_VAGUE = frozenset(
    ("dulu", "dahulu", "pernah", "jarang", "kadang", "kadangkadang", "malas", "pindah", "sakit", "lansia", "mungkin")
)
_HOUSE = {
    "rumahsehat": "healthy",
    "sehat": "healthy",
    "sehatlayakhuni": "healthy",
    "kurangsehat": "unhealthy",
    "rumahkurangsehat": "unhealthy",
    "tidaksehat": "unhealthy",
    "tidaksehatlayakhuni": "unhealthy",
}
_WATER = {"pdam": "pdam", "sumur": "well", "sungai": "river", "lainnya": "other", "dll": "other", "lainlain": "other"}
_FOOD = {"beras": "rice", "nonberas": "other"}
_SEX = {"l": "L", "lakilaki": "L", "p": "P", "perempuan": "P"}


def yes_of(value: str | None) -> bool | None:
    """Yes or no; a count of one or more is yes."""
    key = word_key(value or "")
    if key in _YES:
        return True
    if key in _NO:
        return False
    return int(key) > 0 if key.isascii() and key.isdecimal() else None


def denies(value: str) -> bool:
    """Whether a word written where a mark means yes says no: `tidak`, `blm ikut`, `kosong`."""
    return word_key(value).startswith(_DENIALS)


def is_vague(value: str) -> bool:
    """Whether such a word says neither yes nor no: `pernah`, `jarang`, `pindah`."""
    return word_key(value) in _VAGUE


def house_of(value: str | None) -> str | None:
    """`healthy` or `unhealthy`."""
    return _HOUSE.get(word_key(value or ""))


def water_of(value: str | None) -> str | None:
    """`pdam`, `well`, `river` or `other`."""
    return _WATER.get(word_key(value or ""))


def food_of(value: str | None) -> str | None:
    """`rice` or `other`."""
    return _FOOD.get(word_key(value or ""))


def sex_of(value: str | None) -> str | None:
    """`L` or `P`."""
    return _SEX.get(word_key(value or ""))
