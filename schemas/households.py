"""Table `households`: one rumah tangga in one year."""

from schemas.columns import TableSchema, flag, text, whole, words
from schemas.provenance import AREA, DOUBT, PAGE, PLACE

HOUSE_CRITERIA = ("healthy", "unhealthy")
WATER_SOURCES = ("pdam", "well", "river", "other")
STAPLE_FOODS = ("rice", "other")
ID = r"[0-9A-Za-z_-]+"
"""Ids are keyed hashes: they hold no personal data and can be compared, nothing more."""

HOUSEHOLDS = TableSchema(
    name="households",
    row="rumah tangga and year",
    key=("household_id", "year"),
    partitioned=True,
    columns=(
        *AREA,
        *PAGE,
        text(
            "household_id",
            "Keyed hash; the same household has the same id in every run and year with the same key.",
            nullable=False,
            pattern=ID,
        ),
        *PLACE,
        text("head_name", "Name of the kepala rumah tangga, as written.", source="NAMA KEPALA RUMAH TANGGA"),
        whole(
            "members_counted",
            "Members counted from the rows of the forms; null where no form lists them.",
            unit="persons",
        ),
        whole(
            "members_stated",
            "Members as the form or the recap states them; null where it does not.",
            unit="persons",
            source="JUMLAH ANGGOTA KELUARGA",
        ),
        whole("families", "Keluarga (KK) in the household, as stated.", unit="families", source="JML KK"),
        whole("members_male", "Men and boys stated.", unit="persons", source="JUMLAH ANGGOTA KELUARGA L"),
        whole("members_female", "Women and girls stated.", unit="persons", source="JUMLAH ANGGOTA KELUARGA P"),
        text(
            "house_criteria",
            "Whether the house is healthy, by the book.",
            codes=HOUSE_CRITERIA,
            source="KRITERIA RUMAH",
        ),
        flag("latrine", "Has a latrine (newer forms: MCK and septic tank).", source="JAMBAN KELUARGA"),
        whole("latrine_count", "Number of latrines.", unit="latrines", source="JAMBAN KELUARGA, jumlah"),
        text("water_source", "Source of water.", codes=WATER_SOURCES, source="SUMBER AIR"),
        flag("waste_place", "Has a place for waste.", source="TEMPAT PEMBUANGAN SAMPAH"),
        flag("drainage", "Has drainage for waste water.", source="SALURAN PEMBUANGAN AIR LIMBAH"),
        flag("p4k_sticker", "Shows the P4K sticker; null on newer forms, which do not ask.", source="STIKER P4K"),
        text("staple_food", "Staple food.", codes=STAPLE_FOODS, source="MAKANAN POKOK"),
        flag("up2k", "Takes part in UP2K.", source="AKTIVITAS UP2K"),
        words(
            "sources", "Pages that the row was made from: book_id#page_no. A recap's page alone: known from there only."
        ),
        *DOUBT,
    ),
)
