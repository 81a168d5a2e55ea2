"""What a rule of table `quarantine` found, and what a person can do about it: a sentence in both languages."""

from __future__ import annotations

from pipeline.evidence.across import REPEATED_PAGE
from schemas.validate import DUPLICATE_KEY

Sentence = tuple[str, str]
"""What is said in Indonesian, and the same in English."""

NOT_SURE: Sentence = (
    "Belum pasti: bacaannya masih menunggu diperiksa.",
    "Not sure yet: the reading waits for review.",
)

_OF_A_PAGE = {
    "total": (
        "JUMLAH bukan jumlah kolomnya; periksa baris dan JUMLAH di halaman.",
        "JUMLAH is not the sum of its column; check the rows and JUMLAH on the page.",
    ),
    "running": (
        "Nomor urut tidak menyambung; cari baris yang terlewat atau tertulis dua kali.",
        "The running number does not follow the one above; look for a row left out or written twice.",
    ),
    "nik:structure": (
        "Ini bukan NIK yang benar (16 angka: wilayah, tanggal (+40 perempuan), bulan, tahun, urutan); periksa.",
        "This cannot be a NIK (16 digits: area, day (+40 for women), month, year, serial); check it.",
    ),
    "nik:birth_date": (
        "NIK dan tanggal lahir bertentangan; NIK tetap, periksa tanggalnya di KTP.",
        "NIK and birth date contradict each other; the NIK stays, check the date on the identity card.",
    ),
    "nik:sex": (
        "NIK dan jenis kelamin bertentangan; periksa keduanya di KTP.",
        "NIK and sex contradict each other; check both on the identity card.",
    ),
    "page:copy": (
        "Pindaian lain dari lembar yang sama menyatakan lain; lihat mana yang benar, dan ambil pindaian yang lama.",
        "Another scan of the same sheet says otherwise; see which is right, and take the outdated scan away.",
    ),
    "digits:length": (
        "Banyaknya angka tidak seperti yang diminta formulir.",
        "The number does not have as many digits as the form asks for.",
    ),
    "date:real": (
        "Tanggal seperti itu tidak ada; periksa.",
        "There is no such date; check it.",
    ),
    "date:year": (
        "Tanggalnya sesudah tahun buku; periksa keduanya.",
        "The date lies after the year of the book; check both.",
    ),
    "year:plausible": (
        "Tidak ada buku dari tahun ini; periksa, atau tulis tahunnya di book.toml.",
        "No book is of this year; check it, or state the year in book.toml.",
    ),
    "count:household": (
        "Hitungan ini lebih besar daripada yang dimiliki satu rumah; dua angka terbaca sebagai satu? Periksa.",
        "The count is larger than any that one house has; are two numbers read as one? Check the page.",
    ),
    "number:village": (
        "Nomor RT atau RW sebesar ini tidak biasa untuk satu desa; periksa di halaman.",
        "Villages hardly have an RT or RW of so high a number; check it on the page.",
    ),
    "age:usual": (
        "Orang ini akan lebih tua daripada hampir semua orang; periksa tanggal lahirnya.",
        "The person would be older than nearly anyone; check the birth date.",
    ),
    "date:month": (
        "Tanggalnya di luar bulan halaman; periksa, atau peristiwanya terlambat dicatat.",
        "The date does not lie in the month of the page; check it, or the event was entered late.",
    ),
    "age:birth_date": (
        "Umur dan tanggal lahir bertentangan pada tahun buku; periksa keduanya.",
        "Age and birth date contradict each other in the year of the book; check both.",
    ),
    "age:near": (
        "Umur dan tanggal lahir berselisih lebih dari lima tahun; periksa keduanya.",
        "Age and birth date are more than five years apart; check both.",
    ),
    "date:roman": (
        "Bulan terbaca 11, tetapi halaman ini menulis bulan dengan angka Romawi; mungkin II, periksa.",
        "The month reads 11, but this page writes months as Roman numbers; it may be II, check it.",
    ),
    "level:age": (
        "Orang ini terlalu muda untuk pendidikan itu; periksa tanggal lahir dan pendidikannya.",
        "The person is too young for this level of schooling; check birth date and level.",
    ),
    "marks:one_sign": (
        "Centang dan silang ada di satu halaman; pastikan apakah silang berarti tidak.",
        "Ticks and crosses stand on one page; tell whether a cross means no.",
    ),
    "rulings:seen": (
        "Ada yang menutupi sebagian isian (garisnya tidak tampak, atau ada noda gelap); pindai ulang halamannya.",
        "Something lies over part of the page (its lines are not seen, or a patch is dark); scan the page again.",
    ),
    "cell:overlaid": (
        "Cap, coretan panjang atau sejenisnya menutupi isian ini; periksa di halaman.",
        "A stamp, a long stroke or the like lies over these cells; check them on the page.",
    ),
    "heading:column": (
        "Judul satu kolom menyebut kolom lain, atau dicoret dan diganti; periksa isi kolom itu sebenarnya.",
        "The heading of a column names another one, or was crossed out and replaced; check what the column is.",
    ),
    "row:fold": (
        "Lipatan melintasi satu baris tabel; ratakan dan pindai ulang, atau periksa barisnya.",
        "A fold seems to run through a row of the table; flatten the page and scan it again, or check the row.",
    ),
    "row:place": (
        "Tidak pasti ini baris tabel yang mana; cari lipatan, dan nomor yang terlewat di NO.",
        "It is not sure which row of the table this is; look for a fold, and for a number left out in NO.",
    ),
    "row:between": (
        "Ada tulisan di atas garis antara dua baris; periksa baris mana pemiliknya.",
        "Writing stands on the lines between rows; check on the page to which row it belongs.",
    ),
    "row:below": (
        "Ada tulisan di bawah tabel, seperti satu baris lagi, dan tidak ada yang membacanya; ketik sendiri baris itu.",
        "Something like one more row is written below the table, where nobody reads it; type that row in.",
    ),
    "row:cancelled": (
        "Coretan panjang atau tanda silang besar membatalkan baris-baris ini? Periksa di halaman.",
        "A long stroke or a large cross seems to cancel these rows; check on the page which of them count.",
    ),
    "cell:cut_off": (
        "Ada yang terpotong di tepi gambar atau kertas; pindai ulang seluruh lembar, atau periksa.",
        "Something here runs out of the picture or off the sheet; scan the whole sheet again, or check it.",
    ),
    "ink:own": (
        "Tintanya jauh lebih pucat daripada yang lain; tulisan, atau tembus dari sisi belakang?",
        "The ink is much paler than the page's; see whether it is writing, or the back shining through.",
    ),
    "cell:on_line": (
        "Ada coretan di garis isian yang tampak kosong (tanda hubung, atau angka kecil?); periksa di halaman.",
        "A stroke lies along the line of a field that seems empty (a dash, a small figure?); check on the page.",
    ),
    "cell:on_ruling": (
        "Ada tulisan di atas garis tegak tabel (angka 1, atau masuk ke kolom sebelah?); periksa isian itu di halaman.",
        "Something seems written on an upright line of the table (a 1, or into the next column?); check the page.",
    ),
    "cell:white_line": (
        "Garis putih memotong halaman (pemindai atau fotokopi kotor?); bersihkan dan pindai ulang, atau periksa.",
        "A white line cuts through the page (a dirty scanner or copier?); clean it and scan again, or check.",
    ),
    "cell:two_numbers": (
        "Dua angka bertumpuk dalam satu isian; yang mana berlaku, atau keduanya?",
        "Two numbers stand one above the other in one cell; which one counts, or do both?",
    ),
    "page:pale": (
        "Tulisannya sangat pucat; pindai ulang lebih gelap (kontras lebih tinggi), atau minta ditulis dengan bolpoin.",
        "The writing is very pale; scan the page again darker (with more contrast), or have a ball-point pen used.",
    ),
    "page:twice": (
        "Tulisannya tampak dua kali, bergeser (tembus karbon? pemindai tersendat?); pindai ulang atau ketik sendiri.",
        "The writing is there twice, shifted (pressed through? a scanner that stuck?); scan it again or type it in.",
    ),
    "place:seen": (
        "Tidak ada garis atau label yang menunjukkan tempat tulisan ini; periksa halamannya.",
        "No line and no label tells where to write this; check the page.",
    ),
    "family:head": (
        "Kepala keluarga di kepala halaman tidak ada dalam daftar; lembar dua keluarga tertukar? Periksa.",
        "The head named above the list is not in it; are sheets of two families mixed up? Check the page.",
    ),
    REPEATED_PAGE: (
        "Halaman yang sama ada dua kali di kotak masuk; buang salah satu, simpan yang benar.",
        "The same page lies in the inbox twice; take one away.",
    ),
    "book:year": (
        "Tahun halaman ini lain daripada halaman lain di bukunya; periksa, atau tulis tahunnya di book.toml.",
        "The page states another year than other pages of its book, or than book.toml, which counts; check the page,"
        " or state the right year in book.toml.",
    ),
}
"""Rules of one page, by name; Indonesian, then English."""

