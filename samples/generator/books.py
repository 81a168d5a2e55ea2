"""The three sample books: python -m samples.generator.books [FOLDER]. The same bytes every time.

Sidobandung as a PDF in the forms of 2015, Pacul as a folder of JPEG in the newer forms, the recaps of Sidobandung as a
TIFF. The persons of data-warga and data-keluarga stand on catatan-keluarga, the households on the recap. One total
and one NIK are wrong on the paper.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.form import Form
from pipeline.formfile import load_forms
from samples.generator.containers import jpeg, write_pdf, write_tiff
from samples.generator.damage import Damage, draw_damage
from samples.generator.fill import Subject
from samples.generator.habits import Habits
from samples.generator.hands import draw_hand, hand_fonts
from samples.generator.make import MadePage, Writer, make_page
from samples.generator.people import PACUL, SIDOBANDUNG, Household, Place, draw_dasawisma
from samples.generator.printing import Printing, draw_printing

SAMPLES = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of a book: which form, which household and member, how spoiled, which paper errors."""

    form: str
    edition: str
    level: str = "scan"
    household: int = 0
    member: int = 0
    wrong_totals: int = 0
    wrong_niks: int = 0


@dataclass(frozen=True, slots=True)
class BookPlan:
    """A book: its file, who wrote it, on which printing, and its pages. scale: 1 is 300 dpi."""

    file: str
    seed: int
    place: Place
    year: int
    month: int
    households: int
    scale: float
    font: str
    printing: Printing
    habits: Habits
    pages: tuple[Wanted, ...]


def _printing(seed: int, **changes: object) -> Printing:
    return replace(draw_printing(seed), **changes)  # type: ignore[arg-type]


PLANS = (
    BookPlan(
        "sidobandung-melati-2016.pdf", 11, SIDOBANDUNG, 2016, 5, 8, 1.0, "kalam",
        _printing(41, face="arimo", paper="F4", rows=8, check_boxes=True, head_line="dotted", head_columns=2,
                  landscape=False, lampiran=True, number_row=True, pair_heads=False, title_case_headings=False,
                  optional=False, first_heading=True, parted_options=False),
        Habits(zero="0", no="", choice_mark="circle", age_beside=0.3, ditto='"', slips=0.01),
        (
            Wanted("catatan-keluarga", "III-15", household=0),
            Wanted("catatan-keluarga", "III-15", household=1),
            Wanted("catatan-keluarga", "III-15", "bound", household=2),
            Wanted("data-keluarga", "4.14.2a-old", household=0),
            Wanted("data-warga", "4.14.1a", household=0, member=0),
            Wanted("data-warga", "4.14.1a", household=1, member=1),
            Wanted("rekap-dasawisma", "III-16a", wrong_totals=1),
            Wanted("ibu-bayi", "III-18a / 4.18a"),
        ),
    ),
    BookPlan(
        "pacul-cempaka-2022", 14, PACUL, 2022, 9, 7, 0.8, "handlee",
        _printing(52, face="tinos", paper="A4", rows=7, check_boxes=False, head_line="dotted", lampiran=False,
                  head_columns=2, number_row=True, pair_heads=True, optional=False, landscape=False,
                  title_case_headings=False, first_heading=False),
        Habits(zero="-", no="0", nothing="-", tick="cross", choice_mark="strike", date="{d}/{m}/{y}", age_alone=0.1,
               ditto="sda", capitals=False, crowds=0.1),
        (
            Wanted("catatan-keluarga", "4.15", household=0),
            Wanted("catatan-keluarga", "4.15", "phone", household=1),
            Wanted("catatan-keluarga", "4.15", "turned", household=2),
            Wanted("data-keluarga", "4.14.2a-new", household=1),
            Wanted("data-warga", "4.14.1a", household=0, member=1, wrong_niks=1),
            Wanted("data-warga", "4.14.1a", "phone", household=2, member=0),
            Wanted("kegiatan-warga", "4.14.1b", household=0, member=1),
            Wanted("rekap-dasawisma", "4.16a"),
        ),
    ),
    BookPlan(
        "sidobandung-rekap-2016.tif", 13, SIDOBANDUNG, 2016, 5, 10, 0.9, "neucha",
        _printing(63, face="carlito", paper="F4", rows=8, lampiran=True, head_line="ruled", number_row=False,
                  pair_heads=False, optional=True, title_case_headings=False),
        Habits(zero="0", abbreviates=1.0, capitals=True),
        (
            Wanted("rekap-rt", "III-16b", "copy"),
            Wanted("rekap-dusun", "III-16d"),
            Wanted("rekap-desa", "III-17a", "copy"),
        ),
    ),
)  # fmt: skip


def make_plan(plan: BookPlan, forms: Sequence[Form]) -> list[MadePage]:
    """The pages of one book with their truth."""
    households = _people(plan)
    fonts = tuple(font for font in hand_fonts() if font.stem == plan.font)
    hand = replace(draw_hand(plan.seed, fonts), real_digits=plan.seed % 2 == 0, ink_grey=70, pen_px=4.5)
    known = {(form.form, form.edition): form for form in forms}
    made = []
    for number, wanted in enumerate(plan.pages, start=1):
        seed = plan.seed * 100 + number
        made.append(
            make_page(
                known[wanted.form, wanted.edition], seed, plan.printing, _damage(wanted, seed, plan.scale),
                Writer(hand, plan.habits), Subject(households, wanted.household, wanted.member, plan.month, seed),
                wanted.wrong_totals, wanted.wrong_niks,
            )
        )  # fmt: skip
        truth = made[-1].truth
        folder = "." not in plan.file
        truth["book"] = plan.file.split(".")[0]
        truth["page"], truth["file"] = number, f"{plan.file}/{number:03d}.jpg" if folder else plan.file
    return made


def _people(plan: BookPlan) -> tuple[Household, ...]:
    """The dasawisma, its households small enough for the printed rows."""
    drawn = draw_dasawisma(plan.seed, plan.place, plan.year, plan.households * 3)
    small = [one for one in drawn if 2 <= len(one.members) <= 7]
    return tuple(small[: plan.households])


def _damage(wanted: Wanted, seed: int, scale: float) -> Damage:
    """Damage of that level, gentle enough to keep the files small."""
    drawn = draw_damage(seed, wanted.level)
    return replace(
        drawn, scale=min(drawn.scale, scale) if wanted.level == "phone" else scale,
        noise=min(drawn.noise, 2.5), grain=min(drawn.grain, 1.0),
    )  # fmt: skip


def write_books(folder: Path) -> None:
    """Writes books/ and truth.jsonl under `folder`."""
    books = folder / "books"
    books.mkdir(parents=True, exist_ok=True)
    forms = load_forms()
    lines = []
    for plan in PLANS:
        pages = make_plan(plan, forms)
        images = [page.image for page in pages]
        if plan.file.endswith(".pdf"):
            write_pdf(books / plan.file, images, 62)
        elif plan.file.endswith(".tif"):
            write_tiff(books / plan.file, images, 62)
        else:
            (books / plan.file).mkdir(exist_ok=True)
            for number, image in enumerate(images, start=1):
                (books / plan.file / f"{number:03d}.jpg").write_bytes(jpeg(image, 68))
            notes = f'village_code = "{plan.place.village_code}"\nyear = {plan.year}\n'
            (books / plan.file / "book.toml").write_text(notes, encoding="utf-8")
        lines += [json.dumps(page.truth, ensure_ascii=False) + "\n" for page in pages]
    (folder / "truth.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write_books(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
