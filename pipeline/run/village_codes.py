"""Command `village`: the code of a village by its name, from the packaged list, for whoever writes a book.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.areas import Village, look_up, of_digits
from pipeline.areas import village as of_code
from pipeline.errors import InputError

SHOWN_AT_MOST = 20
_CODE = re.compile(r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}")
_DIGITS = re.compile(r"[0-9]{10}")


@dataclass(frozen=True, slots=True)
class Found:
    """Villages that may be meant, best first; more: how many there are beside them. asked: what was looked for."""

    villages: tuple[Village, ...]
    more: int
    asked: str = ""

    @property
    def alike_only(self) -> bool:
        """Whether none has just the names that were asked for."""
        return all(one.score < 1 for one in self.villages)


def find(name: str, areas: Sequence[str] = ()) -> Found:
    """The villages of that name in areas of these names, or of that code: 35.22.15.2002, or ten digits of Kemendagri or
    BPS. Raises InputError where the list has none."""
    found: tuple[Village, ...]
    asked = ", ".join((name, *areas))
    if _CODE.fullmatch(name):
        found = tuple(one for one in (of_code(name),) if one is not None)
    else:
        found = of_digits(name) if _DIGITS.fullmatch(name) else look_up(name, areas)
    if not found:
        raise InputError(
            f"Tidak ada desa seperti {asked} di daftar resmi (Permendagri 72/2019). Periksa ejaannya;"
            " nama dua kata ditulis dalam tanda kutip; atau sebutkan desa saja. Untuk desa yang lebih baru dari daftar,"
            " kosongkan village_code. / The official list (of 2019) has no village like that. Look at the spelling; put"
            " quotes round a name of two words; or name the village alone. For a village newer than the list, leave"
            " village_code out."
        )
    return Found(found[:SHOWN_AT_MOST], len(found) - len(found[:SHOWN_AT_MOST]), asked)


def in_words(found: Found) -> str:
    """A line for each village, the line of book.toml where there is one alone; first, whether their names are only like
    the ones asked for: whoever mistypes a name must not copy the code of another village."""
    lines = []
    if found.alike_only:
        lines.append(
            f"Tidak ada yang bernama tepat {found.asked}; yang mirip: / None is named just that; their names are like"
            " it:"
        )
    lines += [
        f"{one.code}  {one.desa}, kecamatan {one.kecamatan}, kabupaten/kota {one.kabupaten}, {one.provinsi}"
        f" (BPS {one.bps_code or '-'})"
        for one in found.villages
    ]
    if found.more:
        lines.append(
            f"dan {found.more} lagi; sebutkan juga kecamatan atau kabupatennya / and as many more; name kecamatan or"
            " kabupaten, too: dasawisma village DESA KABUPATEN"
        )
    if len(found.villages) == 1:
        if found.alike_only:
            lines.append("Bila memang itu yang dimaksud: / If it is the one you mean:")
        lines.append(f'Di / in book.toml: village_code = "{found.villages[0].code}"')
    return "\n".join(lines)
