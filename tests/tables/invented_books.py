"""Pages of an invented dasawisma, on every form that makes a table."""

from __future__ import annotations

from pipeline.model import PageResult
from tests.evidence.written_pages import form, page, refused

HEAD = {"dasawisma": "Mawar 3", "year": "2019"}
ID_KEY = b"0123456789abcdef0123456789abcdef"


def person(number: int, name: str, sex: str, born: str, level: str, work: str, **more: str) -> dict[str, str]:
    return {
        "row_no": str(number),
        "name": name,
        "sex": sex,
        "birth_date": born,
        "education": level,
        "occupation": work,
        "marital_status": "Kawin",
        "religion": "Islam",
        "birth_place": "Bojonegoro",
        **more,
    }


def family_page(page_no: int = 1, head: str = "Ahmad", **more: object) -> PageResult:
    outside = {
        **HEAD,
        "head_name": head,
        "house": "Rumah Sehat",
        "latrine": "Ada",
        "latrine_count": "1",
        "water_source": "PDAM",
        "waste_place": "-",
    }
    rows = [
        person(1, head, "L", "06-07-1952/67", "SD", "Tani", activity_health="tick", activity_food="-"),
        person(2, "Siti", "P", "31-12-60", "S1", '"'),
        person(3, "Budi", "L", "8 th", "SD", "Pelajar"),
        person(4, "Ayu", "P", "1-2-11", "?", ""),
    ]
    return page(form("catatan-keluarga", "III-15"), outside, rows, row_count=10, page_no=page_no, **more)


def recap_page(page_no: int = 2, wrong_total: bool = False, waste_place: str = "", **more: object) -> PageResult:
    outside = {**HEAD, "rt": "03", "rw": "1", "desa": "Sidobandung"}
    rows = [
        {"row_no": "1", "head_name": "Ahmad", "families": "1", "members_male": "2", "members_female": "2",
         "house_healthy": "tick", "water_pdam": "tick", "food_rice": "tick", "latrine": "tick",
         "waste_place": waste_place},
        {"row_no": "2", "head_name": "Karto", "families": "1", "members_male": "3", "members_female": "2",
         "house_unhealthy": "tick", "water_well": "tick", "food_rice": "tick"},
    ]  # fmt: skip
    total = {"families": "2", "members_male": "6" if wrong_total else "5", "members_female": "4", "house_healthy": "1"}
    of = form("rekap-dasawisma", "III-16a")
    return page(of, outside, rows, total, row_count=10, page_no=page_no, **more)


def person_page(page_no: int = 3, nik: str = "3522137112600001", **more: object) -> PageResult:
    outside = {
        "dasawisma": "Mawar 3",
        "head_name": "Ahmad",
        "nik": nik,
        "name": "Siti",
        "sex": "Perempuan",
        "birth_date": "31-12-1960",
        "relation": "Anggota Keluarga",
        "relation_text": "istri",
        "family_planning": "Ya",
        "early_childhood": "Tidak",
        "learning_group": "Tidak",
        "education": "S1",
    }
    return page(form("data-warga", "4.14.1a"), outside, page_no=page_no, **more)


def rt_page(page_no: int = 4, families: str = "2", **more: object) -> PageResult:
    outside = {"rt": "3", "rw": "1", "desa": "Sidobandung", "year": "2019"}
    row = {"row_no": "1", "dasawisma": "Mawar 3", "households": "2", "families": families, "members_male": "5"}
    return page(form("rekap-rt", "III-16b"), outside, [row], {"families": families}, page_no=page_no, **more)


def events_page(page_no: int = 5, **more: object) -> PageResult:
    outside = {"month": "Maret", "year": "2019", "dasawisma": "Mawar 3"}
    row = {"row_no": "1", "mother_name": "Siti", "baby_male": "tick", "birth_date": "3 Mar 2019", "note": "-"}
    return page(form("ibu-bayi", "III-18a / 4.18a"), outside, [row], page_no=page_no, row_count=4, **more)


def whole_book() -> list[PageResult]:
    return [family_page(), recap_page(), person_page(), rt_page(), events_page(), refused(page_no=6)]
