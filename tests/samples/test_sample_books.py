"""The three books that the first command reads are there, small, complete, and what the generator makes."""

import json
from pathlib import Path

from pipeline.formfile import load_forms
from samples.generator.books import PLANS, SAMPLES, make_plan
from samples.generator.containers import write_pdf, write_tiff
from samples.generator.damage import draw_damage
from samples.generator.make import make_page

BOOKS = SAMPLES / "books"
TRUTH = [json.loads(line) for line in (SAMPLES / "truth.jsonl").read_text("utf-8").splitlines()]
FORMS = load_forms()


def test_every_page_of_the_truth_has_its_file() -> None:
    assert {line["file"].split("/")[0] for line in TRUTH} == {path.name for path in BOOKS.iterdir()}
    assert all((BOOKS / line["file"]).is_file() for line in TRUTH)
    assert len(TRUTH) == sum(len(plan.pages) for plan in PLANS)
    assert len({(line["book"], line["page"]) for line in TRUTH}) == len(TRUTH)


def test_the_books_hold_both_villages_and_editions_and_stay_small() -> None:
    shown = {(line["form"], line["edition"]) for line in TRUTH}
    person = ("catatan-keluarga", "data-keluarga", "data-warga", "kegiatan-warga", "ibu-bayi", "rekap-dasawisma")
    assert {(form.form, form.edition) for form in FORMS if form.form in person} <= shown
    assert {line["village_code"] for line in TRUTH} == {"35.22.13.2001", "35.22.15.2002"}
    assert {cell.get("planted") for line in TRUTH for cell in line["cells"]} == {None, "total", "nik"}
    assert sum(path.stat().st_size for path in BOOKS.rglob("*") if path.is_file()) < 12_000_000


def test_persons_of_data_warga_stand_on_catatan_keluarga() -> None:
    for line in TRUTH:
        if line["form"] == "data-warga":
            facts = {cell["field"]: cell["value"] for cell in line["cells"]}
            family = next(
                other
                for other in TRUTH
                if other["book"] == line["book"]
                and other["form"] == "catatan-keluarga"
                and any(c["key"] == "head:head_name" and c["value"] == facts["head_name"] for c in other["cells"])
            )
            assert facts["name"] in [cell["value"] for cell in family["cells"] if cell["field"] == "name"]


def test_the_truth_is_what_the_generator_makes_now() -> None:
    """After a change of a form or of the generator: python -m samples.generator.books"""
    plan = PLANS[-1]
    made = [json.loads(json.dumps(page.truth)) for page in make_plan(plan, FORMS)]
    assert made == [line for line in TRUTH if line["file"] == plan.file]


def test_containers_are_the_same_to_the_byte(tmp_path: Path) -> None:
    form = next(form for form in FORMS if form.form == "kegiatan-warga")
    pages = [make_page(form, seed, damage=draw_damage(seed, "copy")).image for seed in (1, 2)]
    for write, name in ((write_pdf, "b.pdf"), (write_tiff, "b.tif")):
        write(tmp_path / f"one-{name}", pages, 60)
        write(tmp_path / f"two-{name}", pages, 60)
        assert (tmp_path / f"one-{name}").read_bytes() == (tmp_path / f"two-{name}").read_bytes()
