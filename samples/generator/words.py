"""Words that invented people, places and writers use. Nobody here exists; the villages and codes do."""

# ruff: noqa: SIM905
from __future__ import annotations

MEN = (
    "Slamet Sutrisno Suparman Sugeng Kasiran Parno Jumali Wagimin Tarmuji Bambang Agus Heri Joko Eko Yanto Warsito "
    "Darmo Kusnan Mulyadi Rudi Budi Imam Ali Lukman Fajar Rizki Dimas Bayu Arif Galih Ilham Reza Yusuf Karjo Sarmin "
    "Ngadiman Paijo Subur Teguh Wahono Zaenal Hartono Irwan Didik Anang Muhtar Rohmad Saeful Tukiran Gunawan Dwi"
).split()
WOMEN = (
    "Sri Siti Sumini Lasmi Suwarti Kasmirah Tumirah Ngatini Painah Sulastri Endang Wiwik Yuni Rini Dewi Ratna Lestari "
    "Indah Nurul Fatimah Aisyah Khoirunnisa Putri Ayu Intan Wulan Dian Marfuah Munawaroh Rukmini Saminah Juminten "
    "Warti Kartini Hartini Suyatmi Istiqomah Umi Lilik Ida Mei Zulaikah Rahmawati Qomariyah Vina Tika Heni Purwati"
).split()
FAMILY = (
    "Santoso Wibowo Prasetyo Kusuma Hidayat Setiawan Nugroho Saputra Handoko Purnomo Susanto Raharjo Widodo Firmansyah "
    "Utomo Wijaya Kurniawan Suprapto Hermanto Basuki"
).split()
FAMILY_WOMEN = (
    "Rahayu Lestari Wahyuni Astuti Handayani Ningsih Safitri Utami Kusumawati Anggraini Susanti Pertiwi Puspitasari "
    "Maharani Hidayati Wulandari"
).split()
FLOWERS = "Melati Mawar Anggrek Dahlia Kenanga Teratai Flamboyan Cempaka Tulip Kamboja Seroja Bougenville Asoka".split()
BIRTH_PLACES = (
    "Bojonegoro Bojonegoro Bojonegoro Tuban Lamongan Blora Cepu Ngawi Nganjuk Gresik Surabaya Jombang Madiun Babat "
    "Rembang Kediri Malang Baureno Kanor Sumberrejo Dander Ngasem Padangan Kalitidu"
).split()
EDUCATION_WRITTEN = {
    "Tidak Tamat SD": ("Tidak Tamat SD", "Tdk Tamat SD", "TTSD"),
    "SD/MI": ("SD", "SD", "MI", "SD/MI", "SR"),
    "SMP/Sederajat": ("SMP", "SMP", "MTs", "SLTP"),
    "SMA/SMK/Sederajat": ("SMA", "SMA", "SMK", "MA", "SLTA", "STM", "SMU"),
    "Diploma": ("Diploma", "D3", "D III"),
    "S1": ("S1", "S1"),
    "S2": ("S2",),
    "S3": ("S3",),
}
"""Canonical level, and what writers put for it (domain.md 2.5)."""
OCCUPATION_WRITTEN = {
    "Petani": ("Petani", "Tani"),
    "Pedagang": ("Pedagang", "Dagang"),
    "Swasta": ("Swasta",),
    "Wirausaha": ("Wirausaha",),
    "PNS": ("PNS",),
    "TNI/Polri": ("TNI/Polri", "TNI/Polri"),
    "Ibu Rumah Tangga": ("IRT", "IRT", "Ibu Rumah Tangga", "Ibu RT"),
    "Pelajar": ("Pelajar",),
    "Mahasiswa": ("Mahasiswa",),
    "Buruh Tani": ("Buruh", "Buruh Tani"),
    "Sopir": ("Sopir",),
    "Guru": ("Guru",),
    "Guru TK": ("Guru TK",),
    "Tukang Batu": ("Tukang Batu",),
    "Nelayan": ("Nelayan",),
    "Penjahit": ("Penjahit",),
}
WORK_OF_MEN = ("Petani",) * 6 + ("Buruh Tani",) * 3 + (
    "Swasta", "Swasta", "Pedagang", "Wirausaha", "PNS", "TNI/Polri", "Sopir", "Tukang Batu", "Guru",
)  # fmt: skip
WORK_OF_WOMEN = ("Ibu Rumah Tangga",) * 7 + (
    "Petani",
    "Petani",
    "Pedagang",
    "Swasta",
    "Guru",
    "Guru TK",
    "Penjahit",
    "PNS",
)
MARRIED, SINGLE, WIDOWED, DIVORCED = "married", "single", "widowed", "divorced"
MARITAL_WORDS = {
    (MARRIED, "L"): ("Menikah", "Kawin"),
    (MARRIED, "P"): ("Menikah", "Kawin"),
    (SINGLE, "L"): ("Lajang", "Belum Kawin", "Tidak Kawin"),
    (SINGLE, "P"): ("Lajang", "Belum Kawin", "Tidak Kawin"),
    (WIDOWED, "L"): ("Cerai Mati", "Duda", "Tidak Kawin"),
    (WIDOWED, "P"): ("Cerai Mati", "Janda", "Tidak Kawin"),
    (DIVORCED, "L"): ("Cerai Hidup", "Duda", "Tidak Kawin"),
    (DIVORCED, "P"): ("Cerai Hidup", "Janda", "Tidak Kawin"),
}
"""State and sex, and the words that forms have for it: the first that stands on the form's list is written."""
SPECIAL_NEEDS = ("Tuna Netra", "Tuna Rungu", "Cacat Fisik", "Cacat Mental", "Tuna Daksa")
FAMILY_PLANNING = ("Suntik", "Pil", "IUD", "Implan", "Kondom", "MOW")
COOPERATIVES = ("Simpan Pinjam", "KSP", "Koperasi Wanita", "KUD")
BUSINESSES = ("Warung", "Jual Kue", "Ternak Ayam", "Keripik", "Jahit", "Tempe")
ACTIVITY_WORDS = {
    "activity_pancasila": ("Pengajian", "Keagamaan", "PKBN"),
    "activity_gotong_royong": ("Kerja Bakti", "Arisan", "Jimpitan"),
    "activity_education_skills": ("BKB", "PAUD", "Paket B", "KF"),
    "activity_cooperative": ("UP2K", "Koperasi"),
    "activity_food": ("Pekarangan", "Beras"),
    "activity_clothing": ("Jahit", "Bordir"),
    "activity_health": ("Posyandu", "PHBS"),
    "activity_family_planning": ("KB", "BPJS", "Menabung"),
}
GROUP_NOTES = {
    "Penghayatan dan Pengamalan Pancasila": ("Keagamaan", "PKBN"),
    "Kerja Bakti": ("Bersih desa", "Jumat bersih"),
    "Rukun Kematian": ("Iuran", "Takziah"),
    "Kegiatan Keagamaan": ("Yasinan", "Pengajian", "Tahlil"),
    "Jimpitan": ("Beras", "Uang"),
    "Arisan": ("Arisan RT", "Arisan PKK"),
    "Lain-lain": ("Senam", "Olahraga"),
}
POSITIONS = ("Anggota", "Anggota", "Ketua", "Sekretaris", "Bendahara")
NOTES = ("pindah", "KIS", "merantau", "PKH", "baru", "kos")
CAUSES = ("Sakit", "Sesak napas", "Demam", "Perdarahan", "BBLR", "Jantung")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
MONTHS_SHORT = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Ags", "Sep", "Okt", "Nov", "Des")
