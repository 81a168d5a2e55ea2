"""Fonts to learn from: whole hands kept apart, those of the benchmark never used, none needed that is not there."""

from pathlib import Path

from training.font_files import HELD_OUT, Use, brought_fonts, listed, shared_fonts

BENCHMARK = (
    "annie-use-your-telescope caveat finger-paint indie-flower italianno patrick-hand sacramento shadows-into-light"
)


def test_the_fonts_of_the_benchmark_serve_for_nothing() -> None:
    never = {font.name for font in listed() if font.use is Use.NEVER}
    assert never == set(BENCHMARK.split())
    others = [font.name for font in listed() if font.version]
    assert not [name for name in others if name.startswith(tuple(never))], "other cuts of those faces"


def test_every_font_is_listed_once_under_one_use() -> None:
    names = [font.name for font in listed()]
    assert len(set(names)) == len(names)
    assert sum(font.use in HELD_OUT for font in listed()) >= 12


def test_files_are_dealt_by_their_use(tmp_path: Path) -> None:
    for name in ("kalam", "caveat", "courgette", "zeyada", "of-my-own"):
        (tmp_path / f"{name}.ttf").touch()
        (tmp_path / f"{name}.woff").touch()
    assert [path.stem for path in shared_fonts(tmp_path, HELD_OUT)] == ["kalam", "zeyada"]
    assert [path.stem for path in shared_fonts(tmp_path, {Use.TRAIN})] == ["courgette", "of-my-own"]
    assert [path.stem for path in brought_fonts({Use.CALIBRATE}, tmp_path)] == ["zeyada"]
    assert brought_fonts(HELD_OUT, tmp_path / "nowhere") == []
