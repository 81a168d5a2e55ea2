"""Tables `village_households` and `village_schooling`: counts for the public, small ones left out."""

from schemas.columns import Column, TableSchema, whole, words
from schemas.members import SEX
from schemas.provenance import AREA, CONFIDENCE
from schemas.schooling import AGE_BAND, PARTICIPATION

INDICATORS: tuple[tuple[str, str], ...] = (
    ("house_healthy", "a healthy house"),
    ("latrine", "a latrine"),
    ("water_pdam", "water from the PDAM"),
    ("water_well", "water from a well"),
    ("water_river", "water from a river"),
    ("water_other", "water from another source"),
    ("waste_place", "a place for waste"),
    ("drainage", "drainage for waste water"),
    ("p4k_sticker", "a P4K sticker"),
    ("food_rice", "rice as staple food"),
    ("food_other", "another staple food than rice"),
    ("up2k", "a UP2K activity"),
)
"""What is counted per village: name of the indicator, and the words for it."""

SUPPRESSED = words("suppressed", "Columns that are null because the count is small, or would give a small one away.")


def _indicator(name: str, having: str) -> tuple[Column, ...]:
    return (
        whole(f"{name}_with", f"Households with {having}; null where suppressed.", unit="households"),
        whole(f"{name}_without", f"Households without {having}; null where suppressed.", unit="households"),
        whole(
            f"{name}_unknown",
            f"Households of which it is not known ({having}); null where suppressed.",
            unit="households",
        ),
    )


VILLAGE_HOUSEHOLDS = TableSchema(
    name="village_households",
    row="village and year",
    key=("village_code", "year"),
    partitioned=True,
    columns=(
        *AREA,
        whole("households", "Households; null where suppressed.", unit="households"),
        whole("persons", "Persons; null where suppressed.", unit="persons"),
        whole("male", "Men and boys; null where suppressed.", unit="persons"),
        whole("female", "Women and girls; null where suppressed.", unit="persons"),
        *(column for name, having in INDICATORS for column in _indicator(name, having)),
        SUPPRESSED,
        CONFIDENCE,
    ),
)

VILLAGE_SCHOOLING = TableSchema(
    name="village_schooling",
    row="village, year, age band, sex and participation",
    key=("village_code", "year", "age_band", "sex", "participation"),
    partitioned=True,
    columns=(
        *AREA,
        AGE_BAND,
        SEX,
        PARTICIPATION,
        whole("persons", "Persons; null where suppressed.", unit="persons"),
        SUPPRESSED,
        CONFIDENCE,
    ),
)
