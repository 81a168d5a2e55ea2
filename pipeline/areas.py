"""The official villages of Indonesia (schemas/codes/villages.csv.gz) in both code systems, and search by name."""

from __future__ import annotations

import csv
import gzip
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

VILLAGE_LIST = Path(__file__).parent.parent / "schemas" / "codes" / "villages.csv.gz"

LEVELS = ("desa", "kecamatan", "kabupaten", "provinsi")
"""The levels of the list, smallest first."""

_WEIGHTS = (0.5, 0.25, 0.15, 0.1)
"""How much desa, kecamatan, kabupaten and provinsi count in a score: the smaller the area, the more it tells."""

_LEVEL_CODE_CHARS = tuple(map(len, ("35.22.13.2001", "35.22.13", "35.22", "35")))
_CODE_CHARS = _LEVEL_CODE_CHARS[0]
_PREFIX = re.compile(r"^(desa|ds|kelurahan|kel|kecamatan|kec|kabupaten|kab|provinsi|propinsi|prov|prop)\b[.\s]*", re.I)
LEAST_SCORE = 0.8
"""Below this the written names are of no village: one letter of five misread in all four names scores 0.8."""
MARGIN = 0.1
"""Villages this close to the best cannot be told from it."""


@dataclass(frozen=True, slots=True)
class Village:
    """A desa or kelurahan. code: Kemendagri, dotted; bps_code: ten digits, null where the lists could not be joined.

    score: 0 to 1, how well it fits what was searched for; 1 when asked for by code.
    """

    code: str
    bps_code: str | None
    desa: str
    kecamatan: str
    kabupaten: str
    provinsi: str
    score: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class _Level:
    """The different names of one level, and which of them each village has."""

    names: list[str]
    of_village: NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class _Villages:
    """The list in columns of bytes, sorted by code: as objects it takes seven times the memory.

    codes, bps_codes, names: of each village, a bps_code empty where there is none. above: names of larger areas by
    their code. levels: what is compared of the names of each of LEVELS.
    """

    codes: NDArray[np.bytes_]
    bps_codes: NDArray[np.bytes_]
    names: NDArray[np.bytes_]
    above: Mapping[str, str]
    levels: tuple[_Level, ...]

    def at(self, index: int) -> Village:
        """The village that stands there."""
        code = self.codes[index].decode()
        kecamatan, kabupaten, provinsi = (self.above[code[:chars]] for chars in _LEVEL_CODE_CHARS[1:])
        bps_code = self.bps_codes[index].decode() or None
        return Village(code, bps_code, self.names[index].decode(), kecamatan, kabupaten, provinsi)


@lru_cache(maxsize=1024)
def village(code: str) -> Village | None:
    """The village of that Kemendagri code, `35.22.13.2001`; null when the list has none."""
    if len(code) != _CODE_CHARS or not code.isascii():
        return None
    listed = _villages()
    index = int(np.searchsorted(listed.codes, code.encode()))
    return listed.at(index) if index < len(listed.codes) and listed.codes[index].decode() == code else None


def is_village(code: str) -> bool:
    """Whether the list has a village of that Kemendagri code; told without the rest of the list."""
    return code in _codes()


def village_name(code: str) -> str:
    """Desa and kabupaten of that code for a person, `Pacul, Bojonegoro`; empty when the list has none."""
    known = village(code)
    return "" if known is None else f"{known.desa}, {known.kabupaten}"


def find_villages(
    desa: str, kecamatan: str | None = None, kabupaten: str | None = None, provinsi: str | None = None, limit: int = 5
) -> tuple[Village, ...]:
    """The villages that may be meant by the written names, best first, then by code; empty when none fits.

    The score is the weighted mean of the similarities of the names given. Whoever scores within MARGIN of the best is
    among them, so one village alone is an unambiguous answer (Pacul alone gives two, Pacul in Bojonegoro one).
    """
    if not _key(desa):
        return ()
    listed = _villages()
    scores = np.zeros(len(listed.codes))
    weights = 0.0
    for written, level, weight in zip((desa, kecamatan, kabupaten, provinsi), listed.levels, _WEIGHTS, strict=True):
        key = _key(written or "")
        if key:
            scores += weight * _similarities(key, level)
            weights += weight
    scores = (scores / weights).round(4)
    least = max(LEAST_SCORE, float(scores.max()) - MARGIN)
    order = np.lexsort((np.arange(len(scores)), -scores))[:limit]
    return tuple(replace(listed.at(int(i)), score=float(scores[i])) for i in order if scores[i] >= least)


