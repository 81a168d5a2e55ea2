"""What `erase` did, told to the operator."""

from __future__ import annotations

import shlex

from pipeline.run.erasing.erase import Erased
from pipeline.run.summary import in_words as run_in_words

_NAMED_AT_MOST = 30
_WHAT = {"book": "buku", "page": "halaman", "person": "orang"}


def in_words(erased: Erased) -> str:
    """What was erased or given back, for a person: what has to be acted on in both languages."""
    what = _WHAT[erased.what]
    if not erased.places:
        return "\n".join(
            (
                f"{what.capitalize()} itu sudah dihapus sebelumnya; tidak ada yang perlu dilakukan. / That"
                f" {erased.what} was erased before; nothing had to be done.",
                *_named(erased, "Sudah dihapus / Erased before"),
            )
        )
    places = f"{erased.places} place{'' if erased.places == 1 else 's'} on scans"
    copies = ", ".join(erased.copies)
    if erased.run is None:
        lines = [
            f"Dikembalikan, {erased.places} tempat di pindaian; jalankan `run`, maka dibaca lagi. / Given back:"
            f" {places}; the next run reads them.",
            *_named(erased, "Dikembalikan / Given back"),
        ]
        if copies:
            lines.append(
                "Ikut dikembalikan, karena halamannya sama / Given back with it, for they are the same pages once more:"
                f" {copies}"
            )
        return "\n".join(lines)
    lines = [
        f"Satu {what} dihapus, {erased.places} tempat di pindaian: dari tabel, hasil, log dan semua terbitan lama."
        " Pindaiannya tetap di tempatnya dan tidak dibaca lagi. /",
        f"Erased a {erased.what}, {places}: from the tables, the results, the logs and all older publications. The"
        " scans lie where they lay, and this is not read from them again.",
        *_named(erased, "Yang dihapus / What was erased"),
    ]
    if erased.what != "person":
        lines.append(
            "Bila bukan itu yang dimaksud: perintah yang sama dengan --give-back, lalu run. / If this is not what you"
            " meant: the same command with --give-back, then a run."
        )
    if copies:
        lines.append(
            f"Ikut dihapus, karena halamannya sama / Erased with it, for they are the same pages once more: {copies}"
        )
    if erased.look_at:
        out = shlex.quote(str(erased.run.current.parent))
        lines += [
            "Penghapusan belum selesai sebelum halaman di bawah ini dilihat orang: di situ ada nama serupa, milik orang"
            " yang sama atau orang lain. Bila orang yang sama, ketik barisnya; seluruh halaman itu dihapus. /",
            "The erasure is not complete until somebody has looked at the pages below: a name like it stands there,"
            " of the same person or of another. Of the same: type the line, which erases the whole page.",
        ]
        lines += [f"  dasawisma erase {out} --page {shlex.quote(page)}" for page in erased.look_at]
    return "\n".join((*lines, run_in_words(erased.run)))


def _named(erased: Erased, heading: str) -> list[str]:
    """The pages by number and file: numbers move when scans come or go, and a file is what one can open."""
    told = [f"  {page}" for page in erased.pages[:_NAMED_AT_MOST]]
    if len(erased.pages) > _NAMED_AT_MOST:
        told.append(f"  dan {len(erased.pages) - _NAMED_AT_MOST} lagi / and as many more")
    return [f"{heading}, BOOK#PAGE (FILE):", *told]
