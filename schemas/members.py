"""Table `members`: one person in one year."""

from schemas.columns import TableSchema, day, flag, text, whole, words
from schemas.households import ID
from schemas.provenance import AREA, DOUBT, PAGE

SEXES = ("L", "P")
PRECISIONS = ("day", "month", "year")
NIK_CHECKS = ("agrees", "disagrees", "absent")

PERSON = text(
    "person_id",
    "Keyed hash; the same person has the same id in every run and year with the same key.",
    nullable=False,
    pattern=ID,
)
HOUSEHOLD = text("household_id", "The household, as in households; null where none could be told.", pattern=ID)
SEX = text("sex", "Sex: L male (laki-laki), P female (perempuan).", codes=SEXES, source="JENIS KELAMIN")
AGE = whole(
    "age",
    "Age on 1 July of the year, from birth date or age written; null where neither tells.",
    unit="years",
    high=150,
)

MEMBERS = TableSchema(
    name="members",
    row="person and year",
    key=("person_id", "year"),
    partitioned=True,
    columns=(
        *AREA,
        *PAGE,
        PERSON,
        HOUSEHOLD,
        text(
            "family_id",
            "The keluarga (KK) within the household; keyed hash. Null where it cannot be told which one.",
            pattern=ID,
        ),
        whole("row_no", "Running number on the form; null on a sheet of one person.", source="NO"),
        text("name", "Name, as written.", source="NAMA"),
        text("nik", "NIK as written (16 digits where it is well-formed).", pattern=r"\d+", source="NO. KTP/NIK"),
        text("relation", "Relation to the head.", vocabulary="relation", source="STATUS DALAM KELUARGA"),
        SEX,
        text("birth_place", "Place of birth, as written.", source="TEMPAT LAHIR"),
        day("birth_date", "Date of birth; the first day of what is known.", source="TGL/BL/TH LAHIR"),
        text("birth_date_precision", "What of the birth date is known; null with the date.", codes=PRECISIONS),
        whole("age_written", "Age as written.", unit="years", high=150, source="UMUR"),
        AGE,
        text("religion", "Religion.", vocabulary="religion", source="AGAMA"),
        text(
            "marital_status",
            "Marital status, in the form's words.",
            vocabulary="marital_status",
            source="STATUS PERKAWINAN",
        ),
        text(
            "education",
            "Highest level of schooling as written, in the form's words.",
            vocabulary="education",
            source="PENDIDIKAN",
        ),
        text("occupation", "Occupation.", vocabulary="occupation", source="PEKERJAAN"),
        text("special_needs", "Special needs.", vocabulary="disability", source="BERKEBUTUHAN KHUSUS"),
        flag("family_planning", "Uses family planning.", source="AKSEPTOR KB"),
        flag("posyandu", "Active in posyandu.", source="POSYANDU"),
        flag("bkb", "Follows Bina Keluarga Balita.", source="BINA KELUARGA BALITA"),
        flag("savings", "Has savings (livestock, trees and land count).", source="TABUNGAN"),
        flag("cooperative", "Takes part in a cooperative.", source="KOPERASI"),
        words("activities", "PKK activities that the person takes part in.", source="KEGIATAN PKK YANG DIIKUTI"),
        text(
            "nik_check",
            "Whether NIK agrees with birth date and sex; absent: no NIK, or nothing to compare.",
            nullable=False,
            codes=NIK_CHECKS,
        ),
        *DOUBT,
    ),
)