_BETWEEN_PAGES = {
    "forms:differ": (
        "Dua halaman menulis hal yang sama dengan cara berbeda; periksa keduanya.",
        "Two pages say different things of one household or person; check both.",
    ),
    "recap:below": (
        "Rekap tidak sama dengan hitungan tingkat di bawahnya; periksa kedua halaman.",
        "A recap is not what the level below adds up to; check both pages.",
    ),
    "household:two_books": (
        "Lembar satu rumah tangga ada di beberapa buku; periksa.",
        "The sheets of one household stand in several books; check them.",
    ),
    "person:twice": (
        "Nama, tanggal lahir dan jenis kelamin ini juga ada di rumah tangga lain; tercatat dua kali?",
        "Somebody of another household has this name, birth date and sex; listed twice?",
    ),
    "nik:unique": (
        "Orang lain punya NIK yang sama; periksa keduanya (mungkin nomor KK).",
        "Another person has the same NIK; check both (it may be the No. KK).",
    ),
    "book_toml:village": (
        "Halaman menyebut desa lain daripada book.toml; periksa village_code, atau apakah halamannya salah folder.",
        "The page names another village than book.toml; check village_code, or whether the page is in the wrong"
        " folder.",
    ),
    "book_toml:year": (
        "Halaman menyebut tahun lain daripada book.toml; periksa year di book.toml.",
        "The page says another year than book.toml; check year in book.toml.",
    ),
}
"""Rules between pages, likewise; a message names the pages, too."""

