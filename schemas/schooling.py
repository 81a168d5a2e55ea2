"""Table `schooling`: one person in one year, by age band and participation."""

from schemas.columns import TableSchema, flag, text, whole, words
from schemas.members import AGE, HOUSEHOLD, PERSON, SEX
from schemas.provenance import AREA, DOUBT, PAGE

AGE_BANDS = ("0-2", "3-6", "7-12", "13-15", "16-18", "19-24", "25+")
PARTICIPATIONS = ("never", "attending", "left", "unknown")

AGE_BAND = text(
    "age_band", "Age band in years (BPS school participation); null where the age is not known.", codes=AGE_BANDS
)
PARTICIPATION = text(
    "participation",
    "Whether the person goes to school, by the decision table in docs/tables.md.",
    nullable=False,
    codes=PARTICIPATIONS,
)

SCHOOLING = TableSchema(
    name="schooling",
    row="person and year",
    key=("person_id", "year"),
    partitioned=True,
    columns=(
        *AREA,
        *PAGE,
        PERSON,
        HOUSEHOLD,
        SEX,
        AGE,
        AGE_BAND,
        text(
            "highest_level",
            "Highest level, in the words of the form's list.",
            vocabulary="education",
            source="PENDIDIKAN",
        ),
        whole(
            "highest_level_code",
            "Regsosek 415 (highest diploma); null where the list's word covers several codes.",
            low=1,
            high=23,
        ),
        PARTICIPATION,
        words("participation_basis", "What the participation follows from, such as paud_tick or level_below_age."),
        whole("attending_level_code", "Regsosek 413 (level attended); null where it cannot be known.", low=1, high=22),
        text(
            "kejar_paket",
            "Learning group that the person follows: Paket A, B, C, KF, or Tidak.",
            codes=("Tidak", "Paket A", "Paket B", "Paket C", "KF"),
            source="KELOMPOK BELAJAR",
        ),
        flag("early_childhood", "Follows PAUD or the like.", source="PAUD/SEJENIS"),
        *DOUBT,
    ),
)