def look_up(desa: str, areas: Sequence[str] = ()) -> tuple[Village, ...]:
    """The villages whose name is like `desa`, best first, then by code: what somebody looks for who knows the name.

    areas: names of kecamatan, kabupaten or provinsi, each of which must be like one of those the village lies in. The
    score is the mean of the similarities; what scores more than MARGIN below the best is left out.
    """
    if not _key(desa):
        return ()
    listed = _villages()
    similar = [_similarities(_key(desa), listed.levels[0])]
    larger = listed.levels[1:]
    for key in filter(None, map(_key, areas)):
        similar.append(np.max([_similarities(k, level) for level in larger for k in (key, f"kota{key}")], axis=0))
    least, mean = np.min(similar, axis=0), np.mean(similar, axis=0).round(4)
    mean[least < LEAST_SCORE] = 0.0
    order = np.lexsort((np.arange(len(mean)), -mean))
    worst = max(LEAST_SCORE, float(mean.max()) - MARGIN)
    return tuple(replace(listed.at(int(i)), score=float(mean[i])) for i in order if mean[i] >= worst)


def of_digits(digits: str) -> tuple[Village, ...]:
    """The villages that ten digits may mean: Kemendagri's code without its dots, or BPS's code. Often both do."""
    listed = _villages()
    plain = village(f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}")
    of_bps = [listed.at(int(index)) for index in np.flatnonzero(listed.bps_codes == digits.encode())] if digits else []
    return (*([plain] if plain else []), *(one for one in of_bps if plain is None or one.code != plain.code))


def is_area_name(level: str, written: str) -> bool:
    """Whether the official list has that name at that level (`desa`, `kecamatan`, `kabupaten`, `provinsi`).

    Told without the rest of the list: whoever reads pages asks for no more.
    """
    names = _names(level)
    key = _key(written)
    return key in names or f"kota{key}" in names


@lru_cache(maxsize=1024)
def is_written_as_one(name: str) -> bool:
    """Whether a name in several words is that of villages or kecamatan which are written as one word, more often than
    as it is here: TEGAL SARI with wide letters. Told without the rest of the list."""
    apart = name.strip().casefold()
    one = apart.replace(" ", "")
    levels = LEVELS[:2]
    # To count how often takes a tenth of a second, and most of what is asked for is no name at all.
    if apart == one or not any(is_area_name(level, one) for level in levels):
        return False
    spelled = [listed for level in levels for listed in map(str.casefold, _spelled(level)) if listed in (apart, one)]
    return spelled.count(one) > spelled.count(apart)


def _similarities(key: str, level: _Level) -> NDArray[np.float64]:
    """Similarity, 0 to 1, of `key` with the name of each village at one level."""
    of_name = process.cdist([key], level.names, scorer=fuzz.ratio, dtype=np.float64, workers=1)[0] / 100
    similar: NDArray[np.float64] = of_name[level.of_village]
    return similar


def _key(name: str) -> str:
    """What of a name is compared: letters and digits, without the word for its level."""
    return re.sub(r"[^a-z0-9]", "", _PREFIX.sub("", name.strip()).casefold())


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    with gzip.open(VILLAGE_LIST, "rt", encoding="utf-8") as lines:
        return frozenset(code for line in lines if len(code := line.partition(",")[0]) == _CODE_CHARS)


@cache
def _names(level: str) -> frozenset[str]:
    """What is compared of the names of that level."""
    return frozenset(map(_key, _spelled(level)))


def _spelled(level: str) -> Iterator[str]:
    """The names of that level as the list spells them, once for each place that has it."""
    chars = _LEVEL_CODE_CHARS[LEVELS.index(level)]
    with gzip.open(VILLAGE_LIST, "rt", encoding="utf-8", newline="") as lines:
        yield from (spelled for code, _, spelled in csv.reader(lines) if len(code) == chars)


@lru_cache(maxsize=1)
def _villages() -> _Villages:
    """All villages; read once per process."""
    above: dict[str, str] = {}
    codes, bps_codes, names = [], [], []
    with gzip.open(VILLAGE_LIST, "rt", encoding="utf-8", newline="") as lines:
        for code, bps_code, spelled in itertools.islice(csv.reader(lines), 1, None):
            if len(code) == _CODE_CHARS:
                codes.append(code.encode())
                bps_codes.append(bps_code.encode())
                names.append(spelled.encode())
            else:
                above[code] = spelled
    levels = [_level([_key(name.decode()) for name in names], np.arange(len(names)))]
    for chars in _LEVEL_CODE_CHARS[1:]:
        areas, of_village = np.unique(np.array([code[:chars] for code in codes]), return_inverse=True)
        levels.append(_level([_key(above[area.decode()]) for area in areas], of_village))
    return _Villages(np.array(codes), np.array(bps_codes), np.array(names), above, tuple(levels))


def _level(keys: list[str], of_village: NDArray[np.intp]) -> _Level:
    """Areas of one name are one. of_village: which of the areas with these keys each village lies in."""
    names, number = np.unique(np.array(keys), return_inverse=True)
    return _Level(names.tolist(), number[of_village])
