"""What an exit code means and what to do about it, a sentence in both languages (docs/pukul-tujuh-pagi.md has more)."""

from __future__ import annotations

from pipeline.errors import ExitCode

_WORDS: dict[ExitCode, tuple[str, str]] = {
    ExitCode.BUG: (
        "Kesalahan program; laporkan dengan baris terakhir berkas terbaru di OUT/work/log. Tabel lama tetap ada.",
        "A bug; report it with the last line of the newest file in OUT/work/log. The old tables stand.",
    ),
    ExitCode.CONFIGURATION: (
        "Berkas pengaturan, book.toml atau formulir salah; betulkan baris yang disebut, lalu jalankan lagi.",
        "A settings, book.toml or form file is wrong; mend the line named, run again.",
    ),
    ExitCode.INPUT: (
        "Folder pindaian tidak ada, kosong atau tidak dapat dibaca; periksa disk dan foldernya, lalu jalankan lagi.",
        "The folder of scans is missing, empty or cannot be read; check disk and folder, run again.",
    ),
    ExitCode.MACHINE: (
        "Komputer ini kekurangan sesuatu; jalankan: dasawisma doctor --out OUT. Yang sudah terbaca tetap tersimpan.",
        "This machine lacks something; run: dasawisma doctor --out OUT. What was read is kept.",
    ),
    ExitCode.NEW_REFUSALS: (
        "Selesai dan terbit. Halaman yang baru ditolak biasanya cukup dipindai ulang; baris yang baru ditahan disebut"
        " laporan beserta halamannya (Temuan, error).",
        "Done and published. Mostly, scan pages newly refused again; the report names the pages of rows newly kept out"
        " (Findings, error).",
    ),
    ExitCode.GATE: (
        "Tidak diterbitkan, tabel lama tetap ada. Kembalikan yang hilang, pindai ulang yang baru ditolak; bila buku"
        " memang diambil, jalankan sekali dengan --accept-drop.",
        "Not published, the old tables stand. Bring back what is gone, scan again what is newly refused; if books were"
        " taken away on purpose, run once with --accept-drop.",
    ),
    ExitCode.LOCKED: (
        "Proses lain sedang bekerja di OUT ini; tunggu sampai selesai.",
        "Another run is at work on this OUT; wait until it ends.",
    ),
    ExitCode.INTERRUPTED: (
        "Dihentikan; jalankan lagi, pekerjaan diteruskan dari situ.",
        "Stopped; run again, it goes on from there.",
    ),
}

EXPLAINED = frozenset(_WORDS)
"""The exit codes that have such a sentence."""


def exit_words(code: ExitCode) -> str:
    """The sentence, Indonesian then English. KeyError for a code that is not in EXPLAINED."""
    indonesian, english = _WORDS[code]
    return f"Kode {int(code)}: {indonesian} / {english}"