HEAD_COUNT, EVENT_COUNT, _ONE_OF = "head_count:", "events:", "one_of:"
"""How the rules begin that compare a count with the rows, and those of marks of which one at most is right."""

_COUNT = (
    "Hitungannya tidak sama dengan baris-baris tabel; periksa keduanya di halaman.",
    "The count is not what the rows of the table add up to; check both on the page.",
)
_EXCLUDED = (
    "Dua tanda di baris ini saling meniadakan; periksa mana yang dimaksud.",
    "Two marks of this row exclude each other; check which one is meant.",
)
_OTHERWISE = (
    "Angka-angka di baris ini bertentangan; periksa di halaman.",
    "The numbers of this row contradict each other; check them on the page.",
)
_KEPT_OUT = (
    "Baris ini tidak masuk tabel karena isinya di luar batas kolomnya; periksa halamannya.",
    "The row was kept out of its table, for a value breaks the bounds of its column; check the page.",
)
_TWICE = (
    "Baris ini tidak masuk tabel karena baris lain punya kunci yang sama; cari halaman yang dipindai dua kali.",
    "The row was kept out of its table, for another one has the same key; look for a page scanned twice.",
)


def both(*sentences: Sentence) -> str:
    """The sentences one after the other, Indonesian ones and then English ones, as a column `message` has them."""
    return " / ".join(" ".join(said) for said in zip(*sentences, strict=True))


def stated_and_counted(stated: int, counted: int) -> Sentence:
    """The two numbers that ought to be one."""
    return f"Tertulis {stated}, terhitung {counted}.", f"Stated {stated}, counted {counted}."


def rule_words(rule: str, severity: str = "warning") -> Sentence:
    """The sentence for that rule, Indonesian and English. severity: `error` for a row that was kept out."""
    if severity == "error":
        return _TWICE if rule == DUPLICATE_KEY else _KEPT_OUT
    known = _OF_A_PAGE.get(rule) or _BETWEEN_PAGES.get(rule)
    if known is not None:
        return known
    if rule.startswith((HEAD_COUNT, EVENT_COUNT)):
        return _COUNT
    return _EXCLUDED if rule.startswith(_ONE_OF) else _OTHERWISE
