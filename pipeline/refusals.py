"""Why a page is refused: codes, and for each one sentence that tells the operator what to do, in both languages."""

import errno
from collections.abc import Sequence

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
    "archive": (
        "Arsip tidak dibuka; ekstrak isinya ke folder ini, lalu hapus arsipnya.",
        "An archive is not opened; unpack it into this folder and delete it.",
    ),
    "drawn_by_show": (
        "Gambar buatan `dasawisma show`, bukan pindaian; keluarkan dari kotak masuk.",
        "A picture that `dasawisma show` drew, no scan; take it out of the inbox.",
    ),
    "broken_file": (
        "Berkas rusak atau terpotong; salin atau pindai ulang.",
        "The file is broken or cut short; copy or scan it again.",
    ),
    "other_tiff": (
        "Cara TIFF ini disimpan tidak didukung; simpan ulang sebagai TIFF 8 bit dengan LZW, atau sebagai PNG.",
        "The TIFF is stored in a way that is not read; save it anew as TIFF of 8 bits with LZW, or as PNG.",
    ),
    "several_pictures": (
        "Berkas ini berisi beberapa gambar (PNG bergerak, JPEG ganda) dan hanya satu yang tampak; simpan setiap halaman"
        " sebagai berkas sendiri, atau semuanya sebagai PDF.",
        "The file holds several pictures (animated PNG, JPEG of several) of which programs show one; save each page as"
        " a file of its own, or all as a PDF.",
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
    "too_many_pages": (
        "Berkas berisi terlalu banyak halaman; bagi menjadi beberapa berkas, atau naikkan max_pages.",
        "The file holds too many pages; divide it into several, or raise the setting max_pages.",
    ),
    "too_many_bytes": (
        "Berkas terlalu besar; bagi menjadi beberapa berkas, atau naikkan max_bytes.",
        "The file is too large; divide it into several, or raise the setting max_bytes.",
    ),
    "too_dark": (
        "Halaman terlalu gelap; pindai ulang dengan cahaya cukup.",
        "The page is too dark; scan it again in good light.",
    ),
    "too_blurred": (
        "Halaman kabur; pindai ulang dengan fokus tajam.",
        "The page is blurred; scan it again in focus.",
    ),
    "mirrored": (
        "Gambar terbalik seperti dalam cermin; balikkan mendatar, atau pindai ulang dari sisi yang benar.",
        "The picture is mirrored; flip it horizontally, or scan the right side again.",
    ),
    "cut_off": (
        "Sebagian halaman terpotong; pindai ulang seluruh lembar, setiap lembar sendiri.",
        "Part of the page is cut off; scan the whole sheet again, and each sheet by itself.",
    ),
    "too_pale": (
        "Cetakan terlalu pucat; pindai ulang lebih gelap (kontras lebih tinggi).",
        "The print is too pale; scan it again darker (with more contrast).",
    ),
    "glare": (
        "Pantulan lampu menutupi sebagian halaman; foto ulang tanpa pantulan, atau pindai.",
        "A lamp's reflection hides part of the page; photograph it again without, or scan it.",
    ),
    "blank_page": (
        "Halaman kosong tanpa formulir; keluarkan bila tidak diperlukan, atau pindai lebih gelap bila ada tulisannya.",
        "A blank page without a form; take it out if it is not needed, or scan it darker if something is on it.",
    ),
    "unknown_form": (
        "Formulir tidak dikenal; periksa halaman ini, atau tambahkan berkas formulirnya.",
        "No known form; look at the page, or add a form file for it.",
    ),
    "ambiguous_form": (
        "Formulir meragukan; sebutkan form dan edition di book.toml.",
        "The form is in doubt; name form and edition in book.toml.",
    ),
    "two_forms": (
        "Ada dua formulir dalam satu gambar; pindai setiap lembar sendiri.",
        "Two forms are in one picture; scan each sheet by itself.",
    ),
    "form_mismatch": (
        "Formulir lain dari yang disebut di book.toml; periksa halaman atau book.toml.",
        "Another form than book.toml states; check the page or book.toml.",
    ),
    "lattice_lost": (
        "Garis tabel tidak dapat ditemukan dengan lengkap; ambil apa pun yang menutupi lembar,"
        " pindai ulang lebih rata dan tajam.",
        "The table's rulings could not be found in full; take off whatever lies on the sheet, and scan it again,"
        " flatter and sharper.",
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

_EDGES = {
    "left": ("kiri", "left"),
    "top": ("atas", "top"),
    "right": ("kanan", "right"),
    "bottom": ("bawah", "bottom"),
}
_EXPLAINED = frozenset({"unknown_form", "lattice_lost", "cut_off"})
"""What layout says where it does not find its way; what is wrong with the picture may be why."""

PASSING_REASONS = frozenset({"crashed", "time_limit", "unreadable_file"})
"""Faults that may pass: a page with one of these is tried again by later runs."""

REASONS: tuple[str, ...] = tuple(_MESSAGES)
"""All refusal codes."""


def fault(reason: str, detail: str = "") -> PageFault:
    """The fault of that code, its message Indonesian then English, with `detail` (no cell text) in brackets."""
    indonesian, english = _MESSAGES[reason]
    return PageFault(reason, f"{indonesian} / {english}" + (f" [{detail}]" if detail else ""))


def too_many_bytes(size: int, max_bytes: int) -> PageFault:
    """The fault of a file of that size in bytes, which is more than the setting max_bytes allows."""
    return fault("too_many_bytes", f"{size} > {max_bytes} bytes")


def cut_off(edges: Sequence[str], detail: str = "") -> PageFault:
    """The fault of a page that is cut at those edges: left, top, right, bottom, as the page is read; at least one."""
    indonesian, english = (", ".join(_EDGES[edge][language] for edge in edges) for language in (0, 1))
    message = (
        f"Tepi {indonesian} halaman terpotong; pindai ulang seluruh lembar. / "
        f"Scan again the whole sheet, the {english} {'edge is' if len(edges) == 1 else 'edges are'} missing."
    )
    return PageFault("cut_off", message + (f" [{detail}]" if detail else ""))


def explained(refused: PageFault, cut_edges: Sequence[str], doubt: str) -> PageFault:
    """The refusal for what is wrong with the picture, where that is a likely cause of it; else the refusal itself.

    doubt: the code of what makes the page hard to read, "" where nothing does.
    """
    if refused.reason not in _EXPLAINED:
        return refused
    if cut_edges:
        return cut_off(cut_edges, refused.reason)
    return fault(doubt, refused.reason) if doubt else refused


def unreadable(error: OSError) -> PageFault:
    """The fault of a page whose file the operating system does not let read, be it whole or not.

    Raises the error again where this process lacks files or memory, for then no page is to blame.
    """
    if error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOMEM):
        raise error
    return fault("unreadable_file", error.strerror or type(error).__name__)
