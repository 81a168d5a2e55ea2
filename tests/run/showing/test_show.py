"""A page is drawn as it was published, what was erased not at all, and no picture goes over another's."""

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pipeline.errors import InputError, UsageError
from pipeline.model import PageFault
from pipeline.run.driver import RunOptions
from pipeline.run.erasing import erase
from pipeline.run.erasing.erase_targets import target
from pipeline.run.showing import page_named, show
from pipeline.scan.load import page_count
from pipeline.settings import Settings
from tests.run.erasing.erased_run import erased, options, table
from tests.run.showing.test_page_named import scans
from tests.run.stand_in_reader import page_file
from tests.run.written_files import write_old

__all__ = ["options"]


@pytest.fixture(autouse=True)
def same_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_named, "page_recipe", lambda settings: "the recipe of pages")


def shown(options: RunOptions, page: str) -> show.Shown:
    return show.show(page, options.out, options.out.parent / "shown.png", Settings())


def test_a_page_of_a_run_is_drawn_with_its_states_counted(options: RunOptions) -> None:
    made = shown(options, "melati#1")
    (facts,) = show.facts(made)["pages"]  # type: ignore[misc]
    assert made.picture.is_file() and sum(facts["states"].values()) == facts["cells"] > 0  # type: ignore[index]
    assert f"value {facts['states']['value']}" in show.in_words(made)  # type: ignore[index]


def test_a_drawn_picture_is_no_page(options: RunOptions) -> None:
    drawn = page_count(shown(options, "melati#1").picture, Settings())
    assert isinstance(drawn, PageFault) and drawn.reason == "drawn_by_show"


@pytest.mark.parametrize("by_file", [False, True])
def test_an_erased_page_is_refused_and_its_neighbour_drawn(options: RunOptions, by_file: bool) -> None:
    erased(options, page="melati/1.jpg")
    with pytest.raises(InputError, match=r"dihapus.*was erased.*--give-back"):
        shown(options, str(options.inbox / "melati" / "1.jpg") if by_file else "melati#1")
    assert not (options.out.parent / "shown.png").exists()
    assert shown(options, "melati#2").picture.is_file()


def test_both_pages_of_an_open_book_are_refused(options: RunOptions) -> None:
    erased(options, page="mawar/1.jpg")
    with pytest.raises(InputError, match="was erased"):
        shown(options, "mawar#1")


def test_a_page_behind_an_erased_open_book_keeps_its_number(options: RunOptions) -> None:
    erased(options, page="mawar/1.jpg")
    assert shown(options, "mawar#3").run_id
    with pytest.raises(InputError, match="was erased"):
        shown(options, "mawar#2")


def test_what_is_given_back_is_drawn_again(options: RunOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    erased(options, page="melati/1.jpg")
    erase.take_back(target(None, "melati/1.jpg", None), options)
    monkeypatch.setattr(show, "build_tools", lambda settings: None)
    monkeypatch.setattr(show, "read_picture", lambda *given: ())
    assert shown(options, "melati#1").picture.is_file()


def test_a_page_that_is_not_there_is_named(options: RunOptions, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no page 9"):
        shown(options, "melati#9")
    with pytest.raises(InputError, match="No run"):
        show.show("melati#1", tmp_path / "none", None, Settings())


def never(*given: object) -> tuple[()]:
    raise AssertionError("The page was read anew.")


def counted(options: RunOptions, page: str) -> tuple[int, int]:
    """Cells, and cells to review, as they are told of the first page on a picture."""
    facts = show.facts(shown(options, page))["pages"][0]  # type: ignore[index]
    return facts["cells"], facts["to_review"]


def test_a_published_page_is_drawn_and_counted_as_published(
    options: RunOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = (options.out / "current" / "readings").glob("*.parquet")
    readings = pq.read_table(file)
    melati = pc.equal(readings["book_id"], "melati").to_numpy()
    decisions = np.where(melati, "review", readings["decision"].to_numpy(zero_copy_only=False))
    values = np.where(melati & (readings["field"].to_numpy(zero_copy_only=False) == "name"), "TERBIT", None)
    for name, column in (("decision", decisions), ("value", values)):
        place = readings.schema.get_field_index(name)
        readings = readings.set_column(
            place, readings.schema.field(name), pa.array(column, readings.schema.types[place])
        )
    pq.write_table(readings, file)
    monkeypatch.setattr(show, "read_picture", never)
    own = table(options, "readings").query("book_id == 'melati' and page_no == 1")
    made = shown(options, "melati#1")
    assert counted(options, "melati#1") == (len(own), len(own)) != (0, 0)
    (content,) = made.pages
    assert {value.value for value in content.values if value.field == "name"} == {"TERBIT"}  # type: ignore[union-attr]
    assert made.run_id and f"seperti yang terbit / as published: {made.run_id}" in show.in_words(made)
    assert show.facts(made)["published"] == made.run_id


def test_a_page_whose_scan_changed_is_read_alone_and_says_so(
    options: RunOptions, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_old(options.inbox / "melati", **{"1__jpg": page_file("family Karto")})
    monkeypatch.setattr(show, "build_tools", lambda settings: None)
    monkeypatch.setattr(show, "read_picture", lambda *given: ())
    made = shown(options, "melati#1")
    assert made.run_id == "" and show.facts(made)["published"] is None
    assert "dibaca sendiri" in show.in_words(made) and "read alone" in show.in_words(made)
    assert shown(options, "melati#2").run_id, "its neighbour is as published"


def test_of_a_file_of_several_pages_it_is_told_which_was_drawn(
    options: RunOptions, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(show, "build_tools", lambda settings: None)
    monkeypatch.setattr(show, "read_picture", lambda *given: ())
    file = scans(tmp_path / "elsewhere" / "book.tif", 3)
    made = shown(options, str(file))
    assert "halaman 1 dari 3 " in show.in_words(made) and "page 1 of the 3 " in show.in_words(made)
    assert (show.facts(made)["page"], show.facts(made)["of"]) == (1, 3)
    assert " dari 3 " not in show.in_words(shown(options, f"{file}#2"))


def test_pictures_are_named_apart_and_none_is_hidden(
    options: RunOptions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert show.picture_name(".#1") == "inbox_1.png"
    assert show.picture_name("x/melati#2") == "x_melati_2.png"
    names = [
        "x/melati#2",
        "y/melati#2",
        "x_melati#2",
        "melati#2",
        "melati 2#2",
        "inbox/1.jpg",
        "../in/1.jpg",
        ".hidden#1",
    ]
    pictures = [show.picture_name(name) for name in names]
    assert len(set(pictures)) == len(names) and not any(name.startswith(".") or "/" in name for name in pictures)
    assert len(show.picture_name("desa/" * 99 + "melati#2").encode()) < 255
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    show.show("melati#2", options.out, None, Settings())
    assert [path.name for path in Path().iterdir()] == ["melati_2.png"]


@pytest.mark.parametrize("to", [None, Path("1.jpg")])
def test_no_picture_is_written_among_the_scans(
    options: RunOptions, monkeypatch: pytest.MonkeyPatch, to: Path | None
) -> None:
    monkeypatch.chdir(options.inbox / "melati")
    before = {path.name: path.read_bytes() for path in Path().iterdir()}
    with pytest.raises(UsageError, match=r"kotak masuk.* / .*in the inbox.*--to"):
        show.show("melati#2", options.out, to, Settings())
    assert {path.name: path.read_bytes() for path in Path().iterdir()} == before
