"""Pages of text that are no form: letters, lists, receipts, covers, instructions, notebooks. All of it invented."""

from __future__ import annotations

import random

import numpy as np

from pipeline.model import Grey
from samples.generator import words
from samples.generator.hands import draw_hand, write_tile
from samples.generator.printing import FACES
from samples.generator.sheet import PX_PER_PT, Sheet, mm, print_face, wrapped
from samples.generator.strokes import Paper

# ruff: noqa: SIM905
PROSE = (
    "dengan hormat sehubungan akan diadakan rapat koordinasi kelompok dasa wisma maka kami mengharap kehadiran ibu "
    "pada hari tanggal tempat acara balai desa pukul demikian surat undangan ini kami sampaikan atas perhatian dan "
    "kerja samanya terima kasih ketua sekretaris bendahara keluarga rumah tangga air bersih sumur jamban tanaman "
    "pekarangan kegiatan warga bulan tahun jumlah anggota posyandu balita lansia arisan simpan pinjam gotong royong "
    "kesehatan lingkungan pendidikan keterampilan pangan sandang program pokok laporan catatan data petunjuk buku "
    "yang di ke dari untuk oleh kepada setiap para agar dapat telah belum sudah juga serta bahwa karena"
).split()
LABELS = (
    "Nama Nomor Alamat Pekerjaan Agama Tanggal Keperluan Keterangan Tempat/Tgl.Lahir Jenis_Kelamin Status NIK RT RW "
    "Desa/Kelurahan Kecamatan Kabupaten Provinsi Tahun Bulan Dusun Kepala_Keluarga Pendidikan Telepon Hal Lampiran "
    "Kepada Perihal Dasa_Wisma Kriteria_Rumah Sumber_Air Jumlah Berat_Badan Tinggi_Badan Imunisasi Penolong"
).split()
OFFICES = (
    "PEMERINTAH KABUPATEN BOJONEGORO", "KANTOR KECAMATAN BALEN", "POSYANDU MELATI", "TIM PENGGERAK PKK",
    "KOPERASI WANITA", "PUSKESMAS PEMBANTU", "KARANG TARUNA", "SEKOLAH DASAR NEGERI",
)  # fmt: skip


def paper(rng: random.Random, landscape: bool | None = None) -> Sheet:
    """An empty sheet of A4 or F4."""
    short, long = rng.choice(((210, 297), (215, 330)))
    across = rng.random() < 0.2 if landscape is None else landscape
    return Sheet(mm(long if across else short), mm(short if across else long))


def pixels(sheet: Sheet) -> Grey:
    """What has been printed on the sheet."""
    return np.array(sheet.image)


def sentence(rng: random.Random, count: int) -> str:
    """So many words of prose."""
    return " ".join(rng.choice(PROSE) for _ in range(count)).capitalize() + "."


def paragraphs(sheet: Sheet, rng: random.Random, left: int, top: int, right: int, bottom: int) -> None:
    """Prose between those edges."""
    face = print_face(rng.choice(FACES), False, round(rng.uniform(9, 13) * PX_PER_PT))
    y = top
    while y < bottom:
        for line in wrapped(sentence(rng, rng.randint(20, 70)), face, right - left):
            y += round(face.size * 1.3)
            if y > bottom:
                return
            sheet.text(left, y, line, face, "prose")
        y += round(face.size)


def labelled(sheet: Sheet, rng: random.Random, top: int, count: int, options: bool = False) -> int:
    """`count` labels with colons and dotted lines, as of some office's form; returns the lower edge."""
    face = print_face(rng.choice(FACES), False, round(rng.uniform(9, 12) * PX_PER_PT))
    colon, y = mm(rng.uniform(55, 80)), top
    numbered = rng.random() < 0.5
    for at, label in enumerate(rng.sample(LABELS, min(count, len(LABELS))), start=1):
        y += mm(8)
        sheet.text(mm(20), y, (f"{at}. " if numbered else "") + label.replace("_", " "), face, "label")
        sheet.text(colon, y, ":", face, "colon")
        if options and rng.random() < 0.4:
            sheet.text(colon + mm(4), y, rng.choice(("Ya / Tidak", "Ada / Tidak Ada", "L / P")), face, "option")
        else:
            sheet.dots(colon + mm(4), colon + mm(rng.uniform(40, 90)), y + mm(0.6), 10, 3)
    return y


def letter(rng: random.Random) -> Grey:
    """A typed letter with an office's head."""
    sheet = paper(rng, False)
    face = print_face(rng.choice(FACES), True, round(rng.uniform(12, 18) * PX_PER_PT))
    for at, line in enumerate(rng.sample(OFFICES, 2)):
        sheet.text(sheet.width_px / 2, mm(22 + 8 * at), line, face, "title", anchor="ms")
    sheet.line(mm(15), mm(38), sheet.width_px - mm(15), mm(38), 4)
    y = labelled(sheet, rng, mm(42), rng.randint(2, 4))
    paragraphs(sheet, rng, mm(22), y + mm(10), sheet.width_px - mm(20), mm(rng.uniform(150, 260)))
    return pixels(sheet)


