"""Why a page is refused: codes, and for each one sentence that tells the operator what to do, in both languages."""

import errno

from pipeline.model import PageFault

_MESSAGES: dict[str, tuple[str, str]] = {
    "empty_file": (
        "Berkas kosong (0 bita); salin atau pindai ulang.",
        "The file is empty (0 bytes); copy or scan it again.",
    ),
    "not_an_image": (
        "Isi berkas bukan JPEG, PNG, TIFF atau PDF; simpan ulang sebagai salah satunya.",
        "The content is not JPEG, PNG, TIFF or PDF; save it as one of these.",
    ),
    "broken_file": (
        "Berkas rusak atau terpotong; salin atau pindai ulang.",
        "The file is broken or cut short; copy or scan it again.",
    ),
    "unreadable_file": (
        "Berkas tidak dapat dibaca saat ini; periksa hak akses, disk atau jaringannya. Nanti dicoba lagi.",
        "The file could not be read just now; check its rights, its disk or the network. It is tried again.",
    ),
    "encrypted": (
        "PDF terkunci dengan sandi; simpan tanpa sandi.",
        "The PDF is locked with a password; save it without one.",
    ),
    "no_pages": (
        "Berkas tidak berisi halaman; pindai ulang.",
        "The file holds no page; scan it again.",
    ),
    "too_small": (
        "Gambar terlalu kecil untuk dibaca; pindai ulang pada 300 dpi.",
        "The picture is too small to read; scan it again at 300 dpi.",
    ),
    "too_large": (
        "Gambar terlalu besar; pindai ulang pada 300 dpi.",
        "The picture is too large; scan it again at 300 dpi.",
    ),
    "too_dark": (
        "Halaman terlalu gelap; pindai ulang dengan cahaya cukup.",
        "The page is too dark; scan it again in good light.",
    ),
    "too_blurred": (
        "Halaman kabur; pindai ulang dengan fokus tajam.",
        "The page is blurred; scan it again in focus.",
    ),
    "cut_off": (
        "Sebagian halaman terpotong; pindai ulang seluruh lembar.",
        "Part of the page is cut off; scan the whole sheet again.",
    ),
    "blank_page": (
        "Halaman kosong tanpa formulir; keluarkan dari buku bila tidak diperlukan.",
        "A blank page without a form; take it out of the book if it is not needed.",
    ),
    "unknown_form": (
        "Formulir tidak dikenal; periksa halaman ini, atau tambahkan berkas formulirnya.",
        "No known form; look at the page, or add a form file for it.",
    ),
    "ambiguous_form": (
        "Formulir meragukan; sebutkan form dan edition di book.toml.",
        "The form is in doubt; name form and edition in book.toml.",
    ),
    "form_mismatch": (
        "Formulir lain dari yang disebut di book.toml; periksa halaman atau book.toml.",
        "Another form than book.toml states; check the page or book.toml.",
    ),
    "lattice_lost": (
        "Garis tabel tidak dapat ditemukan dengan lengkap; pindai ulang lebih rata dan tajam.",
        "The table's rulings could not be found in full; scan it again, flatter and sharper.",
    ),
    "time_limit": (
        "Membaca halaman ini terlalu lama; pindai ulang, atau laporkan.",
        "Reading this page took too long; scan it again, or report it.",
    ),
    "crashed": (
        "Halaman ini menghentikan pembacanya; pindai ulang, atau laporkan.",
        "This page stopped its reader; scan it again, or report it.",
    ),
}

PASSING_REASONS = frozenset({"crashed", "time_limit", "unreadable_file"})
"""Faults that may pass: a page with one of these is tried again by later runs."""

REASONS: tuple[str, ...] = tuple(_MESSAGES)
"""All refusal codes."""


def fault(reason: str, detail: str = "") -> PageFault:
    """The fault of that code, its message Indonesian then English, with `detail` (no cell text) in brackets."""
    indonesian, english = _MESSAGES[reason]
    return PageFault(reason, f"{indonesian} / {english}" + (f" [{detail}]" if detail else ""))


def unreadable(error: OSError) -> PageFault:
    """The fault of a page whose file the operating system does not let read, be it whole or not.

    Raises the error again where this process lacks files or memory, for then no page is to blame.
    """
    if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        raise error
    return fault("unreadable_file", error.strerror or type(error).__name__)