def other_office(rng: random.Random) -> Grey:
    """Another office's form with labels that PKK's forms have too, dotted lines and options."""
    sheet = paper(rng, False)
    face = print_face(rng.choice(FACES), True, round(14 * PX_PER_PT))
    title = rng.choice(("SURAT KETERANGAN", "FORMULIR PENDAFTARAN", "DATA PENDUDUK", "BIODATA WARGA", "KARTU IBU"))
    sheet.text(sheet.width_px / 2, mm(20), f"{title} {rng.choice(OFFICES)}", face, "title", anchor="ms")
    labelled(sheet, rng, mm(30), rng.randint(8, 27), options=True)
    return pixels(sheet)


def book_page(rng: random.Random) -> Grey:
    """A page of a book, in one column or two."""
    sheet = paper(rng)
    columns = rng.choice((1, 2, 3))
    wide = (sheet.width_px - mm(30)) // columns
    for at in range(columns):
        left = mm(15) + at * wide
        paragraphs(sheet, rng, left, mm(20), left + wide - mm(6), sheet.height_px - mm(20))
    return pixels(sheet)


def cover(rng: random.Random) -> Grey:
    """The cover of a PKK book: its words in large letters, and nothing to fill but a name."""
    sheet = paper(rng)
    y = mm(40)
    for line in ("BUKU", rng.choice(("CATATAN KELUARGA", "DATA WARGA", "DATA KELUARGA", "REKAPITULASI")),
                 "KELOMPOK DASA WISMA", "TP PKK DESA/KELURAHAN", str(rng.randint(2012, 2024))):  # fmt: skip
        y += mm(rng.uniform(14, 30))
        face = print_face(rng.choice(FACES), True, round(rng.uniform(18, 40) * PX_PER_PT))
        sheet.text(sheet.width_px / 2, y, line, face, "title", anchor="ms")
    labelled(sheet, rng, y + mm(15), rng.randint(0, 4))
    return pixels(sheet)


def instructions(rng: random.Random) -> Grey:
    """How to fill a form: its title and many of its labels, each with a colon and a sentence."""
    sheet = paper(rng, False)
    face = print_face(rng.choice(FACES), False, round(rng.uniform(9, 11) * PX_PER_PT))
    title = rng.choice(("DATA WARGA", "DATA KELUARGA", "CATATAN KELUARGA"))
    sheet.text(sheet.width_px / 2, mm(18), f"PETUNJUK PENGISIAN {title}", face, "title", anchor="ms")
    y = mm(22)
    for at, label in enumerate(rng.sample(LABELS, 18), start=1):
        sheet.text(mm(18), y + mm(7), f"{at}. {label.replace('_', ' ')} :", face, "label")
        for line in wrapped(sentence(rng, rng.randint(5, 24)), face, sheet.width_px - mm(100)):
            y += mm(7)
            sheet.text(mm(80), y, line, face, "prose")
    return pixels(sheet)


def receipt(rng: random.Random) -> Grey:
    """A shop's receipt on narrow paper."""
    sheet = Sheet(mm(rng.uniform(58, 90)), mm(rng.uniform(110, 260)))
    face = print_face("archivo-narrow", False, round(9 * PX_PER_PT))
    y = mm(12)
    sheet.text(sheet.width_px / 2, y, f"TOKO {rng.choice(words.FLOWERS).upper()}", face, "title", anchor="ms")
    while y < sheet.height_px - mm(20):
        y += mm(rng.choice((5, 5, 5, 9)))
        sheet.text(mm(4), y, sentence(rng, 2)[:18], face, "item")
        sheet.text(sheet.width_px - mm(4), y, f"{rng.randint(1, 900)}.000", face, "price", anchor="rs")
    return pixels(sheet)


def handwritten(rng: random.Random) -> Grey:
    """A letter or a shopping list by hand, on blank or on ruled notebook paper."""
    sheet = paper(rng)
    if rng.random() < 0.6:
        notebook_lines(sheet, rng)
    hand = draw_hand(rng.randrange(10**6))
    page = Paper(pixels(sheet), hand.ink_grey, hand.pen_px)
    y, pitch = mm(25), mm(rng.uniform(7, 10))
    for _ in range(rng.randint(4, 24)):
        text = sentence(rng, rng.randint(1, 8))
        tile, baseline = write_tile(text, hand, mm(3), rng)
        page.stamp(tile, mm(rng.uniform(15, 30)), y - baseline, 0.95)
        y += pitch
    return page.grey


def notebook(rng: random.Random) -> Grey:
    """Ruled notebook paper with nothing on it."""
    sheet = paper(rng)
    notebook_lines(sheet, rng)
    return pixels(sheet)


def notebook_lines(sheet: Sheet, rng: random.Random) -> None:
    """The lines of a notebook, sometimes with a margin line."""
    pitch, top = mm(rng.uniform(6, 10)), mm(rng.uniform(10, 30))
    for y in range(top, sheet.height_px - mm(8), pitch):
        sheet.line(mm(rng.choice((0, 5))), y, sheet.width_px, y, rng.choice((2, 3)))
    if rng.random() < 0.5:
        sheet.line(mm(25), 0, mm(25), sheet.height_px, 3)
